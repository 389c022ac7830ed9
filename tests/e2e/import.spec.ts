/** 导入台账 on the built app (issue 2 "The ledger comes in"): files of H1 and of authors who know no parser. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { people as peopleWords } from '../../src/lib/text/people';
import { statisticsWords } from '../../src/lib/text/statistics';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { ConsentPage } from './pages/consent.page';
import { ImportPage } from './pages/import.page';
import { PeoplePage } from './pages/people.page';
import { StartPage } from './pages/start.page';
import { StatisticsPage } from './pages/statistics.page';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/ledgers/${encodeURI(name)}`, import.meta.url));
const h1 = fixture('h1-统战对象花名册.xls');

const founding = {
  spaceName: '和平里社区统战工作簿',
  workerName: '李四',
  passphrase: null
} as const;

/** 姓名 of made-up people, telephones of the unassigned segment (DOMAIN H). */
function bigLedger(rows: number): Buffer {
  const lines = ['姓名,性别,联系电话,工作单位'];
  const names = '安白柏蔡岑常陈程戴邓丁董杜段方冯高龚顾郭韩何侯胡黄贾江姜蒋金孔赖雷黎';
  for (let i = 0; i < rows; i++) {
    const name = `${names[i % names.length]}${names[(i * 7) % names.length]}${names[(i * 13) % names.length]}`;
    lines.push(`${name},${i % 2 ? '女' : '男'},154${String(i).padStart(8, '0')},第${i}单位`);
  }
  return Buffer.from(`\uFEFF${lines.join('\r\n')}`, 'utf8');
}

