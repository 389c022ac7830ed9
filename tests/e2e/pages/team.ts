/** Two devices of one book: the second is admitted by link and file. */
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import type { Watcher } from '../fixtures';
import { MembersPage } from './members.page';
import { StartPage } from './start.page';

export interface Team {
  readonly owner: Page;
  readonly joiner: Page;
  readonly joinerContext: BrowserContext;
}

/** `owner`: a page of an empty profile. `prepare` runs in the second profile before its first page. */
export async function createTeam(
  owner: Page,
  {
    browser,
    baseURL,
    watcher
  }: { browser: Browser; baseURL: string | undefined; watcher: Watcher },
  prepare: (context: BrowserContext) => Promise<void> = async () => undefined,
  role = '录入员'
): Promise<Team> {
  const joinerContext = await browser.newContext({ ...(baseURL !== undefined && { baseURL }) });
  await watcher.watch(joinerContext);
  await prepare(joinerContext);
  const joiner = await joinerContext.newPage();
  await joinByFile(owner, joiner, role);
  return { owner, joiner, joinerContext };
}

/** Founds a book on one page of an empty profile and admits the other, by link and files. */
export async function joinByFile(owner: Page, joiner: Page, role = '录入员'): Promise<void> {
  await foundTeamBook(owner);
  const inviting = new MembersPage(owner);
  await inviting.open();
  const link = await inviting.invite('莫小雨', role);
  await inviting.closeDialog();

  const joining = new MembersPage(joiner);
  await askByLink(joiner, link);
  await inviting.takeRequest(await joining.save('导出申请文件'));
  await owner.getByRole('button', { name: '数字一样，确认加入' }).click();
  await joining.takeAnswer(await inviting.save('导出给莫小雨的答复'));
  await new StartPage(joiner).expectOpen();
  await expect(joiner.getByRole('button', { name: '锁定', exact: true })).toBeVisible();
}

/** The book of the team, on a page of an empty profile. */
export async function foundTeamBook(owner: Page): Promise<void> {
  const ownStart = new StartPage(owner);
  await ownStart.open();
  await ownStart.foundAndConfirm({
    spaceName: '和风里社区工作簿',
    workerName: '区连翘',
    passphrase: null
  });
}

/** Opens the link in an empty profile and asks to be let in. */
export async function askByLink(joiner: Page, link: string): Promise<void> {
  await joiner.goto(link);
  await joiner.getByLabel('您的姓名').fill('莫小雨');
  await joiner.getByLabel('暂不设口令').check();
  await joiner.getByRole('button', { name: '申请加入' }).click();
}
