/** 今日 (UX rule 1; issue 2 "今日, first form"; I13, I14). */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { StartPage } from './pages/start.page';

const heading = (page: Page) => page.getByRole('heading', { level: 1, name: '今日' });

test.describe('with two years of visits', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto('./');
    await page.getByRole('button', { name: '载入示例数据' }).click();
    await expect(heading(page)).toBeVisible({ timeout: 60_000 });
  });

  test('who waits, what was promised, what runs out, what changed; the demonstration is cleared, a new book teaches three ways to begin', async ({
    page,
    axe
  }) => {
    const main = page.getByRole('main');
    const pending = main.getByRole('heading', { name: /^待同意 \d+ 人$/ });
    await expect(pending).toBeVisible();
    for (const name of ['约好的走访', '快到期的同意', '最近的变化']) {
      await expect(main.getByRole('heading', { name, exact: true })).toBeVisible();
    }
    const changes = new BookPage(page).card('最近的变化');
    await expect(changes.getByRole('listitem')).toHaveCount(5);
    await changes.getByText('还有 7 项').press('Enter');
    await expect(changes.getByRole('listitem')).toHaveCount(12);
    await axe(page);

    // I13: the number equals the list it opens.
    const count = Number(/\d+/.exec(await pending.innerText())?.[0]);
    await main.getByRole('link', { name: '看名单' }).click();
    await expect(page.getByText(new RegExp(`^(共 )?${count} 人`)).first()).toBeVisible();
    await test.step('载入示例数据 is marked, and one click clears it', async () => {
      await expect(page.getByText('正在查看示例数据，人物均为虚构')).toBeVisible();
      await page.getByRole('button', { name: '清除示例，开始正式使用' }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: '清除示例，开始正式使用' })
        .click();
      await expect(page.getByRole('button', { name: '新建工作簿' })).toBeVisible();
    });
    await test.step('a new book teaches three ways to begin', async () => {
      const start = new StartPage(page);
      await start.open();
      await start.foundAndConfirm({
        spaceName: '和风里社区工作簿',
        workerName: '方文',
        passphrase: null
      });
      await expect(heading(page)).toBeVisible();
      for (const name of ['导入台账', '新增成员', '记一次走访']) {
        await expect(main.getByRole('link', { name }).first()).toBeVisible();
      }
      await expect(main.getByText('全部已保存在本机')).toBeVisible();
      await expect(main.getByText('尚未备份')).toBeVisible();
      await axe(page);
    });
  });

  test(
    'an agreed date is moved with 撤销, and done by a visit to the same person',
    { tag: '@phone' },
    async ({ page, axe }) => {
      const book = new BookPage(page);
      await axe(page);
      // Some of them may be folded; the first never is.
      const agreed = book.card('约好的走访').getByRole('listitem', { includeHidden: true });
      const before = await agreed.count();
      expect(before).toBeGreaterThan(1);
      await agreed
        .first()
        .getByRole('button', { name: /^改日期/ })
        .click();
      const dialog = page.getByRole('dialog', { name: '改日期' });
      await dialog.getByRole('button', { name: '不再约' }).click();
      await expect(agreed).toHaveCount(before - 1);
      await page
        .getByRole('region', { name: '提示' })
        .getByRole('button', { name: '撤销' })
        .click();
      await expect(agreed).toHaveCount(before);

      const name = await agreed.first().getByRole('link').first().innerText();
      await agreed.first().getByRole('link', { name: '记下这次走访' }).click();
      await expect(
        page.getByRole('list', { name: '走访对象：已选' }).getByText(name)
      ).toBeVisible();
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await expect(page.getByRole('button', { name: '再记一次' })).toBeVisible();
      await book.go('今日');
      await expect(agreed).toHaveCount(before - 1);
      await expect(agreed.getByText(name, { exact: true })).toHaveCount(0);
    }
  );
});
