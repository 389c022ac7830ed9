/** Consent (issue 2 "The register"; I7, I14; PIPL 13–17, 44–47; DOMAIN J "Law"). */
import { withheldWords } from '../../src/lib/text/people';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { ConsentPage } from './pages/consent.page';
import { PeoplePage } from './pages/people.page';

// A demonstration book is made in each test, on whatever machine runs it.
test.describe.configure({ timeout: 150_000 });

const signing = {
  purposes: ['登记基本信息并保持联系', '走访慰问'],
  channel: '纸质签字',
  signedOn: '2026-01-05',
  originalsAt: '二号柜'
} as const;

test('at the desk: a batch and its 撤销; the form in two copies; I7: erased, the person is nowhere', async ({
  page,
  axe
}) => {
  const people = new PeoplePage(page);
  const consent = new ConsentPage(page);
  await people.openDemo();
  await test.step('I14: nothing is ticked beforehand; a batch opens exactly the people ticked, 撤销 closes them again', async () => {
    await people.openList();
    const filter = await people.openFilter();
    await filter.getByRole('checkbox', { name: '待同意' }).check();
    await people.closeFilter();
    const waiting = await people.count();
    await people.choose(2);
    await page.getByRole('button', { name: '批量登记同意' }).click();
    await expect(people.heading('登记同意')).toBeVisible();
    expect(page.url(), 'people are handed over outside the address').not.toContain('?');
    await axe(page);
    await expect(page.getByText('已选 2 人')).toBeVisible();
    await expect(consent.people.nth(2)).not.toBeChecked();
    await expect(consent.purpose('登记基本信息并保持联系')).not.toBeChecked();
    await page.getByRole('button', { name: '登记 2 人的同意' }).click();
    await expect(page.getByText('请选择同意方式')).toBeVisible();
    await consent.fill(signing);
    await expect(page.getByRole('textbox', { name: /^有效期至/ })).toHaveValue('2029-01-04');
    // UX 2: interrupted in between, nobody is ticked again.
    const book = new BookPage(page);
    await book.go('今日');
    await page.getByRole('link', { name: '接着写：批量登记同意' }).click();
    await expect(page.getByText('上次没写完的内容')).toBeVisible();
    await expect(consent.people.nth(1)).toBeChecked();
    await expect(page.getByRole('textbox', { name: /^原件存放处/ })).toHaveValue('二号柜');
    await consent.register(2);
    await people.openList();
    const again = await people.openFilter();
    await again.getByRole('checkbox', { name: '待同意' }).check();
    await people.closeFilter();
    await people.expectCount(waiting - 2);
    await people.undo('已登记 2 人的同意');
    await people.expectCount(waiting);
  });
  await test.step('PIPL 17: the form prints in two copies with purposes, retention, rights and the name', async () => {
    await people.openList();
    const name = await people.openFirst('待同意');
    await page.getByRole('link', { name: '登记同意' }).click();
    await expect(people.heading(`登记 ${name} 的同意`)).toBeVisible();
    await page.getByRole('button', { name: '打印同意书' }).click();
    const copies = page.getByRole('article');
    await expect(copies).toHaveCount(2);
    for (const text of [
      name,
      '走访慰问',
      '保存方式与期限',
      '您的权利',
      '联系人及电话',
      '监护人签字'
    ]) {
      await expect(copies.first()).toContainText(text);
    }
    await expect(copies.nth(1)).toContainText('本人留存联');
    await axe(page);
    await page.getByRole('button', { name: '返回', exact: true }).click();
    await consent.fill(signing);
    await consent.register(1);
    await expect(people.heading(name)).toBeVisible();
    await expect(page.getByText('已同意', { exact: true }).first()).toBeVisible();
    await expect(page.getByRole('link', { name: '记一次走访' })).toBeVisible();
  });
  await test.step('I7: erasing names what goes and what left the house; afterwards the person is nowhere', async () => {
    await people.openList();
    const name = await people.openFirst('已同意');
    await people.act('打印一人一档');
    await expect(page.getByRole('article')).toContainText(name);
    await axe(page);
    await page.evaluate(() => {
      window.print = () => undefined;
    });
    await page.getByRole('button', { name: '打印', exact: true }).click();
    await page.getByRole('link', { name: '返回' }).click();
    await people.act('清除个人信息');
    await expect(people.heading(`清除 ${name} 的个人信息`)).toBeVisible();
    await expect(page.getByText(/打印，用途：.*本人查阅/)).toBeVisible();
    await axe(page);
    const erase = page.getByRole('button', { name: '清除，无法恢复' });
    await expect(erase).toBeDisabled();
    await page.getByRole('checkbox', { name: '我已核对，确认清除' }).check();
    await erase.click();
    await expect(page.getByText('已清除，只留下计数')).toBeVisible({ timeout: 30_000 });
    await expect(people.heading('人才库')).toBeVisible();
    await people.search(name);
    await expect(page.getByText('没有符合条件的成员')).toBeVisible();
  });
});

