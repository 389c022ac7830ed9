/** Must-visits from the morning to the evening (DOMAIN E V1–V10, S3-17; issue 4 «今日»; I13). */
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';

test(
  'due visits are done by doing, put off, declined and taken back; a rule switched off asks for nothing',
  { tag: '@phone' },
  async ({ page, axe }) => {
    await page.goto('./');
    await page.getByRole('button', { name: '载入示例数据' }).click();
    const heading = page.getByRole('heading', { level: 1, name: '今日' });
    await expect(heading).toBeVisible({ timeout: 60_000 });
    const book = new BookPage(page);
    const card = book.card('必访');
    const discharge = card.getByRole('listitem').filter({ hasText: '出院后走访' });
    const illness = card.getByRole('listitem').filter({ hasText: '生病住院走访' });
    await expect(discharge).toHaveCount(1);
    await expect(illness).toContainText(/由家属告知；.+之间去/);
    await axe(page);

    // One tap opens the form with the person and the cause; saving closes the visit.
    const name = await discharge.getByRole('link').first().innerText();
    await discharge.getByRole('link', { name: `去走访：${name}` }).click();
    await expect(page.getByRole('list', { name: '走访对象：已选' }).getByText(name)).toBeVisible();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('main').getByRole('link', { name: '回到今日' }).click();
    await expect(heading).toBeVisible();
    await expect(discharge).toHaveCount(0);

    // 改期 asks why; 恢复 takes it back.
    const more = illness.getByRole('button', { name: /谢绝或改期$/ });
    await more.click();
    await page.getByRole('menuitem', { name: '本人谢绝' }).click();
    const declining = page.getByRole('dialog', { name: /谢绝这次走访$/ });
    await declining.getByRole('button', { name: '保存' }).click();
    await expect(declining).toBeHidden();
    await card.getByText('谢绝和改期的 1 项').click();
    await expect(illness).toContainText('本人谢绝');
    await illness.getByRole('button', { name: /^恢复/ }).click();
    await expect(card.getByText('谢绝和改期的 1 项')).toBeHidden();
    await more.click();
    await page.getByRole('menuitem', { name: '改期' }).click();
    const postponing = page.getByRole('dialog', { name: /^改期：/ });
    await postponing.getByRole('button', { name: '保存' }).click();
    await expect(postponing.getByText('请填写改到哪一天')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(postponing).toBeHidden();

    // The route list leads back.
    await card.getByRole('link', { name: '打印路线单' }).click();
    await expect(page.getByRole('heading', { name: '走访路线单' })).toBeVisible();
    await page.getByRole('link', { name: '回到今日' }).click();

    await card.getByText('按楼栋').click();
    const paired = card.getByRole('listitem').filter({ hasText: '结对时与本人商定' });
    await expect(paired.first()).toBeVisible();
    await book.openSettings('必访规则');
    await axe(page);
    await page.getByRole('switch', { name: '结对走访' }).click();
    await expect(page.getByRole('switch', { name: '结对走访' })).not.toBeChecked();
    await page.getByRole('button', { name: '修改两节慰问' }).click();
    await page.getByRole('button', { name: '看看会有多少' }).click();
    await expect(page.getByText(/今后一年约走访 \d+ 人、\d+ 次/)).toBeVisible();
    await page.getByRole('button', { name: '取消' }).click();
    await book.go('今日');
    await expect(illness).toHaveCount(1);
    await expect(paired).toHaveCount(0);

    await card.getByRole('link', { name: /^走访覆盖/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: '走访覆盖' })).toBeVisible();
    await axe(page);
    await page.getByRole('tab', { name: '按楼栋' }).click();
    await page
      .getByRole('link', { name: /^\d+ 人$/ })
      .first()
      .click();
    await expect(page.getByText(/^只看：/)).toBeVisible();
  }
);