test.describe('with a workbook whose sheet is kept', () => {
  test.beforeEach(async ({ page }) => {
    const start = new StartPage(page);
    await start.open();
    await start.foundAndConfirm(founding);
    await new ImportPage(page).open();
  });

  test('H1: a messy .xls becomes 24 people, every doubt in the report; found by initials, all but four consent, the chart sums', async ({
    page,
    axe
  }) => {
    // Axe looks at some thousand elements a step.
    test.setTimeout(240_000);
    const ledger = new ImportPage(page);
    await axe(page);
    await ledger.choose(h1);
    await ledger.expectSheets();
    await expect(page.getByText('23 行人员')).toBeVisible();
    await expect(ledger.sheet('旧表')).not.toBeChecked();
    await expect(page.getByLabel('社区')).toHaveValue('和平里社区');
    await axe(page);
    await ledger.next();
    await expect(ledger.target('基本情况/名族')).toHaveValue('field:ethnicity');
    await expect(page.getByText('与联谊服务无关的敏感信息，不导入')).toBeVisible();
    await axe(page);
    await ledger.next();
    await expect(page.getByRole('heading', { name: '没见过的词' })).toBeVisible();
    await axe(page);
    await page.getByLabel(/第 8 行 · 基本情况\/姓名/).selectOption({ index: 1 });
    await page.getByLabel(/政治面貌“无”/).selectOption({ label: '群众' });
    await ledger.next();
    await ledger.expectCheck();
    await ledger.expectCount('新增', 24);
    await ledger.expectCount('可能是同一人', 0);
    await ledger.count('新增').click();
    await expect(page.getByText('欧阳小红')).toBeVisible();
    await axe(page);
    await ledger.write();
    await ledger.expectDone('新增 24 人，更新 0 人');
    await expect(page.getByRole('main')).toContainText('1968.1');
    await expect(page.getByRole('link', { name: '批量登记同意' })).toBeVisible();
    await expect(page.getByRole('link', { name: '去备份' })).toBeVisible();
    await axe(page);
    await page.getByRole('button', { name: '打印' }).click();
    await expect(page.getByText('编制人')).toBeVisible();
    await axe(page);
    await page.getByRole('button', { name: '返回' }).click();

    await test.step('UX 3: who the ledger says has moved away is found by initials, named as such', async () => {
      const people = new PeoplePage(page);
      await people.openList();
      await people.search('oyxh');
      await expect(page.getByText(peopleWords.onlyGone(1))).toBeVisible();
      await page.getByRole('button', { name: peopleWords.showGone }).click();
      await expect(people.rows).toHaveCount(1);
      await expect(page.getByRole('row', { name: /欧阳小红 .*迁出/ })).toBeVisible();
    });
    await test.step('I14: nobody has agreed yet, so 统计 has one figure and the way on', async () => {
      await new BookPage(page).go('统计');
      await expect(page.getByRole('figure')).toHaveCount(1);
      await page.getByRole('link', { name: statisticsWords.registerConsents }).click();
    });
    await test.step('I14: consents for all but four; a tick without the basic one is refused in sight', async () => {
      const consent = new ConsentPage(page);
      await page.getByRole('button', { name: '选中列出的 21 人' }).click();
      for (let at = 0; at < 4; at++) await consent.people.nth(at).uncheck();
      await consent.fill({
        purposes: ['登记统战类别、政治面貌与相关身份'],
        channel: '纸质签字',
        signedOn: '2026-02-01'
      });
      await page.getByRole('button', { name: '登记 17 人的同意' }).click();
      await expect(page.locator('[data-problem]')).toBeInViewport({ ratio: 1 });
      await consent.purpose('登记基本信息并保持联系').check();
      await consent.register(17);
      // The list has become shorter than it was scrolled to.
      await expect(consent.people).toHaveCount(4);
    });
    await test.step('I13, I14: the chart sums to those who agreed and names the four', async () => {
      const statistics = new StatisticsPage(page);
      await new BookPage(page).go('统计');
      const figure = statistics.figure('统战类别（十二类）');
      const heads = figure.getByRole('button', { name: /^人数 17/ });
      expect(await statistics.openAndSum(heads)).toBe(17);
      const four = figure.getByRole('button', { name: '待同意 4 人，未计入' });
      expect(await statistics.openAndSum(four)).toBe(4);
    });
  });

  test('I11, I12, B-7: unreadable files stop no other; a category is a choice, a cut number stays; undone it can be imported again, the same file again is all the same', async ({
    page,
    axe
  }) => {
    const ledger = new ImportPage(page);
    await test.step('unreadable files get a plain answer and stop no other; B-7: canaries of excluded columns stand nowhere on the way', async () => {
      const { canaries } = JSON.parse(
        readFileSync(fixture('blind/newcomers-html.expected.json'), 'utf8')
      ) as { canaries: string[] };
      expect(canaries.length).toBeGreaterThan(0);
      const expectClean = async (): Promise<void> => {
        const text = await page.locator('body').innerText();
        for (const canary of canaries) expect(text).not.toContain(canary);
      };
      await ledger.choose([
        fixture('花名册.et'),
        fixture('加密.xlsx'),
        fixture('blind/newcomers-html.xls')
      ]);
      await ledger.expectSheets();
      await expect(page.getByText('这是 WPS 自己的 .et 格式')).toBeVisible();
      await expect(page.getByText('文件设了打开密码')).toBeVisible();
      await expect(page.getByRole('checkbox', { name: /^导入「/ })).toBeChecked();
      await expectClean();
      await ledger.next();
      await expect(page.getByRole('heading', { name: '不导入的列' })).toBeVisible();
      await expectClean();
      await ledger.next();
      await expectClean();
      await ledger.next();
      await ledger.expectCheck();
      await expectClean();
      await ledger.write();
      await ledger.expectDone('导入完成');
      await expectClean();
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: '导出' }).click();
      const path = await (await download).path();
      const { readXlsx } = await import('hucre/xlsx');
      const workbook = JSON.stringify(await readXlsx(readFileSync(path)));
      expect(workbook).toContain('导入报告');
      for (const canary of canaries) expect(workbook).not.toContain(canary);
    });
    await ledger.again();
    await test.step('I11: undone it can be imported again; the same file again is all the same', async () => {
      await ledger.choose(h1);
      await ledger.expectSheets();
      await ledger.nextToCheck();
      await ledger.write();
      await ledger.expectDone('新增 23 人');
      await ledger.undo();
      await ledger.again();
      await ledger.choose(h1);
      await ledger.expectSheets();
      await ledger.nextToCheck();
      await ledger.expectCount('新增', 23);
      await ledger.write();
      await ledger.expectDone('新增 23 人');
      await ledger.again();
      await ledger.choose(h1);
      await ledger.expectSheets();
      await ledger.nextToCheck();
      await ledger.expectCount('相同', 23);
      await ledger.expectCount('新增', 0);
      await ledger.write();
      await ledger.expectDone('工作簿里都有了，没有写入任何内容');
      await ledger.again();
      await ledger.choose(fixture('h1-utf8.csv'));
      await ledger.expectSheets();
      await ledger.nextToCheck();
      await ledger.expectCount('新增', 0);
      await page.getByRole('link', { name: '今日' }).first().click();
      await page.getByRole('dialog').getByRole('button', { name: '离开', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: '今日' })).toBeVisible();
      await ledger.open();
    });
    await test.step('I12: the category of a sheet is a choice, an address gives its building only, a cut number stays', async () => {
      const lines = [
        '姓名,性别,联系电话,家庭住址',
        '岑谷雨,男,手机15400000071（女儿15400000072）,和平里3号楼2单元501',
        '柏立夏,女,1540000073,和平里5号楼1单元'
      ];
      await ledger.choose({
        name: '党外知识分子名单.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`\uFEFF${lines.join('\r\n')}`, 'utf8')
      });
      await ledger.expectSheets();
      const category = page.getByLabel('2 行没写类别，统战类别记为');
      await expect(category).toHaveValue('U12:03');
      await category.selectOption({ label: '先不填' });
      await page.getByRole('button', { name: '改表头行' }).click();
      await expect(page.getByRole('group', { name: '表的前几行' })).toContainText('家庭住址');
      await axe(page);
      await ledger.next();
      await page.getByRole('button', { name: '只取楼栋' }).click();
      await expect(ledger.target('家庭住址')).toHaveValue('building-of-address');
      await ledger.next();
      await ledger.next();
      await ledger.expectCheck();
      await page.getByRole('button', { name: '将新建的社区、网格、楼栋（2）' }).click();
      await expect(page.getByText('和平里3号楼')).toBeVisible();
      await ledger.write();
      await ledger.expectDone('新增 2 人');
      await expect(page.getByRole('main')).toContainText('标为待核对');
      await expect(page.getByRole('main')).not.toContainText('2单元501');
    });
  });

  test('pasted cells come in; leaving before the end asks', { tag: '@phone' }, async ({ page }) => {
    const ledger = new ImportPage(page);
    await ledger.paste('姓名\t性别\t联系电话\n张三\t男\t15400000001\n李四妹\t女\t15400000002');
    await ledger.expectSheets();
    await page.getByRole('link', { name: '今日' }).first().click();
    await expect(page.getByRole('dialog', { name: '离开导入？' })).toBeVisible();
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await ledger.nextToCheck();
    await ledger.write();
    await ledger.expectDone('新增 2 人');
  });

  test('I11: 5,000 rows show progress, a cancel leaves nothing, then they come in', async ({
    page
  }) => {
    test.setTimeout(180_000);
    const ledger = new ImportPage(page);
    await ledger.choose({ name: '大表.csv', mimeType: 'text/csv', buffer: bigLedger(5000) });
    await ledger.expectSheets();
    await ledger.nextToCheck();
    await ledger.expectCount('新增', 5000);
    await ledger.write();
    const bar = page.getByRole('progressbar', { name: '正在写入工作簿' });
    await expect(bar).toBeVisible();
    await page.getByRole('button', { name: '取消' }).click();
    await expect(page.getByText('已取消，没有写入任何内容')).toBeVisible();
    await ledger.expectCount('新增', 5000);
    await ledger.write();
    await ledger.expectDone('新增 5,000 人');
  });
});

test('the sheet comes before real data: import waits with a way to do it', async ({
  page,
  axe
}) => {
  const start = new StartPage(page);
  await start.open();
  await start.found(founding);
  await page.getByRole('button', { name: '稍后再做' }).click();
  await start.expectOpen();
  const ledger = new ImportPage(page);
  await ledger.open();
  await expect(page.getByText('先保管好恢复密钥，再导入真实成员')).toBeVisible();
  await expect(page.locator('input[type=file]')).toHaveCount(0);
  await axe(page);
  await page.getByRole('link', { name: '去保管恢复密钥' }).click();
  await expect(page).toHaveURL(/settings\/workers/);
});

test(
  'the demonstration data may be imported into without a sheet',
  { tag: '@phone' },
  async ({ page }) => {
    test.setTimeout(120_000);
    await new StartPage(page).open();
    await page.getByRole('button', { name: '载入示例数据' }).click();
    await expect(page.getByRole('button', { name: '锁定' })).toBeVisible({ timeout: 60_000 });
    const ledger = new ImportPage(page);
    await ledger.open();
    await ledger.choose(h1);
    await ledger.expectSheets();
  }
);
