/** The register 人才库 (issue 2 "The register"; I13, I14; DOMAIN B-8, B-10, C, D1; UX rules 3, 5, 9). */
import { batchWords } from '../../src/lib/text/batch';
import { savedWords } from '../../src/lib/text/people';
import { expect, test } from './fixtures';
import { PeoplePage } from './pages/people.page';
import { StartPage } from './pages/start.page';

// A demonstration book is made in each test, on whatever machine runs it.
test.describe.configure({ timeout: 150_000 });

const founding = {
  spaceName: '和风里社区工作簿',
  workerName: '方文',
  passphrase: '春风十里看桃花开'
};

test(
  'UX 2: an empty register teaches; a person is written down, found by initials, warned of twice; a half-written form survives a reload',
  { tag: '@phone' },
  async ({ page, axe }) => {
    const people = new PeoplePage(page);
    const start = new StartPage(page);
    await start.open();
    await start.foundAndConfirm(founding);
    await people.openList();
    await expect(page.getByText('人才库还是空的')).toBeVisible();
    await axe(page);

    await page.getByRole('link', { name: '新增成员' }).first().click();
    await expect(people.heading('新增成员')).toBeVisible();
    await axe(page);
    await people.save();
    await expect(page.getByRole('alert').getByText('有 1 处需要修改')).toBeVisible();
    await people.field('姓名').fill('曾晓峰');
    await people.field('称呼').fill('曾老师');
    await page.getByRole('textbox', { name: '电话 1', exact: true }).first().fill('15400000077');
    await test.step('I12: a building typed into an empty list holds the save back and leads to where it is added', async () => {
      const building = page.getByRole('combobox', { name: '居住小区楼栋' });
      await building.fill('7号楼');
      await people.save();
      await expect(page.getByRole('alert').getByText('“7号楼”不在列表中')).toBeVisible();
      await expect(building).toHaveValue('7号楼');
      await expect(building).toHaveAttribute('aria-invalid', 'true');
      await expect(
        page.locator('#person-building').getByRole('link', { name: '设置 · 组织网络' })
      ).toBeVisible();
      await building.fill('');
    });
    await people.save();
    await expect(people.heading('曾晓峰')).toBeVisible();
    // I14: without a written basis there is the contact card only.
    await expect(page.getByText('还没有登记本人的书面同意')).toBeVisible();

    await people.openList();
    await people.search('zxf');
    await people.expectCount(1);
    await expect(people.rows.first()).toContainText('曾晓峰');
    expect(page.url(), 'searched text never reaches the address').not.toMatch(/zxf|曾/);

    await page.getByRole('link', { name: '新增成员' }).first().click();
    await people.field('姓名').fill('曾小峰');
    await page.getByRole('textbox', { name: '电话 1', exact: true }).first().fill('15400000077');
    await expect(page.getByText('可能已经登记过')).toBeVisible();
    await expect(page.getByText('姓名读音和电话相同')).toBeVisible();

    await test.step('UX 2: a half-written form survives a reload as a sealed draft and is gone once saved', async () => {
      await expect(page.getByText('草稿已保留')).toBeVisible();
      await page.reload();
      await start.unlock(founding.passphrase);
      await expect(page.getByText('已恢复上次没有保存的内容')).toBeVisible();
      await expect(people.field('姓名')).toHaveValue('曾小峰');
      await people.field('姓名').fill('单文彬');
      await page.getByRole('textbox', { name: '电话 1', exact: true }).first().fill('15400000078');
      await people.save();
      await expect(people.heading('单文彬')).toBeVisible();
      await people.openList();
      await page.getByRole('link', { name: '新增成员' }).first().click();
      await expect(people.heading('新增成员')).toBeVisible();
      await expect(people.field('姓名')).toHaveValue('');
    });
  }
);

