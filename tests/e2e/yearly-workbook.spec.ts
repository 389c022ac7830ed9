/** The yearly workbook on the built app (DOMAIN H3; I11, I12): forms, sign-in matrix and needs of one file through 导入台账. */
import { fileURLToPath } from 'node:url';
import { importWords as words } from '../../src/lib/text/import';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { ImportPage } from './pages/import.page';
import { StartPage } from './pages/start.page';

const workbook = fileURLToPath(
  new URL(`../fixtures/ledgers/${encodeURI('2026年统战工作台账.xlsx')}`, import.meta.url)
);

test('H3: a workbook of a year becomes twelve activities, their rolls and needs with steps; again it adds nothing', async ({
  page,
  axe
}) => {
  const start = new StartPage(page);
  const book = new BookPage(page);
  const ledger = new ImportPage(page);
  const detail = page.getByRole('article');
  await start.open();
  await start.foundAndConfirm({
    spaceName: '和平里社区统战工作簿',
    workerName: '李四',
    passphrase: null
  });
  await book.addPerson('庄若谷');
  await book.addPerson('祁明远');
  await book.go('今日');

  await ledger.open();
  await ledger.choose(workbook);
  await ledger.expectSheets();
  await expect(ledger.sheet('3月')).toBeChecked();
  await expect(ledger.sheet('签到')).toBeChecked();
  await expect(ledger.sheet('旧签到')).not.toBeChecked();
  await expect(page.getByText(words.arrangements.form)).toHaveCount(12);
  await expect(page.getByText(words.arrangements.steps)).toBeVisible();
  await expect(page.getByRole('checkbox', { name: '统战活动', checked: true })).toHaveCount(12);
  await axe(page);
  await ledger.next();
  await expect(page.getByText(`签到 · ${words.rollTitle(4)}`)).toBeVisible();
  await ledger.next();
  await ledger.next();

  await ledger.expectCheck();
  await expect(page.getByText(words.entryTotals(15, 0, ''))).toBeVisible();
  await expect(page.getByText(words.attendanceTotal(0))).toBeVisible();
  await page.getByRole('button', { name: words.namesTakeOnly }).click();
  await expect(page.getByText(words.attendanceTotal(11))).toBeVisible();
  await expect(page.getByLabel(words.rollIs('学雷锋志愿服务'))).not.toHaveValue('none');
  await axe(page);
  await page.getByRole('button', { name: words.importNow(0, 0, 26) }).click();
  await ledger.expectDone(words.doneText(0, 0, '诉求 3 条、活动 12 条、参与 11 条'));

  await ledger.again();
  await ledger.choose(workbook);
  await ledger.expectSheets();
  await ledger.nextToCheck();
  await expect(page.getByText(words.entriesSame(15))).toBeVisible();
  await page.getByRole('button', { name: words.finishSame, exact: true }).click();
  await ledger.expectDone(words.doneNothing);

  await book.openBook('活动记录册');
  await page.getByText('学雷锋志愿服务').first().click();
  await expect(detail.getByRole('heading', { name: '学雷锋志愿服务' })).toBeVisible();
  await expect(detail.getByText('实到 35 人').first()).toBeVisible();
  // S0-07: what comes from the activity book of the work counts as 统战.
  await expect(detail.getByRole('switch', { name: '统战活动' })).toBeChecked();
  await detail.getByRole('link', { name: '点名' }).click();
  for (const name of ['庄若谷', '祁明远']) {
    await expect(
      page.getByRole('button', { name: new RegExp(`^${name}(?!请假)`) })
    ).toHaveAttribute('aria-pressed', 'true');
  }

  await book.openBook('诉求办理册');
  await page.getByRole('link', { name: '子女教育 2026-04-02' }).click();
  await expect(detail.getByText(/正在与学校联系/)).toBeVisible();
});
