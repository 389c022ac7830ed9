/** Founding, lock and unlock, workers of one machine, offline (issue 2 "The engine"; DESIGN 2, 5; UX rule 4). */
import type { Page } from '@playwright/test';
import { membersWords } from '../../src/lib/text/members';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { MembersPage } from './pages/members.page';
import { StartPage } from './pages/start.page';

const passphrase = '春风十里看桃花开';
const founding = { spaceName: '和风里社区工作簿', workerName: '方文', passphrase };
/** A made-up name that stands nowhere else. */
const canary = '欧阳金丝雀';

/** Everything in every database of the origin as one text: strings as they are, bytes as Latin-1 and as UTF-16. */
function dumpStorage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const parts: string[] = [];
    const spell = (value: unknown): void => {
      if (typeof value === 'string') parts.push(value);
      else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
        const bytes =
          value instanceof ArrayBuffer
            ? new Uint8Array(value)
            : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        parts.push(new TextDecoder().decode(bytes), new TextDecoder('utf-16le').decode(bytes));
      } else if (typeof value === 'object' && value !== null) {
        for (const [key, item] of Object.entries(value)) {
          parts.push(key);
          spell(item);
        }
      }
    };
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(new Error('unreadable'));
      });
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue;
      const database = await asked(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const table = database.transaction(store).objectStore(store);
        spell(await asked(table.getAll()));
        spell(await asked(database.transaction(store).objectStore(store).getAllKeys()));
      }
      database.close();
    }
    for (const storage of [localStorage, sessionStorage]) {
      for (const [key, value] of Object.entries(storage)) parts.push(key, String(value));
    }
    return parts.join('\n');
  });
}

test('DESIGN 2, 4, 5, I9: found, locked in every tab, opened by passphrase and by the printed key, shared by two workers', async ({
  page,
  context,
  axe
}) => {
  const start = new StartPage(page);
  const book = new BookPage(page);
  await start.open();
  const groups = await start.found(founding);
  await test.step('found with a passphrase, confirm the printed sheet, reload, unlock: everything is there', async () => {
    expect(groups).toHaveLength(13);
    await axe(page);

    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('heading', { name: '同心簿 恢复密钥' })).toBeVisible();
    await expect(page.getByText(founding.spaceName)).toBeVisible();
    await expect(page.getByRole('button', { name: '打印恢复密钥' })).toBeHidden();
    await page.emulateMedia({ media: 'screen' });

    await start.confirmSheet(groups.map(() => 'ZZZZZ'));
    await expect(page.getByRole('alert').getByText('与打印件不符')).toBeVisible();
    await start.confirmSheet(groups);
    await start.expectOpen();
    await expect(page.getByText('恢复密钥还没有确认')).toBeHidden();
    await book.addPerson(canary);

    await page.reload();
    await start.expectLocked();
    await axe(page);
    await start.unlock('这不是口令吧');
    await expect(page.getByRole('alert').getByText('口令不对')).toBeVisible();
    await start.unlock(passphrase);
    await start.expectOpen();
    await book.expectPerson(canary);
  });
  await test.step('DESIGN 4: locking locks all tabs; a second tab sees what the first saved', async () => {
    const secondPage = await context.newPage();
    await secondPage.goto('./');
    const second = new StartPage(secondPage);
    await second.expectLocked();
    await second.unlock(passphrase);
    await second.expectOpen();
    await book.addPerson('诸葛后来');
    await new BookPage(secondPage).expectPerson('诸葛后来');
    await start.lock();
    await second.expectLocked();
    await test.step('I9: locked, no store of the origin holds the name in clear; the dump itself would find it', async () => {
      // Positive control: a plain row with the same name, seen by the same dump.
      await page.evaluate(
        (name) =>
          new Promise<void>((done, fail) => {
            const opening = indexedDB.open('control', 1);
            opening.onupgradeneeded = () => opening.result.createObjectStore('rows');
            opening.onerror = () => fail(new Error('no control'));
            opening.onsuccess = () => {
              const writing = opening.result.transaction('rows', 'readwrite');
              writing.objectStore('rows').put(new TextEncoder().encode(name), 'plain');
              writing.oncomplete = () => {
                opening.result.close();
                done();
              };
            };
          }),
        canary
      );
      expect(await dumpStorage(page)).toContain(canary);
      await page.evaluate(
        () =>
          new Promise<void>((done) => {
            indexedDB.deleteDatabase('control').onsuccess = () => done();
          })
      );
      const dump = await dumpStorage(page);
      expect(dump.length).toBeGreaterThan(1000);
      expect(dump).not.toContain(canary);
    });
    await secondPage.close();
  });
  const next = '夏至未至听蝉鸣声';
  await test.step('DESIGN 5 "At rest": the printed key opens a forgotten book and sets a new passphrase', async () => {
    await page.getByRole('button', { name: '忘记口令' }).click();

    const wrong = groups.map((group, i) => (i === 3 ? '22222' : group));
    await start.unlockByKey(wrong.join('-'), next);
    await expect(page.getByRole('alert').getByText(/第 4 组不对|恢复密钥不对/)).toBeVisible();
    await start.unlockByKey(groups.join(' ').toLowerCase(), next);
    await start.expectOpen();
    await book.expectPerson(canary);

    await start.lock();
    await start.unlock(passphrase);
    await expect(page.getByRole('alert').getByText('口令不对')).toBeVisible();
    await start.unlock(next);
    await start.expectOpen();
    // DESIGN 5: one and the same owner, with one more device; who stands twice could never tell which is theirs.
    await new MembersPage(page).open();
    await expect(page.getByRole('region', { name: '成员 1 位' })).toBeVisible();
    await expect(
      page
        .getByRole('list', { name: membersWords.devicesOf(founding.workerName) })
        .getByRole('listitem')
    ).toHaveCount(2);
  });
  await test.step('DESIGN 2: two workers on one machine; history names the right one', async () => {
    await book.openSettings('使用者与口令');
    const second = '秋水共长天一色好';
    const card = book.card('添加使用者');
    await card.getByLabel(/^姓名/).fill('苏晴');
    await card.getByLabel(/^口令/).fill(second);
    await card.getByLabel('再输入一次口令').fill(second);
    await card.getByRole('button', { name: '添加使用者' }).click();
    await expect(book.card('本机使用者').getByText('苏晴')).toBeVisible();

    await book.card('本机使用者').getByRole('button', { name: '换人' }).click();
    await start.expectLocked();
    await start.unlock(next, '苏晴');
    await expect(page.getByRole('alert').getByText('口令不对')).toBeVisible();
    await start.unlock(second, '苏晴');
    await start.expectOpen();
    await book.addPerson('司马新来');
    await book.go('今日');
    const changes = page.getByRole('main');
    await expect(changes).toContainText(/司马新来/);
    await expect(changes).toContainText('苏晴');
    await expect(changes).toContainText('方文');

    // Whoever sits here can remove the other, whose passphrase then opens nothing.
    await book.openSettings('使用者与口令');
    await page.getByRole('button', { name: '移除方文' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '移除' }).click();
    await expect(book.card('本机使用者').getByText('方文')).toBeHidden();
    await start.lock();
    await expect(page.getByRole('radio')).toHaveCount(1);
  });
});

