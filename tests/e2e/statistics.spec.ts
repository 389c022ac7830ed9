/** 统计 (issue 2 "统计"; DOMAIN C, I-1, I-2, I-5, J; I13, I14; UX "Charts"). */
import { strFromU8, unzipSync } from 'fflate';
import { studyWords } from '../../src/lib/text/activities';
import { digestWords } from '../../src/lib/text/digest';
import { booksWords } from '../../src/lib/text/books';
import { helpWords } from '../../src/lib/text/help';
import { statisticsWords } from '../../src/lib/text/statistics';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { readDownload } from './pages/members.page';
import { numberIn, StatisticsPage } from './pages/statistics.page';

test.beforeEach(async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: '载入示例数据' }).click();
  await expect(page.getByText('正在查看示例数据')).toBeVisible({ timeout: 60_000 });
  await new BookPage(page).go('统计');
});

test('at the desk: tables open their lists, 对外 merges, picture, sheet, print and sentence leave the house, and all books as one file', async ({
  page,
  context,
  axe
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const statistics = new StatisticsPage(page);
  await test.step('charts, tables and the open list pass axe', async () => {
    const table = await statistics.showTable('性别');
    await axe(page);
    await table.getByRole('button').first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await axe(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });
  await test.step('I13: numbers of the table open lists of that length; 人数 and 人次 apart (C)', async () => {
    const table = await statistics.showTable('统战类别（十二类）');
    for (const row of ['03 党外知识分子', '07 新的社会阶层人士', '人数', '人次']) {
      const cells = table.getByRole('row', { name: new RegExp(`^${row}`) }).getByRole('button');
      const button = cells.first();
      const value = numberIn(await button.innerText());
      expect(await statistics.openAndSum(button), row).toBe(value);
    }
    const sums = ['人数', '人次'].map((row) =>
      table
        .getByRole('row', { name: new RegExp(`^${row}`) })
        .getByRole('button')
        .first()
        .innerText()
    );
    const [heads, mentions] = (await Promise.all(sums)).map(numberIn);
    expect(mentions).toBeGreaterThan(heads ?? 0);
  });
  await test.step('对外 merges what is under 5, says so, and asks who it is for first', async () => {
    const title = '统战类别（十二类）';
    await statistics
      .figure(title)
      .getByRole('button', { name: /带去开会$/ })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '存为图片' }).click();
    await expect(dialog.getByText('请选择给谁用')).toBeVisible();
    await axe(page);
    await dialog.getByRole('radio', { name: /^内部使用/ }).check();
    const inside = dialog.getByText(/^截至/);
    await expect(inside).toContainText('宗教界人士 2 人');
    await dialog.getByRole('radio', { name: /^对外/ }).check();
    const outside = await dialog.getByText(/^截至/).innerText();
    expect(outside).toContain('其他（合并）');
    expect(outside).toContain('合并的项不能打开名单');
    expect(outside).not.toContain('宗教界人士 2 人');
    await dialog.getByRole('button', { name: '关闭' }).click();

    // Both schemes side by side would give the merged cells away.
    const barred = await statistics.takeAway('统战类别（十五类）', '对外');
    await expect(barred.getByText('对外请用十二类分类')).toBeVisible();
    await expect(barred.getByRole('button', { name: '存为图片' })).toHaveCount(0);
    await barred.getByRole('button', { name: '关闭' }).click();
  });
  await test.step('picture, sheet, print and sentence leave the house', async () => {
    const dialog = await statistics.takeAway('年龄段', '内部使用');
    const picture = page.waitForEvent('download');
    await dialog.getByRole('button', { name: '存为图片' }).click();
    expect((await picture).suggestedFilename()).toMatch(/年龄段\.png$/);
    await dialog.getByRole('button', { name: '复制成一段文字' }).click();
    await expect(page.getByText('已复制', { exact: true })).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^截至\d{4}年\d+月\d+日，.+年龄段共 \d+ 人：.*待同意 \d+ 人，未计入。$/);

    await dialog.getByRole('button', { name: '导出' }).click();
    await expect(dialog.getByText('请写明用途，会记入使用记录')).toBeVisible();
    await dialog.getByLabel('用途').fill('街道季度会议');
    const sheet = page.waitForEvent('download');
    await dialog.getByRole('button', { name: '导出' }).click();
    expect((await sheet).suggestedFilename()).toMatch(/年龄段_.*\.xlsx$/);

    await dialog.getByRole('button', { name: '打印' }).click();
    await expect(page.getByRole('button', { name: '打印' })).toBeEnabled();
    await expect(page.getByRole('img', { name: /年龄段/ })).toBeVisible();
    await expect(page.getByText('审批人：')).toBeVisible();
    await page.getByRole('button', { name: '返回' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '统计' })).toBeVisible();
  });
  await test.step('I-11, I-12, S0-13: study, hours, help and jobs open their records; a text more at a session counts', async () => {
    await page.getByRole('tab', { name: statisticsWords.work }).click();
    await page.getByLabel('时段').selectOption('all');
    for (const [title, label] of [
      ['学习培训', '学习资料'],
      ['志愿服务时长', '时长'],
      ['帮扶成果', '折价'],
      ['就业岗位', '合计']
    ] as const) {
      const total = statistics
        .figure(title)
        .getByRole('button', { name: new RegExp(`^${label}`) })
        .first();
      const value = numberIn(await total.locator('strong').innerText());
      expect(value, title).toBeGreaterThan(0);
      expect(await statistics.openAndSum(total), title).toBeCloseTo(value);
    }
    await axe(page);
    const texts = statistics.figure('学习培训').getByRole('button', { name: /^学习资料/ });
    const before = numberIn(await texts.locator('strong').innerText());
    await texts.click();
    await page
      .getByRole('dialog')
      .getByRole('link', { name: /条例学习/ })
      .first()
      .click();
    const read = page.getByRole('region', { name: studyWords.title });
    await expect(read.getByRole('link', { name: /示例/ }).first()).toBeVisible();
    await read.getByLabel(studyWords.material).selectOption({ index: 1 });
    await read.getByRole('button', { name: studyWords.add }).click();
    await axe(page);
    await page.goBack();
    await expect(texts.locator('strong')).toHaveText(String(before + 1));
  });
  await test.step('UX 3: what no person, deed or place is called opens the section of the manual that explains it', async () => {
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog');
    await palette.getByRole('combobox').fill('忘了口令');
    await palette.getByRole('option', { name: /^忘了口令/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: helpWords.title })).toBeVisible();
    await expect(page.getByRole('heading', { name: '忘了口令', exact: true })).toBeInViewport();
  });
  await test.step('DOMAIN I: 工作小结 is found by what people call it; its numbers open lists and it is copied whole', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('年度小结');
    await page.getByRole('option', { name: digestWords.title }).click();
    await expect(page.getByRole('heading', { level: 1, name: digestWords.title })).toBeVisible();
    const visits = page.getByRole('button', { name: /^打开“走访次数”/ });
    const count = numberIn(await visits.innerText());
    await visits.click();
    await expect(page.getByRole('dialog').getByText(`${count} 次`).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await axe(page);
    await page.getByRole('button', { name: digestWords.copyInternal }).click();
    await expect(page.getByText(digestWords.copied)).toBeVisible();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toContain(`走访 ${count} 次`);
    expect(text).toContain(digestWords.rest);
  });
  await test.step('S3-14: all books leave as one file, a sheet each', async () => {
    await new BookPage(page).go('记录');
    await page.getByRole('button', { name: booksWords.more }).click();
    await page.getByRole('menuitem', { name: booksWords.exportAll }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('用途').fill('年底检查');
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: '导出', exact: true }).click();
    const file = await readDownload(await download);
    expect(file.name).toMatch(/^统战工作台账_.*\.xlsx$/);
    const workbook = strFromU8(unzipSync(file.buffer)['xl/workbook.xml'] ?? new Uint8Array());
    const sheets = [...workbook.matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(([, name]) => name);
    for (const book of ['接待登记簿', '服务登记簿', '活动记录册', '走访登记', '帮扶登记册']) {
      expect(sheets).toContainEqual(expect.stringContaining(book));
    }
  });
});

