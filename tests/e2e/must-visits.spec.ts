/** Must-visits from the morning to the evening (DOMAIN E V1–V10, S3-17; issue 4 «今日»; I13). */
import { careWords } from '../../src/lib/text/care';
import { reviewWords } from '../../src/lib/text/today';
import { ruleWords } from '../../src/lib/text/visit-rules';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';

test(
  'due visits are done by doing, put off, declined and taken back; events told and pairings ask for visits; a rule switched off asks for nothing, V4 asks once the community has named it',
  { tag: '@phone' },
  async ({ page, axe }) => {
    const onIcon: number[] = [];
    await page.exposeFunction('tellIcon', (count: number) => void onIcon.push(count));
    await page.addInitScript(() => {
      const told = (count: number): Promise<void> =>
        (window as unknown as { tellIcon(count: number): Promise<void> }).tellIcon(count);
      Object.assign(Navigator.prototype, { setAppBadge: told, clearAppBadge: () => told(0) });
    });
    await page.goto('./');
    await page.getByRole('button', { name: '载入示例数据' }).click();
    const heading = page.getByRole('heading', { level: 1, name: '今日' });
    await expect(heading).toBeVisible({ timeout: 60_000 });
    const book = new BookPage(page);
    // The icon tells how many are due on whatever page the book is opened, and nothing of a locked one.
    await expect.poll(() => onIcon.at(-1)).toBeGreaterThan(0);
    const due = onIcon.at(-1) ?? 0;
    await book.follow('/help/');
    await page.getByRole('button', { name: '锁定', exact: true }).click();
    await expect.poll(() => onIcon.at(-1)).toBe(0);
    await page.getByRole('button', { name: '打开', exact: true }).click();
    await expect.poll(() => onIcon.at(-1)).toBe(due);
    await book.go('今日');
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
    if ((page.viewportSize()?.width ?? 0) < 600) {
      // In the hand: a card a person, to call and to go; the sheet is for paper.
      await expect(page.getByRole('link', { name: /^去走访：/ }).first()).toBeVisible();
      await expect(page.locator('a[href^="tel:"]').first()).toBeVisible();
      await expect(page.getByRole('article')).toBeHidden();
      await axe(page);
    }
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

    const now = await page.evaluate(() => {
      const date = new Date();
      return `${date.getFullYear()}.${date.getMonth() + 1}.${date.getDate()}`;
    });
    await test.step('V4: the empty slot asks for what it lacks, is named, and is on', async () => {
      await page.getByRole('switch', { name: ruleWords.unnamed }).click();
      const editor = page.getByRole('dialog', { name: ruleWords.edit(ruleWords.unnamed) });
      await editor.getByLabel('名称').fill('敬老月必访');
      await editor.getByRole('checkbox', { name: '每年一段时间' }).check();
      const [, month = '', day = ''] = now.split('.');
      const today = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
      await editor.getByLabel('每年自').fill(today);
      await editor.getByLabel('每年至').fill(today);
      await editor
        .getByRole('group', { name: '限有结对的成员' })
        .getByRole('radio', { name: '是', exact: true })
        .check();
      await axe(page);
      await editor.getByRole('button', { name: '保存', exact: true }).click();
      await expect(page.getByRole('switch', { name: /^敬老月必访/ })).toBeChecked();
      await expect(page.getByText(new RegExp(`^每年.+；${ruleWords.onlyPaired}`))).toBeVisible();
      await book.go('今日');
      await expect(card.getByRole('listitem').filter({ hasText: '敬老月必访' })).not.toHaveCount(0);
      // Off again: everybody paired would stand before the tasks that follow.
      await page.goBack();
      await page.getByRole('switch', { name: /^敬老月必访/ }).click();
      await expect(page.getByRole('switch', { name: /^敬老月必访/ })).not.toBeChecked();
    });
    await test.step('DOMAIN J: the worker sets the day of 开斋节; a day far off is refused', async () => {
      const fast = page.getByRole('textbox', { name: /^开斋节（推算为/ }).first();
      const label = await fast.evaluate(
        (input: HTMLInputElement) => input.labels?.[0]?.textContent
      );
      const [, year, month, day] = /(\d+)年(\d+)月(\d+)日/.exec(label ?? '') ?? [];
      await fast.fill(`${Number(year) - 1}.${month}.${day}`);
      await fast.press('Tab');
      await expect(page.getByText(ruleWords.dayTooFar)).toBeVisible();
      await fast.fill(`${year}.${month}.${day}`);
      await fast.press('Tab');
      await expect(page.getByText(ruleWords.dayTooFar)).toBeHidden();
      await expect(
        page.getByRole('region', { name: '提示' }).getByText('已保存').first()
      ).toBeVisible();
    });

    await book.go('今日');
    await test.step('V3: an event told by the person asks for a visit; a pairing stands with its cycle', async () => {
      await illness.getByRole('link').first().click();
      await page.getByRole('button', { name: careWords.addEvent }).click();
      const dialog = page.getByRole('dialog', { name: careWords.addEvent });
      await dialog.getByLabel('种类').selectOption({ label: '升学' });
      await dialog.getByRole('textbox', { name: '日期' }).fill(now);
      await dialog.getByRole('radio', { name: '本人' }).check();
      await dialog.getByRole('button', { name: '保存' }).click();
      await expect(dialog).toBeHidden();
      await page.getByRole('button', { name: careWords.addPairing }).click();
      const pairing = page.getByRole('dialog', { name: careWords.addPairing });
      await pairing.getByRole('combobox', { name: /^帮扶人/ }).click();
      await page.getByRole('option').first().click();
      await pairing.getByLabel(/^周期/).selectOption({ label: '每季' });
      await pairing.getByRole('textbox', { name: '起始日期' }).fill(now);
      await pairing.getByRole('button', { name: '保存' }).click();
      await expect(pairing).toBeHidden();
      await expect(page.getByText(/，每季，自/).last()).toBeVisible();
      await axe(page);
      await book.go('今日');
      await expect(card.getByRole('listitem').filter({ hasText: '升学' })).toHaveCount(1);
    });
    await expect(illness).toHaveCount(1);
    await expect(paired).toHaveCount(0);

    await test.step('S1-04: whose particulars are old is asked for on 今日, and done by one click', async () => {
      const reviews = page.getByRole('heading', { name: /^该核对资料的成员 \d+ 人$/ });
      const before = Number(/\d+/.exec(await reviews.innerText())?.[0]);
      await page
        .getByRole('button', { name: /^今天与.+核对过了$/ })
        .first()
        .click();
      await expect(reviews).toHaveText(reviewWords.title(before - 1));
    });

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