test('list: I13 a category’s number is the length of its list; B-8 belief and building never together; a filter is kept as a list', async ({
  page,
  axe
}) => {
  const people = new PeoplePage(page);
  await people.openDemo();
  await people.openList();
  await axe(page);
  const all = await people.count();

  const sheet = await people.openFilter();
  await axe(page);
  for (const scheme of ['十五类', '十二类']) {
    await sheet.getByRole('radio', { name: scheme }).check();
    const box = sheet.getByRole('checkbox', { name: /^少数民族人士/ });
    const label = (await box.locator('..').innerText()).trim();
    const promised = Number(/(\d+) 人/.exec(label)?.[1]);
    expect(promised).toBeGreaterThan(0);
    expect(promised).toBeLessThan(all);
    await box.check();
    await expect(sheet.getByRole('button', { name: `看 ${promised} 人` })).toBeVisible();
    if (scheme === '十五类') await box.uncheck();
  }
  await sheet.getByRole('combobox', { name: '楼栋' }).click();
  await sheet.getByRole('option').first().click();
  await expect(sheet.getByText(/“.+”和“.*少数民族.*”不能一起筛选/)).toBeVisible();
  await people.closeFilter();
  expect(page.url()).not.toContain('building=');

  const kept = await people.count();
  const lists = page.getByRole('button', { name: '名单', exact: true });
  await lists.click();
  await page.getByRole('menuitem', { name: '把现在的筛选存为名单…' }).click();
  const dialog = page.getByRole('dialog', { name: '存为名单' });
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.getByText('请写一个名称')).toBeVisible();
  await dialog.getByRole('textbox', { name: '名单名称' }).fill('民族团结活动邀请');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('已存为名单“民族团结活动邀请”')).toBeVisible();
  await page.getByRole('button', { name: '清除筛选' }).first().click();
  await people.expectCount(all);
  await lists.click();
  await page.getByRole('menuitem', { name: '民族团结活动邀请' }).click();
  await people.expectCount(kept);
  // Whom the list finds goes on to the work.
  await page.getByRole('button', { name: savedWords.use(kept) }).click();
  await page.getByRole('menuitem', { name: savedWords.toActivity }).click();
  await page.getByRole('dialog').getByRole('listitem').first().getByRole('button').click();
  await expect(page.getByText(batchWords.chosen(kept))).toBeVisible();
  await expect(page.getByRole('combobox', { name: batchWords.listedAs })).toHaveValue('invited');
  await axe(page);
  await page.goBack();
  await people.expectCount(kept);
  await page.getByRole('button', { name: savedWords.use(kept) }).click();
  await page.getByRole('menuitem', { name: batchWords.open }).click();
  await expect(page.getByText(batchWords.chosen(kept))).toBeVisible();
  await page.getByRole('button', { name: batchWords.clear }).click();
  await expect(page.getByRole('button', { name: batchWords.nobodyYet })).toBeDisabled();
  await page.goBack();
  await people.expectCount(kept);
  await lists.click();
  await page.getByRole('menuitem', { name: '管理名单…' }).click();
  const managing = page.getByRole('dialog', { name: '管理名单' });
  await axe(page);
  await managing.getByRole('button', { name: '删除 民族团结活动邀请' }).click();
  await expect(managing.getByText('还没有名单')).toBeVisible();
  await managing.getByRole('button', { name: '关闭' }).click();
  // The newest notice is the last one.
  await page.getByRole('button', { name: '撤销' }).last().click();
  await lists.click();
  await expect(page.getByRole('menuitem', { name: '民族团结活动邀请' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '清除筛选' }).first().click();
  await people.expectCount(all);
  await page.getByRole('combobox', { name: '排序' }).selectOption('姓氏笔画');
  await expect(page).toHaveURL(/sort=stroke/);
  const first = await people.rows.first().innerText();
  expect(first, '姓氏笔画 begins with the fewest strokes').toMatch(/^[丁卜刁丁万于马]/);
});

