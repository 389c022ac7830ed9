/** Activities from the form to what they lead to (issue 4; S0-07, S0-17, S1-08, S1-35, S3-04, S3-11; UX 1, 5, 6, 10), on a desk and on a phone. */
import { batchWords } from '../../src/lib/text/batch';
import { booksWords } from '../../src/lib/text/books';
import { draftWords } from '../../src/lib/text/drafts';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { PeoplePage } from './pages/people.page';
import { StartPage } from './pages/start.page';
import { VisitsPage } from './pages/visits.page';

const founding = {
  spaceName: '和风里社区工作簿',
  workerName: '方文',
  passphrase: null
};

test(
  'S1-35, S3-04: a meeting is written, its roll called without a network, its resolution followed, its series planned, the missing briefing made',
  { tag: '@phone' },
  async ({ page, context, axe }) => {
    const start = new StartPage(page);
    const book = new BookPage(page);
    const visits = new VisitsPage(page);
    const detail = page.getByRole('article');
    const row = (name: string) =>
      page.getByRole('button', { name: new RegExp(`^${name}(?!请假)`) });
    await start.open();
    await start.foundAndConfirm(founding);
    await book.addPerson('任谷雨');
    await book.addPerson('解立秋');

    await book.follow('/records/edit/?kind=activity');
    await expect(visits.heading('登记活动')).toBeVisible();
    await page.getByRole('combobox', { name: /^类型/ }).fill('座谈会');
    await page.getByRole('option', { name: '座谈会', exact: true }).click();
    await page.getByLabel(/^主题/).fill('楼道照明座谈会');
    // What is seldom filled in stands folded, named by its title.
    const seldom = page.getByRole('button', { name: /^不常填的.*结论/ });
    const conclusions = page.getByRole('combobox', { name: /^结论/ });
    await expect(seldom).toHaveAttribute('aria-expanded', 'false');
    await expect(conclusions).toBeHidden();
    await axe(page);
    await seldom.click();
    await conclusions.fill('3号楼楼道灯下周修好');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(detail.getByRole('heading', { name: '楼道照明座谈会' })).toBeVisible();

    // S0-07: proposed by the form; an ordinary activity is counted or not by one tap.
    const tick = detail.getByRole('switch', { name: '统战活动' });
    await expect(tick).toBeChecked();
    await tick.click();
    await expect(tick).not.toBeChecked();
    await tick.click();
    await expect(tick).toBeChecked();
    await axe(page);

    // UX 2: a pasted list that nobody saved waits.
    await detail.getByRole('link', { name: batchWords.openAttendance }).click();
    await page.getByLabel(batchWords.pasteLabel).fill('任谷雨、纪小寒');
    await page.getByRole('button', { name: batchWords.pasteTake }).click();
    await expect(page.getByText(batchWords.chosen(1))).toBeVisible();
    await book.go('今日');
    await page.getByRole('link', { name: '接着写：楼道照明座谈会 的活动名单' }).click();
    await expect(page.getByText(batchWords.chosen(1))).toBeVisible();
    await expect(page.getByText(batchWords.unknownTitle(1))).toBeVisible();
    await page.getByRole('button', { name: draftWords.discard }).click();
    await expect(page.getByText(batchWords.nobodyYet)).toBeVisible();
    // The roll goes on when the network is gone.
    await page.getByRole('link', { name: batchWords.back, exact: true }).click();
    await expect(visits.heading('点名')).toBeVisible();
    await context.setOffline(true);
    const counts = page.locator('.counts');
    for (const name of ['任谷雨', '解立秋']) {
      await page.getByRole('searchbox', { name: '添加成员' }).fill(name);
      await page.getByRole('button', { name }).first().click();
      await expect(row(name)).toHaveAttribute('aria-pressed', 'true');
    }
    await expect(counts).toContainText('实到 2 人');
    await row('解立秋').click();
    await expect(counts).toContainText('实到 1 人');
    await page.getByRole('button', { name: '撤销：解立秋' }).click();
    await expect(counts).toContainText('实到 2 人');
    await page.getByRole('button', { name: '来宾：增加' }).click();
    await expect(counts).toContainText('实到 3 人');
    await axe(page);
    await page.getByRole('button', { name: '点名完毕，记下实到' }).click();
    await expect(detail.getByText('实到 3 人')).toBeVisible();
    await context.setOffline(false);

    await detail.getByRole('button', { name: '转为诉求：3号楼楼道灯下周修好' }).click();
    await expect(detail.getByRole('link', { name: '看诉求：3号楼楼道灯下周修好' })).toBeVisible();
    await detail.getByRole('button', { name: '再办几场' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '场数：增加' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await expect(detail.getByText('这个系列共 3 场')).toBeVisible();

    // S0-07: on the phone cards are ticked, and several at once lose the tick and get it back.
    await test.step('several cards ticked at once', async () => {
      await book.openBook('活动记录册');
      await page.getByRole('button', { name: booksWords.select, exact: true }).click();
      const cards = page.getByRole('checkbox', { name: /楼道照明座谈会/ });
      await expect(cards).toHaveCount(3);
      for (const at of [0, 2]) await cards.nth(at).check();
      await axe(page);
      await page.getByRole('button', { name: booksWords.untick('统战活动') }).click();
      await new PeoplePage(page).undo(booksWords.unticked('统战活动', 2));
      for (const at of [0, 2]) await cards.nth(at).check();
      await expect(page.getByRole('button', { name: booksWords.untick('统战活动') })).toBeVisible();
      await page.getByRole('button', { name: booksWords.selectDone }).click();
      await expect(cards).toHaveCount(0);
      await page
        .getByRole('link', { name: /楼道照明座谈会/ })
        .last()
        .click();
    });

    // UX 10: the sheet for the door.
    await detail.getByRole('link', { name: '签到表' }).click();
    await expect(page.getByRole('cell', { name: '任谷雨' })).toBeVisible();
    await axe(page);

    await book.go('今日');
    await expect(
      book.card('今天的活动').getByRole('link', { name: '楼道照明座谈会', exact: true })
    ).toBeVisible();

    await book.go('记录');
    await page.getByRole('link', { name: /^制度执行/ }).click();
    await expect(visits.heading('制度执行')).toBeVisible();
    const briefing = page.getByRole('listitem').filter({
      has: page.getByRole('heading', { name: '通报会', exact: true })
    });
    await briefing.getByRole('button', { name: '安排一次通报会' }).click();
    await expect(briefing.getByText('已排', { exact: true })).toBeVisible();
    await axe(page);
    await page.getByRole('button', { name: '打印', exact: true }).click();
    await expect(page.getByRole('cell', { name: '每年不少于 2 次' })).toBeVisible();
    await expect(page.getByText('审核人：')).toBeVisible();

    await book.go('记录');
    await page.getByRole('link', { name: /^三级网络/ }).click();
    await expect(page.getByText('还没有组织网络')).toBeVisible();
    await axe(page);
  }
);