test(
  'UX 4: skipping the passphrase says what that means, and one can be set later; auto-lock after 30 minutes returns to the same screen and draft',
  { tag: '@phone' },
  async ({ page }) => {
    await page.clock.install();
    const start = new StartPage(page);
    const book = new BookPage(page);
    await start.open();
    await page.getByRole('button', { name: '新建工作簿' }).click();
    await page.getByLabel('暂不设口令').check();
    await expect(page.getByText('磁盘被拿走时数据没有任何保护')).toBeVisible();
    await page.getByRole('button', { name: '返回' }).click();
    await start.foundAndConfirm({ ...founding, passphrase: null });
    await page.getByRole('button', { name: '锁定', exact: true }).click();
    // Whoever comes can open it: the page does not call that locked.
    await expect(page.getByRole('heading', { name: '打开工作簿' })).toBeVisible();
    await expect(page.getByText('谁在这台设备上点“打开”')).toBeVisible();
    await expect(page.getByRole('radio', { name: '方文（自报）' })).toBeVisible();
    await page.getByRole('button', { name: '打开' }).click();
    await start.expectOpen();

    await book.openSettings('使用者与口令');
    const card = book.card('设置口令');
    await card.getByLabel(/^新口令/).fill(passphrase);
    await card.getByLabel('再输入一次口令').fill(passphrase);
    await card.getByRole('button', { name: '设置口令' }).click();
    await expect(book.card('修改口令')).toBeVisible();
    await start.lock();
    await start.unlock('这不是口令吧');
    await expect(page.getByRole('alert').getByText('口令不对')).toBeVisible();
    await start.unlock(passphrase);
    await start.expectOpen();

    await test.step('after 30 minutes', async () => {
      await book.follow('/people/edit/');
      // The page left behind has a field of this name too.
      await expect(page.getByRole('heading', { name: '新增成员' })).toBeVisible();
      const name = page.getByRole('textbox', { name: /^姓名/ });
      await name.fill('诸葛未完');
      await page.clock.runFor('00:05');
      await page.clock.runFor('29:00');
      await expect(page.getByRole('button', { name: '锁定', exact: true })).toBeVisible();
      await page.clock.runFor('01:30');
      await start.expectLocked();
      await expect(page.getByText('诸葛未完')).toBeHidden();

      await start.unlock(passphrase);
      await start.expectOpen();
      expect(new URL(page.url()).pathname).toBe('/people/edit/');
      await expect(name).toHaveValue('诸葛未完');
    });
  }
);
