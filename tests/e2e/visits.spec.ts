/** Visits (issue 2 "The first record of work"; DOMAIN D2 Visit, F, B-10; I13, I14; UX rules 2, 5, 10). */
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { StartPage } from './pages/start.page';
import { VisitsPage } from './pages/visits.page';

const passphrase = '春风十里看桃花开';
const founding = { spaceName: '和风里社区工作簿', workerName: '方文', passphrase };

test(
  'UX 2, 5: five taps write a visit down; 撤销 takes it back; it stands in the list; the shortcut opens the form; a visit to twelve households; a draft outlives lock and reload',
  { tag: '@phone' },
  async ({ page, axe }) => {
    const start = new StartPage(page);
    const book = new BookPage(page);
    const visits = new VisitsPage(page);
    await start.open();
    await start.foundAndConfirm(founding);
    await book.addPerson('曾晓峰');
    await book.go('今日');
    await page.getByRole('link', { name: '记一次走访' }).first().click();
    await expect(visits.heading('记一次走访')).toBeVisible();
    await axe(page);

    await visits.save();
    await expect(page.getByText('请选择走访对象，或填写未具名户数、人数')).toBeVisible();
    expect(await visits.choose('zxf')).toBe('曾晓峰');
    // I14: the person has not agreed to visits yet; the form says so calmly and goes on.
    await expect(page.getByText('写下的内容在登记同意之后才显示')).toBeVisible();
    await expect(page.getByRole('radio', { name: '上门' })).toBeChecked();
    await expect(page.getByRole('list', { name: '走访人：已选' }).getByText('方文')).toBeVisible();
    await visits.save();
    await visits.expectSaved();
    await axe(page);
    await page.getByRole('button', { name: '再记一次' }).click();
    await expect(visits.heading('记一次走访')).toBeVisible();

    await book.openBook('走访登记簿');
    await expect(page.getByText('曾晓峰').first()).toBeVisible();
    expect(await visits.numberOf('次数')).toBe(1);
    expect(await visits.numberOf('人次'), 'not agreed: not counted (I14)').toBe(0);
    await axe(page);

    await page.getByText('曾晓峰').first().click();
    const sheet = page.getByRole('dialog');
    await expect(sheet.getByText('上门')).toBeVisible();
    await axe(page);
    await test.step('UX 5: a visit is changed from its drawer, opened in 记录 or by a link, and never doubled', async () => {
      await sheet.getByRole('link', { name: '修改' }).click();
      await expect(visits.heading('修改走访')).toBeVisible();
      await expect(page).toHaveURL(/\/records\/visit\/\?id=/);
      await page.getByRole('radio', { name: '电话' }).check();
      await visits.save();
      await expect(visits.heading('走访登记簿')).toBeVisible();
      expect(await visits.numberOf('次数'), 'changed, not doubled').toBe(1);

      await page.getByText('曾晓峰').first().click();
      await expect(sheet.getByText('电话')).toBeVisible();
      await sheet.getByRole('link', { name: '曾晓峰' }).click();
      await expect(page.getByRole('heading', { name: '曾晓峰' })).toBeVisible();
      await expect(page).toHaveURL(/\/people\/\?id=/);

      await page.goBack();
      await expect(sheet.getByText('电话'), 'as a link of 往来 opens it').toBeVisible();
      await sheet.getByRole('link', { name: '修改' }).click();
      await expect(visits.heading('修改走访')).toBeVisible();
      await expect(page.getByRole('radio', { name: '电话' })).toBeChecked();
    });
    await book.openBook('走访登记簿');
    await page.getByText('曾晓峰').first().click();
    await sheet.getByRole('button', { name: '删除' }).click();
    await expect(page.getByText('还没有走访记录')).toBeVisible();
    await visits.notice.getByRole('button', { name: '撤销' }).last().click();
    await expect(page.getByText('曾晓峰').first()).toBeVisible();

    // A notice may name a member: none outlives the open book.
    await expect(visits.notice.getByText('已撤销')).toBeVisible();
    await start.lock();
    await expect(page).toHaveTitle('已锁定 · 同心簿');
    await expect(page.getByText(founding.spaceName)).toBeVisible();
    await expect(page.getByLabel('口令', { exact: true })).toBeFocused();
    await expect(page.getByText('已撤销')).toHaveCount(0);

    await test.step('the shortcut of the installed app opens the form', async () => {
      await page.goto('./?do=visit');
      await start.unlock(passphrase);
      await expect(visits.heading('记一次走访')).toBeVisible();
      await expect(page.getByRole('list', { name: '走访对象：已选' })).toHaveCount(0);
    });
    await test.step('H2: 等12户 is one visit with a count; word check and money are told at the field', async () => {
      await visits.unfold('按户，或未具名的户数、人数');
      await visits.field('未具名户数').fill('12');
      await page.getByLabel('缘由').selectOption({ label: '传统节日' });
      await visits.unfold('慰问金和慰问品');
      await visits.field('慰问金').fill('六百');
      await visits.field('慰问金').press('Tab');
      await expect(page.getByText('请填写金额，例如 1200 或 1200.50')).toBeVisible();
      await page.getByLabel('内容', { exact: true }).fill('思想动态稳定');
      await visits.save();
      await expect(page.getByText('还有几处要改')).toBeVisible();
      await expect(page.getByLabel('内容', { exact: true })).toHaveAttribute(
        'aria-invalid',
        'true'
      );
      await expect(visits.field('慰问金')).toHaveAttribute('aria-invalid', 'true');

      await visits.field('慰问金').fill('600');
      await page.getByLabel('内容', { exact: true }).fill('送去慰问金。');
      await visits.save();
      await visits.expectSaved();
      await book.openBook('走访登记簿');
      expect(await visits.numberOf('户次')).toBe(12);
      expect(await visits.numberOf('人次')).toBe(12);
      expect(await visits.numberOf('慰问金')).toBe(600);
    });
    await test.step('UX 2, 5, I9: a half-written visit survives lock and reload as a draft; 不要草稿 drops it, 撤销 brings it back', async () => {
      await book.follow('/records/visit/');
      await visits.unfold('反映事项、下次约定');
      await page.getByLabel('反映事项', { exact: true }).fill('三号楼道灯坏了');
      await start.lock();
      await page.reload();
      await start.unlock(passphrase);
      await expect(page.getByText('上次没写完的内容')).toBeVisible();
      await expect(page.getByLabel('反映事项', { exact: true })).toHaveValue('三号楼道灯坏了');
      await book.go('今日');
      await expect(page).toHaveTitle('今日 · 同心簿');
      await page.getByRole('link', { name: '接着写：走访' }).click();
      await expect(page.getByLabel('反映事项', { exact: true })).toHaveValue('三号楼道灯坏了');
      await page.getByRole('button', { name: '不要草稿' }).click();
      await expect(page.getByText('上次没写完的内容')).toBeHidden();
      await visits.notice.getByRole('button', { name: '撤销' }).last().click();
      await expect(page.getByLabel('反映事项', { exact: true })).toHaveValue('三号楼道灯坏了');

      // UX 2: a need found on a visit is one more tap.
      await visits.unfold('按户，或未具名的户数、人数');
      await visits.field('未具名户数').fill('1');
      await visits.save();
      await visits.expectSaved();
      await page.getByRole('button', { name: '转为诉求：三号楼道灯坏了' }).click();
      await expect(visits.notice).toContainText('诉求已登记');
      await page.reload();
      await start.unlock(passphrase);
      await expect(visits.heading('记一次走访')).toBeVisible();
      await expect(page.getByText('上次没写完的内容')).toBeHidden();
    });
  }
);

