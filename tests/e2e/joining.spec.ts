/** Two profiles, a sync link, joining by files (issue 3 "People and devices"; DESIGN 5; log/SPEC J). */
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { people, personWords } from '../../src/lib/text/people';
import { otherSpacesWords, syncFileWords, syncWords } from '../../src/lib/text/sync';
import { membersWords, outsideWords, renameWords, waitingWords } from '../../src/lib/text/members';
import { MembersPage, takeLaunches } from './pages/members.page';
import { PeoplePage } from './pages/people.page';
import { StartPage } from './pages/start.page';
import { SyncPage } from './pages/sync.page';

const passphrase = '春风十里看桃花开';
const fileOf = (name: string, content: string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content)
});
const strange = fileOf('通讯录.txt', '石榴 值班室');
/** As a sync file begins. */
const ofSomeBook = fileOf('和风里_同步.txb', `TXBNDL1\n${'0'.repeat(16)}`);
const founding = { spaceName: '和风里社区工作簿', workerName: '方文', passphrase };

test('DESIGN 5, J: link, request, the same 20 digits, confirmation, answer; a second book; another role, a departure', async ({
  page,
  browser,
  baseURL,
  axe,
  watcher
}) => {
  const owner = new MembersPage(page);
  const start = new StartPage(page);
  await start.open();
  await start.foundAndConfirm(founding);
  await owner.open();
  await expect(page.getByRole('region', { name: '成员 1 位' }).getByText('方文')).toHaveCount(2);
  const link = await owner.invite('莫小雨', '录入员');
  expect(link).toMatch(/\/#\/join\/[\w-]{52,}$/);
  await expect(page.getByRole('img', { name: '同步链接的二维码' })).toBeVisible();
  await axe(page);
  await owner.closeDialog();
  await expect(page.getByText('莫小雨')).toBeVisible();

  const context = await browser.newContext({ ...(baseURL !== undefined && { baseURL }) });
  await watcher.watch(context);
  await takeLaunches(context);
  const joinerPage = await context.newPage();
  const joiner = new MembersPage(joinerPage);
  const joinerStart = new StartPage(joinerPage);
  await joinerPage.goto(link);
  await expect(joinerPage.getByRole('heading', { name: '加入工作簿' })).toBeVisible();
  await expect(joinerPage.getByText('录入员：')).toBeVisible();
  await axe(joinerPage);
  await joinerPage.getByLabel('您的姓名').fill('莫小雨');
  await joinerStart.typeNewPassphrase(passphrase);
  await joinerPage.getByRole('button', { name: '申请加入' }).click();
  await expect(joinerPage.getByRole('heading', { name: '等待确认' })).toBeVisible();
  // DESIGN 5: wiped once it has been used.
  await expect.poll(() => joinerPage.url()).not.toContain('#');
  await axe(joinerPage);

  // The wait outlives a closed page, behind the lock.
  await joinerPage.reload();
  await joinerStart.unlock(passphrase);
  const shown = joiner.digits('把这 20 个数字念给管理员听');
  await expect(shown).toBeVisible();
  const request = await joiner.save('导出申请文件');
  expect(request.name).toMatch(/^同心簿_加入申请_.*\.txjoin$/);
  await expect(joinerPage.getByText(waitingWords.exported(request.name))).toBeVisible();

  // A file that brings no answer leaves the wait as it is, and is told as what it is at once.
  await joiner.takeAnswer(strange);
  await expect(joinerPage.getByText(waitingWords.notOurs(strange.name))).toBeVisible();
  await joiner.takeAnswer(request);
  await expect(joinerPage.getByRole('status').getByText(waitingWords.nothingNew)).toBeVisible();

  await owner.takeRequest(strange);
  await expect(page.getByText(membersWords.noRequestFile)).toBeVisible();
  await owner.takeRequest(ofSomeBook);
  await expect(page.getByText(membersWords.syncNotRequest)).toBeVisible();
  await owner.takeRequest(request);
  await expect(page.getByText(membersWords.syncNotRequest)).toBeHidden();
  const asked = page.getByRole('region', { name: '等待您确认的申请' });
  await expect(asked.getByRole('heading', { name: '莫小雨申请加入' })).toBeVisible();
  const compared = await owner.digits('要核对的 20 个数字').getByRole('listitem').allInnerTexts();
  expect(compared).toHaveLength(5);
  expect(await shown.getByRole('listitem').allInnerTexts()).toEqual(compared);
  await axe(page);
  // Who will write is a colleague whom visits and needs can name.
  await expect(asked.getByRole('checkbox', { name: membersWords.alsoWorker })).toBeChecked();
  await asked.getByRole('button', { name: '数字一样，确认加入' }).click();
  await expect(page.getByRole('region', { name: '成员 2 位' })).toBeVisible();
  await expect(page.getByText('已有 1 台设备用它加入')).toBeVisible();

  const answer = await owner.save('导出给莫小雨的答复');
  expect(answer.name).toMatch(/^同心簿_加入答复_.*\.txjoin$/);
  await expect(page.getByText(membersWords.answerExported(answer.name, '莫小雨'))).toBeVisible();
  // Opened with the app: what waits takes the answer, and not yet the book's files.
  await joiner.launch(ofSomeBook);
  await expect(joinerPage.getByRole('status').getByText(waitingWords.notYet)).toBeVisible();
  await joiner.launch(answer);
  await joinerStart.expectOpen();
  await expect(joinerPage.getByText('已经加入，还没有收到内容')).toBeVisible();
  // Nobody is invited to begin a second register while the first one is on its way.
  await new BookPage(joinerPage).follow('/people/');
  await expect(joinerPage.getByText(people.awaited)).toBeVisible();
  await joiner.open();
  await expect(joinerPage.getByRole('region', { name: '成员 2 位' })).toBeVisible();
  // An editor invites nobody.
  await expect(joinerPage.getByRole('button', { name: '分享同步链接' })).toBeHidden();
  await axe(joinerPage);

  // The link again: this device is in already. A revoked one can't be confirmed.
  await owner.open();
  await page.getByRole('button', { name: '再看链接' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox', { name: '同步链接' })).toHaveValue(
    link
  );
  await owner.closeDialog();
  await new BookPage(joinerPage).follow(`/join/${new URL(link).hash}`);
  await joinerPage.getByRole('button', { name: '申请加入' }).click();
  await expect(joinerPage.getByRole('alert').getByText('已经在这份工作簿里了')).toBeVisible();

  // A second book beside the first: switched in the frame; the wait for it is taken back.
  const third = await browser.newContext({ ...(baseURL !== undefined && { baseURL }) });
  await watcher.watch(third);
  // The dialog of the system can't be driven; a folder of the browser has the same handles.
  await third.addInitScript(() => {
    Object.assign(window, {
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle('共享盘', { create: true })
    });
  });
  const otherPage = await third.newPage();
  const other = new MembersPage(otherPage);
  const otherStart = new StartPage(otherPage);
  await otherStart.open();
  await otherStart.foundAndConfirm({
    ...founding,
    spaceName: '春晖街道工作簿',
    workerName: '石榴'
  });
  await otherPage.goto(link);
  await expect(otherPage.getByRole('heading', { name: '加入工作簿' })).toBeVisible();
  await otherPage.reload();
  await expect(otherPage.getByText('接着加入链接里的工作簿')).toBeVisible();
  await otherStart.unlock(passphrase);
  await expect(otherPage.getByRole('heading', { name: '加入工作簿' })).toBeVisible();
  await otherPage.getByRole('button', { name: '申请加入' }).click();
  await expect(otherPage.getByRole('heading', { name: '等待确认' })).toBeVisible();
  await otherPage.getByRole('button', { name: '春晖街道工作簿' }).click();
  await otherStart.expectOpen();
  await otherPage.getByRole('button', { name: '春晖街道工作簿' }).click();
  await otherPage.getByRole('menuitem', { name: /等待确认/ }).click();
  await expect(otherPage.getByRole('heading', { name: '等待确认' })).toBeVisible();
  await otherPage.getByRole('button', { name: '选择共享文件夹' }).click();
  await expect(otherPage.getByText('申请已经放进“共享盘”')).toBeVisible();
  await owner.open();
  await owner.takeRequest(await other.save('导出申请文件'));
  await expect(page.getByText('这条链接已经被用过 1 次')).toBeVisible();
  await page.getByRole('button', { name: '拒绝', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '拒绝', exact: true }).click();
  await expect(page.getByRole('region', { name: '等待您确认的申请' })).toBeHidden();
  await otherPage.getByRole('button', { name: '取消申请' }).click();
  await otherPage.getByRole('dialog').getByRole('button', { name: '取消申请' }).click();
  await otherStart.expectOpen();
  await expect(otherPage.getByText('春晖街道工作簿')).toBeVisible();

  // A device gets a name that is easier to know; what it wrote stays the person's, and one click takes it back.
  await owner.choose('方文', membersWords.deeds.rename);
  await page.getByRole('dialog').getByLabel(renameWords.thisDevice).fill('值班室电脑');
  await axe(page);
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  const own = page.getByRole('list', { name: membersWords.devicesOf('方文') });
  await expect(own).toHaveText(`值班室电脑 · ${membersWords.thisDevice}`);
  const notices = page.getByRole('status').filter({ hasText: renameWords.done }).last();
  await notices.getByRole('button', { name: '撤销' }).click();
  await expect(own).toHaveText(`方文 · ${membersWords.thisDevice}`);

  // DESIGN 5: another role, then a departure, which stays open until it is closed. The link goes, too.
  await owner.choose('莫小雨', '调整权限');
  await page.getByRole('dialog').getByRole('radio', { name: '查看者' }).check();
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('查看者 · 一般资料、敏感资料')).toBeVisible();
  await owner.choose('莫小雨', '移出');
  await axe(page);
  await page.getByRole('dialog').getByRole('button', { name: '移出', exact: true }).click();
  const former = page.getByRole('region', { name: '已移出的人' });
  await expect(former.getByText('离岗收尾中')).toBeVisible();
  await expect(page.getByRole('region', { name: '成员 1 位' })).toBeVisible();
  await former.getByRole('button', { name: '结束收尾' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '结束收尾' }).click();
  await expect(former.getByText('已移出，以前写的内容都保留')).toBeVisible();
  const outlived = page.getByRole('region', { name: membersWords.outlived });
  await axe(page);
  await outlived.getByRole('button', { name: membersWords.revokeCount(1) }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤销', exact: true }).click();
  await expect(outlived).toBeHidden();

  // Y6 Y15: with two books on one device the file goes into the one that it is of, and both are synchronised from here.
  const again = await owner.invite('石榴', '录入员');
  await owner.closeDialog();
  await new BookPage(otherPage).follow(`/join/${new URL(again).hash}`);
  await otherPage.getByRole('button', { name: '申请加入' }).click();
  await owner.takeRequest(await other.save('导出申请文件'));
  // DESIGN 2: of another unit, which is written down before that unit reads anything.
  await page.getByRole('checkbox', { name: outsideWords.label }).check();
  await page.getByRole('button', { name: '数字一样，确认加入' }).click();
  await expect(page.getByText(outsideWords.missing)).toBeVisible();
  await page.getByLabel(outsideWords.unit).fill('春晖街道');
  await axe(page);
  await page.getByRole('button', { name: '数字一样，确认加入' }).click();
  await expect(page.getByRole('button', { name: '导出给石榴的答复' })).toBeVisible();
  // Answer and book in one go, as they are handed out together: the book comes in by itself once the answer has.
  const ours = new SyncPage(page);
  await ours.open();
  await other.takeAnswer(...(await ours.exportFiles()));
  await otherPage.getByRole('button', { name: founding.spaceName }).click();
  await otherPage.getByRole('menuitem', { name: '春晖街道工作簿' }).click();
  await expect(otherPage.getByRole('button', { name: '春晖街道工作簿' })).toBeVisible();
  const theirs = new SyncPage(otherPage);
  await new BookPage(page).openSettings('使用记录');
  await expect(page.getByText(/提供给春晖街道，/)).toBeVisible();
  await ours.open();
  await theirs.open();
  const told = await theirs.take(await ours.exportFiles());
  expect(told).toContain(syncFileWords.intoBook(founding.spaceName));
  const beside = otherPage.getByRole('region', { name: otherSpacesWords.title(1) });
  await expect(beside.getByText(founding.spaceName)).toBeVisible();
  await beside.getByRole('button', { name: otherSpacesWords.useFolder }).click();
  await expect(beside.getByText(otherSpacesWords.received(0))).toBeVisible();
  await expect(beside.getByRole('button', { name: otherSpacesWords.visit })).toBeVisible();
  await axe(otherPage);
  // PIPL 44: whoever asks for the file finds on it whom the book was shown to.
  await new BookPage(page).addPerson('任谷雨');
  await new PeoplePage(page).act(personWords.printFile);
  const disclosed = page.getByRole('article').getByRole('row').filter({ hasText: '对外提供' });
  await expect(disclosed).toContainText('提供给春晖街道');

  // B6: of a removed device from which everything has arrived nothing is asked; a file can be had none the less.
  await ours.open();
  const removed = new SyncPage(joinerPage);
  await removed.open();
  await removed.take(await ours.exportFiles());
  await new BookPage(joinerPage).go('今日');
  await new BookPage(joinerPage).go('同步');
  await expect(removed.headline(syncWords.removedNothing)).toBeVisible();
  const hasFiles = joinerPage.getByRole('button', { name: '导出同步文件', exact: true });
  await expect(hasFiles).toBeHidden();
  await axe(joinerPage);
  await joinerPage.getByRole('button', { name: syncFileWords.removedFiles }).click();
  await expect(hasFiles).toBeVisible();
  await third.close();
  await context.close();
});
