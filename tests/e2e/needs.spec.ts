/** Reception → need → answer → recheck (issue 4; S2-02, S1-26, S2-04, S2-24; DOMAIN F, H2), on a desk and on a phone. */
import { helpWords } from '../../src/lib/text/needs';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { StartPage } from './pages/start.page';
import { VisitsPage } from './pages/visits.page';

const founding = {
  spaceName: '和风里社区工作簿',
  workerName: '方文',
  passphrase: null
};

test('S2-02, S1-26, S2-04: a visitor without a name is received, the need handed over, closed, shown on the board; a concern of a visit becomes a need', async ({
  page,
  axe
}, { project }) => {
  const start = new StartPage(page);
  const book = new BookPage(page);
  const visits = new VisitsPage(page);
  const detail = page.getByRole('article');
  const dialog = page.getByRole('dialog');
  const save = () => page.getByRole('button', { name: '保存', exact: true }).click();
  const move = async (name: string, note?: string): Promise<void> => {
    await detail.getByRole('button', { name, exact: true }).click();
    if (note !== undefined) await dialog.getByRole('textbox').fill(note);
    await dialog.getByRole('button', { name: '保存' }).click();
  };
  await start.open();
  await start.foundAndConfirm(founding);
  for (const name of ['方文', '石小雪']) {
    await book.openSettings('工作人员');
    await page.getByRole('button', { name: '添加工作人员' }).click();
    await page.getByRole('textbox', { name: /^姓名/ }).fill(name);
    await save();
    await expect(page.getByRole('listitem').filter({ hasText: name }).last()).toBeVisible();
  }

  await book.follow('/records/edit/?kind=group');
  await page.getByLabel(/^名称/).fill('和风翻译组');
  await page.getByRole('radio', { name: '兴趣小组' }).check();
  await page.getByRole('combobox', { name: '服务内容' }).fill('翻译');
  await page.getByRole('option', { name: '翻译' }).click();
  await save();
  await expect(detail.getByText('和风翻译组').first()).toBeVisible();

  await book.follow('/records/edit/?kind=reception');
  await expect(visits.heading('登记接待')).toBeVisible();
  await page.getByLabel(/^事由/).fill('想办居住证，不知道带什么材料');
  await save();
  await expect(page.getByText('请选择这件事怎么办')).toBeVisible();
  await page.getByLabel('转为诉求，接着办').check();
  await page.getByLabel(/^类型/).selectOption({ label: '证件办理' });
  await expect(page.getByRole('textbox', { name: '承诺时限' })).not.toHaveValue('');
  await axe(page);
  // Promised for today: then 今日 says so.
  const now = await page.evaluate(() => {
    const date = new Date();
    return `${date.getFullYear()}.${date.getMonth() + 1}.${date.getDate()}`;
  });
  await page.getByRole('textbox', { name: '承诺时限' }).fill(now);
  await save();
  await expect(page.getByText('接待已记下，诉求已登记')).toBeVisible();

  await move('记一步', '已联系派出所窗口');
  await expect(detail.getByText('已联系派出所窗口').first()).toBeVisible();
  await axe(page);
  // S3-06, S1-25: who offers such a service helps, and the help stays beside the need.
  const offered = detail.getByRole('listitem').filter({ hasText: '和风翻译组' });
  await detail.getByRole('button', { name: '已请和风翻译组帮忙' }).dblclick();
  await expect(offered.getByText(helpWords.keptToday)).toBeVisible();
  await expect(detail.getByText(helpWords.given)).toBeVisible();
  await expect(detail.getByRole('link', { name: /翻译$/ })).toHaveCount(1);
  await detail.getByRole('button', { name: '交给同事' }).click();
  await dialog.getByLabel(/^交给哪位同事/).selectOption({ label: '石小雪' });
  await axe(page);
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(detail.getByText('已交给 石小雪，等待签收')).toBeVisible();
  await move('签收');
  await expect(detail.getByText('已交给 石小雪，等待签收')).toBeHidden();

  await book.go('今日');
  const due = book.card('答应的事和回头看');
  await expect(due.getByText('未留姓名')).toBeVisible();
  await axe(page);
  await due.getByRole('link', { name: /^去办理/ }).click();
  await detail.getByRole('button', { name: '办结', exact: true }).click();
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.getByText('办结要写明办理结果')).toBeVisible();
  await dialog.getByRole('textbox').fill('材料备齐，已受理办证');
  await dialog.getByLabel('满意', { exact: true }).check();
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(detail.getByText(/回头看$/).first()).toBeVisible();
  await detail.getByRole('link', { name: /的接待$/ }).click();
  await expect(detail.getByText('想办居住证，不知道带什么材料').first()).toBeVisible();

  // DOMAIN H2: two numbered concerns; one tap makes a need of the first.
  await book.follow('/records/visit/');
  await visits.unfold('按户，或未具名的户数、人数');
  await visits.field('未具名户数').fill('1');
  await visits.unfold('反映事项、下次约定');
  await page.getByRole('textbox', { name: '反映事项' }).fill('1、楼道灯坏了；2、想找工作');
  await visits.save();
  await visits.expectSaved();
  await page.getByRole('link', { name: '看全部走访' }).click();
  await page.getByText('未具名 1 户').filter({ visible: true }).first().click();
  await dialog.getByRole('button', { name: '转为诉求：想找工作' }).click();
  await expect(dialog.getByRole('link', { name: /^就业/ })).toBeVisible();
  await axe(page);

  await book.follow('/records/board/?kind=need');
  await expect(visits.heading('诉求办理册 · 办理进度')).toBeVisible();
  await expect(page.getByRole('button', { name: /^记一步：就业/ })).toBeVisible();
  await axe(page);
  if (project.name === 'phone') {
    await page.getByRole('tab', { name: /^受理/ }).press('End');
    await expect(page.getByText('这一步没有要办的')).toBeVisible();
    await page.getByRole('tab', { name: /^办结/ }).click();
  }
  await page.getByRole('button', { name: /^回头看：证件办理/ }).click();
  await dialog.getByRole('textbox').fill('证已拿到');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('回头看已记下')).toBeVisible();
});