test('a relation, an edit with its history, the bin, and paper', async ({ page, axe }) => {
  const people = new PeoplePage(page);
  await people.openDemo();
  await test.step('D2: a relation joins two people who agreed and is seen from both sides', async () => {
    await people.openList();
    const sheet = await people.openFilter();
    await sheet.getByRole('checkbox', { name: '已同意' }).check();
    await people.closeFilter();
    const second = (
      (await people.rows.nth(1).getByRole('link').innerText()).split('\n')[0] ?? ''
    ).trim();
    const first = people.rows.first().getByRole('link');
    const name = ((await first.innerText()).split('\n')[0] ?? '').trim();
    await first.click();
    await expect(people.heading(name)).toBeVisible();
    await page.getByRole('button', { name: '添加关系' }).click();
    const dialog = page.getByRole('dialog', { name: '添加关系' });
    await dialog.getByRole('combobox', { name: '另一位成员' }).fill(second);
    await dialog
      .getByRole('option', { name: new RegExp(second) })
      .first()
      .click();
    await dialog
      .getByRole('combobox', { name: new RegExp(`对方是${name}的`) })
      .selectOption('子女');
    await axe(page);
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByRole('link', { name: second }).last().click();
    await expect(people.heading(second)).toBeVisible();
    await expect(page.getByText('父母：')).toBeVisible();
    await page.getByRole('button', { name: `移除与${name}的关系` }).click();
    await people.undo('已移除这条关系');
    await expect(page.getByText('父母：')).toBeVisible();
  });
  await test.step('UX 5: an edit shows in the history and is taken back; status, bin and undo', async () => {
    await people.openList();
    const name = await people.openFirst('已同意');
    await axe(page);
    await page.getByRole('link', { name: '修改' }).click();
    await axe(page);
    await people.field('称呼').fill('王老师傅');
    await people.save();
    await expect(people.heading(name)).toBeVisible();
    await page.getByRole('tab', { name: '变更记录' }).click();
    await expect(page.getByText(/→ 王老师傅/)).toBeVisible();
    await axe(page);
    await page.getByRole('button', { name: /^把称呼改回/ }).click();
    await expect(page.getByText('称呼已改回')).toBeVisible();
    await page.getByRole('tab', { name: '资料' }).click();
    await expect(page.getByText('王老师傅')).toBeHidden();

    await people.act('迁出、去世、退出');
    const dialog = page.getByRole('dialog', { name: '在册情况' });
    await dialog.getByRole('radio', { name: '迁出' }).check();
    await dialog.getByRole('textbox', { name: /^日期/ }).fill('2026');
    await dialog.getByRole('button', { name: '保存' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText('迁出', { exact: true }).first()).toBeVisible();

    await people.act('删除');
    await expect(people.notice).toContainText(`已把 ${name} 移到回收站`);
    await people.openList();
    await people.openFromList('回收站');
    await axe(page);
    await page.getByRole('button', { name: `恢复 ${name}` }).click();
    await expect(page.getByText('回收站是空的')).toBeVisible();
  });
  await test.step('B-10: an export needs a purpose, masks phones and refuses place beside category', async () => {
    await people.openList();
    const names = await people.choose(2);
    await page.getByRole('button', { name: '导出', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: '导出名单' });
    await axe(page);
    await dialog.getByRole('button', { name: '生成文件' }).click();
    await expect(dialog.getByText('请写明用途')).toBeVisible();
    await dialog.getByRole('textbox', { name: /^用途/ }).fill('中秋慰问联系');
    await dialog.getByRole('checkbox', { name: '统战类别' }).check();
    await expect(dialog.getByText('不能与楼栋、网格或住址一起')).toBeVisible();
    await expect(dialog.getByRole('button', { name: '生成文件' })).toBeDisabled();
    await dialog.getByRole('checkbox', { name: '统战类别' }).uncheck();
    const downloading = page.waitForEvent('download');
    await dialog.getByRole('button', { name: '生成文件' }).click();
    expect((await downloading).suggestedFilename()).toMatch(/^统战人才库名单_.*\.xlsx$/);

    await page.getByRole('button', { name: '打印', exact: true }).click();
    const printing = page.getByRole('dialog', { name: '打印名单' });
    await printing.getByRole('textbox', { name: /^用途/ }).fill('例会核对');
    await printing.getByRole('button', { name: '预览并打印' }).click();
    const sheet = page.getByRole('article');
    for (const name of names) await expect(sheet).toContainText(name);
    await expect(sheet).toContainText('154****');
    await expect(sheet).toContainText('审批人');
    await expect(sheet).not.toContainText(/1540{4}\d{4}/);
    await axe(page);
  });
});
