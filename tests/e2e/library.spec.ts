/** 资料 (issue 4 "the library"; S0-14, S1-05, S1-26; DESIGN 3, I9 class P): one flow from outline to wipe. */
import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { StartPage } from './pages/start.page';

const passphrase = '春风十里看桃花开';
const founding = { spaceName: '和风里社区工作簿', workerName: '方文', passphrase };
const member = '曾晓峰';

/** Names and bytes of the working copies on this origin's disk. */
const workingCopies = (page: Page): Promise<{ names: string[]; content: string }> =>
  page.evaluate(async () => {
    const all = await indexedDB.databases();
    const names = all.flatMap(({ name = '' }) =>
      name.startsWith('tongxinbu-text/') ? [name] : []
    );
    let content = '';
    for (const name of names) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error(name));
      });
      const values = await new Promise<readonly Uint8Array[]>((resolve, reject) => {
        const request = database.transaction('updates').objectStore('updates').getAll();
        request.onsuccess = () => resolve(request.result as Uint8Array[]);
        request.onerror = () => reject(request.error ?? new Error(name));
      });
      content += values.map((value) => new TextDecoder().decode(value)).join('\n');
      database.close();
    }
    return { names, content };
  });

const editor = (page: Page) => page.getByRole('textbox', { name: '正文' });

test('S1-26 an outline becomes a rule: written in two tabs, names kept out, tidied, 定稿, compared, printed, wiped', async ({
  page,
  context,
  axe
}) => {
  // One long walk instead of five foundings.
  test.setTimeout(300_000);
  const start = new StartPage(page);
  const book = new BookPage(page);
  await start.open();
  await start.foundAndConfirm(founding);
  await book.addPerson(member);
  await book.go('资料');
  await expect(page.getByText('还没有制度')).toBeVisible();
  await axe(page);

  await page.getByRole('button', { name: '从常用制度开始' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: /^例会制度/ }).check();
  await dialog.getByRole('checkbox', { name: /^首问负责制度/ }).check();
  await axe(page);
  await dialog.getByRole('button', { name: '建立 2 项' }).click();
  await page.getByRole('link', { name: /^例会制度/ }).click();
  await expect(editor(page)).toHaveValue(/一、多久开一次/);
  await axe(page);

  // I9: the name of a member is not written, not even into the working copy.
  await editor(page).press('Control+Home');
  await page.keyboard.insertText(`请${member}主持。`);
  await expect(page.getByText('这几个字没有写进去')).toBeVisible();
  await axe(page);
  await page.getByRole('button', { name: '改成“某同志”' }).click();
  await expect(editor(page)).toHaveValue(/^请某同志主持。例会制度/);
  await expect(page.getByText('已保存').first()).toBeVisible();

  // The same text in a second tab, live in both directions, with the other's cursor.
  const second = await context.newPage();
  const secondStart = new StartPage(second);
  await second.goto('./');
  await secondStart.unlock(passphrase);
  await secondStart.expectOpen();
  await new BookPage(second).go('资料');
  await second.getByRole('link', { name: /^例会制度/ }).click();
  await expect(editor(second)).toHaveValue(/^请某同志主持/);
  await editor(second).press('Control+Home');
  await second.keyboard.insertText('每月第一周。');
  await expect(editor(page)).toHaveValue(/^每月第一周。请某同志/);
  await expect(page.getByText('也在看：方文')).toBeVisible();
  await new BookPage(second).go('记录');
  await expect(page.getByText('也在看：方文')).toBeHidden();
  await second.close();

  await page.getByRole('button', { name: '定稿' }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/^版本名称/)
    .fill('试行稿');
  await page.getByRole('dialog').getByRole('button', { name: '定稿' }).click();
  await expect(page.getByText('试行稿')).toBeVisible();

  await editor(page).press('Control+End');
  await page.keyboard.insertText('\n居(jū)民 ,大 家 来 说 ,从201*年起');
  await page.getByRole('button', { name: '整理文本' }).click();
  await expect(page.getByRole('dialog').getByText('不能替你补')).toBeVisible();
  await axe(page);
  await page.getByRole('button', { name: '按这样整理' }).click();
  await expect(editor(page)).toHaveValue(/居民，大家来说，从201\*年起$/);
  await page.getByRole('searchbox', { name: '在文中查找' }).fill('多久');
  await expect(page.getByText('第 1 处，共 1 处')).toBeVisible();

  await page.getByRole('button', { name: '与现在比较' }).click();
  await expect(page.getByRole('dialog').getByText('居民，大家来说')).toBeVisible();
  await axe(page);
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();

  await page.getByRole('link', { name: '打印', exact: true }).click();
  // The page left behind has this heading too.
  await expect(editor(page)).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: '例会制度' })).toBeVisible();
  await expect(page.getByText('一、多久开一次，在哪里开')).toBeVisible();
  await axe(page);

  // Import, and search over titles and texts.
  await book.go('资料');
  await page.getByRole('tab', { name: '学习资料' }).click();
  const file = test.info().outputPath('楼道议事经验.txt');
  // 议事 in GBK, twice, so that it is no UTF-8.
  await writeFile(file, Buffer.from([0xd2, 0xe9, 0xca, 0xc2, 0xa1, 0xa3, 0xd2, 0xe9, 0xca, 0xc2]));
  await page.getByRole('button', { name: '导入文件' }).first().click();
  await page.getByLabel('选择文件').setInputFiles(file);
  await expect(page.getByRole('dialog').getByText('议事。议事')).toBeVisible();
  await axe(page);
  await page.getByRole('dialog').getByRole('button', { name: '导入', exact: true }).click();
  await expect(editor(page)).toHaveValue('议事。议事');
  await book.go('资料');
  await page.getByRole('searchbox', { name: '搜索标题和正文' }).fill('主持 例会');
  await expect(page.getByRole('link', { name: /^例会制度/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^首问负责制度/ })).toBeHidden();

  // I9: locked, the library stays readable on the disk, and no member's name is in it.
  await start.lock();
  const copies = await workingCopies(page);
  expect(copies.names).toHaveLength(2);
  expect(copies.content, 'the reading finds what is there').toContain('每月第一周');
  expect(copies.content).not.toContain(member);
  await start.unlock(passphrase);
  await start.expectOpen();

  await book.openSettings('清除本机全部数据');
  await page.getByRole('button', { name: '我要清除' }).click();
  await page.getByLabel('我知道清除后只能用备份恢复').check();
  await page.getByLabel(/请输入工作簿名称/).fill(founding.spaceName);
  await page.getByRole('button', { name: '清除全部数据' }).click();
  await expect(page.getByRole('button', { name: '新建工作簿' })).toBeVisible();
  expect((await workingCopies(page)).names).toEqual([]);
});
