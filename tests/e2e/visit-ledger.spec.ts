/** Many visits at once on the built app (issue 4): the ledger H2 through 导入台账, one gift to forty (DOMAIN H2; I11, I12, I14). */
import { fileURLToPath } from 'node:url';
import { batchWords } from '../../src/lib/text/batch';
import { importWords as words } from '../../src/lib/text/import';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { ImportPage } from './pages/import.page';
import { StartPage } from './pages/start.page';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/ledgers/${encodeURI(name)}`, import.meta.url));

test('Fast and at scale, H2: one gift to forty from a pasted list, 同名 asked, one 撤销 for all; a visit ledger in GBK becomes visits and needs, again it adds nothing', async ({
  page,
  axe
}) => {
  const start = new StartPage(page);
  const book = new BookPage(page);
  const ledger = new ImportPage(page);
  const names = Array.from('安白柏蔡岑常陈程戴邓', (surname) => surname).flatMap((surname) =>
    ['晓峰', '国强', '秀兰', '建华'].map((given) => `${surname}${given}`)
  );
  const telephone = (index: number): string => `154${String(index).padStart(8, '0')}`;
  await start.open();
  await start.foundAndConfirm({
    spaceName: '和平里社区统战工作簿',
    workerName: '李四',
    passphrase: null
  });
  await ledger.open();
  const everybody = [...names, '安晓峰'];
  await ledger.paste(
    ['姓名\t联系电话', ...everybody.map((name, at) => `${name}\t${telephone(at)}`)].join('\n')
  );
  await ledger.expectSheets();
  await ledger.nextToCheck();
  await ledger.write();
  await ledger.expectDone(`新增 ${everybody.length} 人`);

  await book.openBook('走访登记簿');
  await page.getByRole('link', { name: batchWords.open }).click();
  await expect(page.getByRole('heading', { level: 1, name: batchWords.visitTitle })).toBeVisible();
  await page.getByLabel(batchWords.pasteLabel).fill([...names, '无此人名'].join('\n'));
  await page.getByRole('button', { name: batchWords.pasteTake }).click();
  await expect(page.getByText(batchWords.taken(names.length - 1, 1))).toBeVisible();
  await expect(page.getByText(batchWords.unknownTitle(1))).toBeVisible();
  await page.getByLabel(batchWords.whoIs('安晓峰')).selectOption({ index: 1 });
  await expect(page.getByText(batchWords.chosen(names.length))).toBeVisible();
  await page.getByLabel('慰问金', { exact: true }).fill('200');
  // UX 2: interrupted in between, forty names are not pasted again.
  await book.go('今日');
  await page.getByRole('link', { name: '接着写：批量记走访' }).click();
  await expect(page.getByText(batchWords.chosen(names.length))).toBeVisible();
  await axe(page);
  await page.getByRole('button', { name: batchWords.saveVisits(names.length) }).click();
  await expect(page.getByRole('heading', { level: 1, name: '走访登记簿' })).toBeVisible();
  await expect(page.getByText('8,000').first()).toBeVisible();
  const notice = page.getByRole('region', { name: '提示' });
  await expect(notice.getByText(batchWords.savedVisits(names.length))).toBeVisible();
  await notice.getByRole('button', { name: '撤销' }).last().click();
  await expect(page.getByText('还没有走访记录')).toBeVisible();
  await test.step('H2: a visit ledger in GBK becomes visits and needs; again it adds nothing', async () => {
    await book.addPerson('周国强');
    await book.go('今日');
    await ledger.open();
    await ledger.choose(fixture('h2-gbk.csv'));
    await ledger.expectSheets();
    await expect(page.getByLabel(words.tableIs)).toHaveValue('visit');
    await expect(page.getByLabel(words.year(3))).toHaveValue('2026');
    await expect(page.getByLabel(words.defaultOf('方式'))).toHaveValue('home');
    await axe(page);

    await ledger.next();
    await expect(ledger.target('走访对象')).toHaveValue('field:people');
    await expect(ledger.target('处理情况')).toHaveValue('field:handling');
    await expect(page.getByText('健康状况')).toBeVisible();
    await ledger.next();
    // 春节前 is no day: it waits for one (I12).
    await page.getByLabel(/第 10 行 · 走访时间/).selectOption({ label: '2026年2月10日' });
    await page.getByLabel(/处理情况“已联系电力公司”/).selectOption({ label: '办理中' });
    await axe(page);

    await ledger.next();
    await ledger.expectCheck();
    await expect(page.getByText(words.entryTotals(11, 7, '9,500 元'))).toBeVisible();
    await page.getByRole('button', { name: words.namesTakeOnly }).click();
    await expect(page.getByLabel(words.whoIs('周国强'))).not.toHaveValue('count');
    await page
      .getByLabel(words.whoIs('欧阳小红'))
      .selectOption({ label: words.nameNew('欧阳小红') });
    await axe(page);
    await page.getByRole('button', { name: words.importNow(0, 0, 11) }).click();
    await ledger.expectDone(words.doneText(1, 0, '走访 11 条、诉求 7 条'));
    await axe(page);

    await ledger.again();
    await ledger.choose(fixture('h2-utf8.csv'));
    await ledger.expectSheets();
    await ledger.nextToCheck();
    await expect(page.getByText(words.entriesSame(10))).toBeVisible();
    await page.getByRole('button', { name: words.finishSame, exact: true }).click();
    await ledger.expectDone(words.doneNothing);

    await book.openBook('走访登记簿');
    await expect(page.getByText('9,500').first()).toBeVisible();
    await expect(page.getByText('12 户').first()).toBeVisible();
  });
});