test.describe('with two years of visits', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto('./');
    await page.getByRole('button', { name: '载入示例数据' }).click();
    await expect(page.getByText('正在查看示例数据')).toBeVisible({ timeout: 60_000 });
    await new BookPage(page).openBook('走访登记簿');
  });

  test('the ledger: I13 totals, and paper out of the house', async ({ page, axe }) => {
    await test.step('I13: each total equals the sum of the visits it opens, also when filtered', async () => {
      const visits = new VisitsPage(page);
      const months = page.getByLabel('月份').locator('option');
      await page.getByLabel('月份').selectOption({ label: await months.nth(2).innerText() });
      await expect(page).toHaveURL(/month=\d{4}-\d{2}/);
      for (const label of ['次数', '户次', '人次', '慰问金']) {
        const value = await visits.numberOf(label);
        await visits.total(label).click();
        const amounts = await page
          .getByRole('dialog')
          .getByRole('listitem')
          .locator('span')
          .allInnerTexts();
        const sum = amounts.reduce((total, text) => total + Number(text.replace(/[^\d.]/g, '')), 0);
        expect(sum, label).toBe(value);
        await page.getByRole('button', { name: '关闭' }).click();
      }
      await axe(page);
    });
    await test.step('B-10: the ledger asks for a purpose, exports, and prints with its sign-off', async () => {
      const months = page.getByLabel('月份').locator('option');
      await page.getByLabel('月份').selectOption({ label: await months.nth(3).innerText() });
      await page.getByRole('button', { name: '导出', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: '导出' }).click();
      await expect(dialog.getByText('请写明用途，会记入使用记录')).toBeVisible();
      await dialog.getByLabel('用途').fill('报街道');
      const download = page.waitForEvent('download');
      await dialog.getByRole('button', { name: '导出' }).click();
      expect((await download).suggestedFilename()).toMatch(/^走访慰问登记表_.*\.xlsx$/);
      await expect(dialog).toBeHidden();

      await page.getByRole('button', { name: '打印', exact: true }).click();
      await dialog.getByLabel('用途').fill('年底归档');
      await dialog.getByRole('button', { name: '打印' }).click();
      await expect(page.getByRole('heading', { name: '走访慰问登记表' })).toBeVisible();
      for (const words of ['编制人', '审核人', '审批人', '编制单位', '编制时间']) {
        await expect(page.getByText(`${words}：`)).toBeVisible();
      }
      await page.getByRole('button', { name: '返回' }).click();
      await expect(page.getByRole('heading', { level: 1, name: '走访登记簿' })).toBeVisible();
    });
  });
});