test(
  'on the phone: withdrawn as a whole and by purpose',
  { tag: '@phone' },
  async ({ page, axe }) => {
    const people = new PeoplePage(page);
    const consent = new ConsentPage(page);
    await people.openDemo();
    await test.step('D1: withdrawing one purpose hides its fields and leaves the rest', async () => {
      await people.openList();
      const filter = await people.openFilter();
      await filter.getByRole('checkbox', { name: /^民主党派成员/ }).check();
      await people.closeFilter();
      await people.rows.first().getByRole('link').click();
      const identity = page.getByRole('region', { name: '统战身份' });
      await expect(identity).toContainText('统战类别');
      await page.getByRole('button', { name: '撤回同意' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: '只撤回部分事项' }).click();
      await dialog.getByRole('checkbox', { name: /^登记统战类别/ }).check();
      await dialog.getByRole('button', { name: '撤回这 1 项' }).click();
      await expect(identity).not.toContainText('统战类别');
      await expect(identity).toContainText('项本人未同意登记');
    });
    await test.step('PIPL 47: what is kept without consent is taken out by one press, with 撤销', async () => {
      const drop = page.getByRole('button', { name: /^删去本人未同意的 \d+ 项$/ });
      await drop.click();
      await page.getByRole('dialog').getByRole('button', { name: withheldWords.confirm }).click();
      await expect(drop).toHaveCount(0);
      await people.notice.getByRole('button', { name: '撤销' }).click();
      await expect(drop).toBeVisible();
    });
    await test.step('I14: withdrawn in two clicks nothing shows at once; 撤销, and a mistake taken back later', async () => {
      await people.openList();
      const name = await people.openFirst('已同意');
      // On a phone the person stands alone; the list beside it is a desk's.
      const everyone = people.isPhone ? undefined : await people.count();
      await page.getByRole('button', { name: '撤回同意' }).click();
      await axe(page);
      await page.getByRole('button', { name: '撤回全部同意' }).click();
      await expect(page.getByText('看不到这位成员')).toBeVisible();
      await people.undo(`已撤回 ${name} 的全部同意`);
      await expect(people.heading(name)).toBeVisible();
      if (everyone !== undefined) await people.expectCount(everyone);

      await page.getByRole('button', { name: '撤回同意' }).click();
      await page.getByRole('button', { name: '撤回全部同意' }).click();
      await expect(page.getByText('看不到这位成员')).toBeVisible();
      await people.openList();
      await people.search(name);
      await expect(page.getByText('没有符合条件的成员')).toBeVisible();

      await people.openFromList('登记同意');
      await consent.openDue('已撤回');
      await axe(page);
      const before = await consent.withdrawals.count();
      await expect(page.getByRole('main')).not.toContainText(name);
      await consent.withdrawals.first().getByRole('button', { name: '点错了，恢复' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '点错了，恢复' }).click();
      await expect(consent.withdrawals).toHaveCount(before - 1);
      await people.openNamed(name);
    });
  }
);
