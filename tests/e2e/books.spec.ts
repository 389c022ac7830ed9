/** The books of the work (issue 4; S3-01…04, S1-37; I13, I14; UX rules 2, 4, 5, 10), on a desk and on a phone. */
import { booksWords } from '../../src/lib/text/books';
import { tableWords } from '../../src/lib/text/kit';
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

test('I14, S3-04, S3-19, UX 2, 5, 10: a need is registered, kept as a draft, shown as far as agreed, deleted and taken back; an application goes on; activities are filtered, summed, changed, printed', async ({
  page,
  axe
}) => {
  const start = new StartPage(page);
  const book = new BookPage(page);
  const visits = new VisitsPage(page);
  const save = () => page.getByRole('button', { name: '保存', exact: true }).click();
  await start.open();
  await start.foundAndConfirm(founding);
  await book.addPerson('曾晓峰');
  await book.go('记录');
  await expect(page.getByRole('link', { name: /^接待登记簿/ })).toContainText('还没有登记');
  await axe(page);
  await page.getByRole('link', { name: '登记诉求' }).click();
  await expect(visits.heading('登记诉求')).toBeVisible();
  await save();
  await expect(page.getByText('请填写内容')).toBeVisible();
  await axe(page);
  await page.getByRole('combobox', { name: '诉求人' }).fill('zxf');
  await page.getByRole('option').first().click();
  await page.getByLabel(/^类型/).selectOption({ label: '证件办理' });
  await page.getByLabel(/^内容/).fill('想办居住证，不知道带什么材料');
  await page.getByRole('button', { name: '添加一步' }).click();
  await page.getByLabel('第 1 步做了什么').fill('已联系派出所窗口');

  // UX 2: the unfinished form waits, sealed.
  await book.go('今日');
  await page.getByRole('link', { name: '接着写：诉求' }).click();
  await expect(page.getByText('上次没写完的内容')).toBeVisible();
  await expect(page.getByLabel('第 1 步做了什么')).toHaveValue('已联系派出所窗口');
  await save();
  await expect(page.getByText('诉求已记下')).toBeVisible();

  // I14: without a basis the person is named, what was told stays closed.
  const detail = page.getByRole('article');
  await expect(detail.getByRole('link', { name: '曾晓峰', exact: true })).toBeVisible();
  await expect(detail.getByText('登记本人同意后显示').first()).toBeVisible();
  await expect(page.getByText('居住证')).toBeHidden();
  await axe(page);
  await detail.getByRole('button', { name: '删除' }).click();
  await expect(page.getByText('诉求办理册还没有内容')).toBeVisible();
  await visits.notice.getByRole('button', { name: '撤销' }).last().click();
  await expect(page.getByText('共 1 条')).toBeVisible();

  await test.step('S3-19: an application goes on step by step, each with 撤销', async () => {
    await book.follow('/records/edit/?kind=aid');
    await expect(visits.heading('登记帮扶')).toBeVisible();
    await page.getByLabel(/^类别/).selectOption({ label: '就业' });
    await page.getByLabel(/^进度/).selectOption({ label: '已申请' });
    await save();
    const panel = page.getByRole('article').getByRole('region', { name: '办到哪一步' });
    await expect(panel).toContainText('现在：已申请');
    await axe(page);
    await panel.getByRole('button', { name: '记为已入户' }).click();
    await expect(panel.getByRole('button', { name: '记为已核实' })).toBeVisible();
    await visits.notice.getByRole('button', { name: '撤销' }).last().click();
    await expect(panel.getByRole('button', { name: '记为已入户' })).toBeVisible();
  });
  await test.step('S3-04, UX 10: activities are filtered by the address, summed, changed with history, printed with their sign-off', async () => {
    for (const [topic, type, actual] of [
      ['中秋联谊会', '联谊会', '35'],
      ['义诊进社区', '义诊', '20']
    ] as const) {
      await book.follow('/records/edit/?kind=activity');
      await expect(visits.heading('登记活动')).toBeVisible();
      await page.getByRole('combobox', { name: /^类型/ }).fill(type);
      await page.getByRole('option', { name: type, exact: true }).click();
      await page.getByLabel(/^主题/).fill(topic);
      await page.getByLabel('实到', { exact: true }).fill(actual);
      await save();
      await expect(page.getByRole('article').getByText(topic).first()).toBeVisible();
    }
    await book.openBook('活动记录册');
    await expect(page.getByText('共 2 条')).toBeVisible();
    await expect(page.getByText('实到 55人')).toBeVisible();
    await axe(page);
    // S0-07: several ordinary activities lose the tick at once, and get it back.
    await page.getByRole('checkbox', { name: tableWords.selectAll }).check();
    await page.getByRole('button', { name: booksWords.untick('统战活动') }).click();
    await new PeoplePage(page).undo(booksWords.unticked('统战活动', 2));
    await page.getByRole('checkbox', { name: tableWords.selectAll }).check();
    await expect(page.getByRole('button', { name: booksWords.untick('统战活动') })).toBeVisible();
    await page.getByRole('button', { name: tableWords.clearSelection }).click();
    await page.getByLabel('类型').selectOption({ label: '义诊' });
    await expect(page).toHaveURL(/f\.type=clinic/);
    await expect(page.getByText('实到 20人')).toBeVisible();
    await page.getByRole('link', { name: /义诊进社区/ }).click();
    await page.getByRole('article').getByRole('link', { name: '修改' }).click();
    await page.getByLabel(/^主题/).fill('健康义诊进社区');
    await save();
    const detail = page.getByRole('article');
    await expect(detail.getByRole('heading', { name: '健康义诊进社区' })).toBeVisible();
    await detail.getByRole('button', { name: '变更记录' }).click();
    await detail.getByRole('button', { name: '把主题改回“义诊进社区”' }).click();
    await expect(detail.getByRole('heading', { name: '义诊进社区', exact: true })).toBeVisible();
    await axe(page);

    await book.openBook('活动记录册');
    await page.getByRole('button', { name: '更多操作' }).click();
    await page.getByRole('menuitem', { name: '打印' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '打印' }).click();
    await expect(dialog.getByText('请写明用途，会记入使用记录')).toBeVisible();
    await dialog.getByLabel('用途').fill('年底归档');
    await dialog.getByRole('button', { name: '打印' }).click();
    for (const words of ['编制人', '审核人', '审批人']) {
      await expect(page.getByText(`${words}：`)).toBeVisible();
    }
    await expect(page.getByRole('cell', { name: '中秋联谊会' })).toBeVisible();
  });
});