test(
  'on the phone: who waits is one line, totals open what they sum up',
  { tag: '@phone' },
  async ({ page, axe }) => {
    const statistics = new StatisticsPage(page);
    await test.step('charts and tables pass axe', async () => {
      await statistics.showTable('性别');
      await axe(page);
    });
    await test.step('I14: 待同意 n 人，未计入 is one line that opens those people', async () => {
      const line = statistics
        .figure('性别')
        .getByRole('button', { name: /^待同意 \d+ 人，未计入$/ });
      const value = numberIn(await line.innerText());
      expect(value).toBeGreaterThan(0);
      expect(await statistics.openAndSum(line)).toBe(value);
    });
    await test.step('visits: period and place stand in the address; totals open what they sum up', async () => {
      await page.getByRole('tab', { name: '走访慰问' }).click();
      await page.getByLabel('时段').selectOption('all');
      await page.getByLabel('范围').selectOption({ index: 1 });
      await expect(page).toHaveURL(/view=visits.*period=all.*place=[0-9a-f]{32}/);
      const figure = statistics.figure('走访（按缘由）');
      await expect(figure.getByText('时段：全部时段')).toBeVisible();
      for (const label of ['人次', '户次', '慰问金']) {
        const total = figure.getByRole('button', { name: new RegExp(`^${label}`) });
        const value = numberIn(await total.locator('strong').innerText());
        expect(await statistics.openAndSum(total), label).toBe(value);
      }
    });
  }
);
