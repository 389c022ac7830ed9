/** 报送 from a community to its street (DESIGN 2 "reports"; S2-07; I13, I14). */
import { reportWords as words } from '../../src/lib/text/reports';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { readDownload } from './pages/members.page';
import { StartPage } from './pages/start.page';
import { SyncPage } from './pages/sync.page';
import { createTeam } from './pages/team';

test('DESIGN 2, S2-07, I13: figures open their lists, are sent by a click, travel by file; the street reads them and nothing else', async ({
  page,
  browser,
  baseURL,
  axe,
  watcher
}) => {
  const { owner, joiner } = await createTeam(
    page,
    { browser, baseURL, watcher },
    undefined,
    '统计'
  );
  const [community, street] = [new BookPage(owner), new BookPage(joiner)];

  // Without the scope: words, never an empty list or a 0.
  for (const path of ['/', '/people/', '/records/', '/statistics/']) {
    await street.follow(path);
    await expect(joiner.getByRole('heading', { level: 1, name: words.needsGeneral })).toBeVisible();
    await expect.poll(() => new URL(joiner.url()).pathname).toMatch(new RegExp(`${path}$`));
  }
  // 统计 leads to the summary; as long as nobody has reported, it has the words to ask with.
  await joiner.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await joiner.getByRole('link', { name: '统计', exact: true }).filter({ visible: true }).click();
  await expect(joiner.getByRole('heading', { level: 1, name: words.summary })).toBeVisible();
  await expect(joiner.getByText(words.noPeriods)).toBeVisible();
  await joiner.getByRole('button', { name: words.askFor }).click();
  await expect(joiner.getByText(words.askedFor)).toBeVisible();
  const year = await joiner.evaluate(() => new Date().getFullYear());
  expect(await joiner.evaluate(() => navigator.clipboard.readText())).toBe(
    words.askForText(`${year}年`)
  );
  await street.follow('/people/');
  await joiner.getByRole('link', { name: words.toReports }).click();
  await expect(joiner.getByText(words.listEmptyStreet)).toBeVisible();
  await axe(joiner);

  await community.addPerson('温谷雨');
  await community.go('统计');
  await owner.getByRole('link', { name: words.title, exact: true }).click();
  await expect(owner.getByRole('heading', { level: 1, name: words.title })).toBeVisible();
  const made = community.card(words.make);
  // I13: the number opens whom it counts; one person alone is not told to anybody outside.
  const pending = made.getByRole('row', { name: /^待同意，未计入/ });
  await expect(pending.getByText(words.fewer)).toBeVisible();
  await pending.getByRole('button', { name: words.openList('待同意，未计入', '1') }).click();
  await expect(owner.getByRole('dialog').getByRole('link', { name: '温谷雨' })).toBeVisible();
  await owner.keyboard.press('Escape');
  await axe(owner);
  await made.getByRole('button', { name: words.send, exact: true }).click();
  await expect(made.getByRole('button', { name: words.sendAgain })).toBeVisible();

  const rhythm = community.card(words.scheduleTitle);
  await rhythm.getByLabel(words.every).selectOption({ label: words.rhythms.month });
  await expect(rhythm.getByRole('radio', { name: words.remind })).toBeChecked();

  await community.card(words.list).getByRole('link').click();
  await expect(owner.getByRole('row', { name: `待同意，未计入 ${words.fewer}` })).toBeVisible();
  await expect(owner.getByText(words.current, { exact: true })).toBeVisible();
  await axe(owner);
  await owner.getByRole('button', { name: words.print, exact: true }).click();
  const paper = owner.getByRole('article');
  await expect(paper.getByText('编制单位')).toBeVisible();
  await expect(paper.getByText('温谷雨')).toHaveCount(0);

  const sending = new SyncPage(owner);
  await sending.open();
  const taking = new SyncPage(joiner);
  await taking.open();
  await taking.take(await sending.exportFiles());
  // The name comes with the report.
  await expect(joiner.getByText('和风里社区工作簿').first()).toBeVisible();
  await street.follow('/statistics/summary/');
  await expect(joiner.getByText(words.reported(1, 1))).toBeVisible();
  const table = joiner.getByRole('group', { name: words.table });
  await table
    .getByRole('button', { name: new RegExp(words.fewer) })
    .or(table.getByRole('button', { name: new RegExp(words.covered) }))
    .first()
    .click();
  const report = joiner.getByRole('dialog');
  await expect(report.getByRole('row', { name: `待同意，未计入 ${words.fewer}` })).toBeVisible();
  await joiner.keyboard.press('Escape');
  await axe(joiner);
  const download = joiner.waitForEvent('download');
  await joiner.getByRole('button', { name: words.export, exact: true }).click();
  expect((await readDownload(await download)).name).toMatch(/街道汇总_.*\.xlsx$/);
  await joiner.getByRole('button', { name: words.print, exact: true }).click();
  await expect(joiner.getByRole('article').getByText(words.noMark)).toBeVisible();

  // 撤回 reaches the street with the next file.
  await community.go('统计');
  await owner.getByRole('link', { name: words.title, exact: true }).click();
  await community.card(words.list).getByRole('link').click();
  await owner.getByRole('button', { name: words.withdraw }).click();
  await owner.getByRole('dialog').getByRole('button', { name: words.withdraw }).click();
  await expect(owner.getByRole('button', { name: words.restore })).toBeVisible();
  await sending.open();
  await taking.open();
  await taking.take(await sending.exportFiles());
  await street.follow('/statistics/summary/');
  await expect(joiner.getByText(`${words.withdrawn}：和风里社区工作簿`)).toBeVisible();
  await expect(joiner.getByText(words.reported(0, 1))).toBeVisible();

  await test.step('the rhythm: a month that has ended is due on 今日 and sent from there', async () => {
    const day = 86_400_000;
    await owner.clock.setSystemTime(Date.now() + 40 * day);
    await owner.reload();
    await owner.getByRole('button', { name: '打开', exact: true }).click();
    await new StartPage(owner).expectOpen();
    await community.follow('/');
    const due = community.card(words.dueTitle);
    const lines = due.getByRole('listitem');
    await expect(lines.first()).toBeVisible();
    const count = await lines.count();
    await axe(owner);
    await lines.first().getByRole('button', { name: words.send, exact: true }).click();
    await expect(lines).toHaveCount(count - 1);
  });
});
