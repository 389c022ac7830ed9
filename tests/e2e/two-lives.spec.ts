/**
 * One device that lives twice, because somebody copied the browser's profile: what each life writes is kept, what meets a
 * colleague's edit becomes a conflict, and what a lost device leaves is taken in on the member screen (DESIGN 5 “Fork”, I3, I4).
 */
import type { Page } from '@playwright/test';
import { conflictWords } from '../../src/lib/text/conflicts';
import { matterWords } from '../../src/lib/text/members';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { MembersPage } from './pages/members.page';
import { PeoplePage } from './pages/people.page';
import { Profiles, type OpenProfile } from './pages/profiles';
import { StartPage } from './pages/start.page';
import { SyncPage } from './pages/sync.page';
import { joinByFile } from './pages/team';

const name = '司马一同走';

async function write(page: Page, field: string, value: string): Promise<void> {
  const people = new PeoplePage(page);
  await people.openNamed(name);
  await page.getByRole('link', { name: '修改', exact: true }).click();
  await people.field(field).first().fill(value);
  await people.save();
  await expect(people.heading(name)).toBeVisible();
  await expect(page.getByText(value).filter({ visible: true }).first()).toBeVisible();
}

async function bring(from: Page, to: Page): Promise<void> {
  const [ours, theirs] = [new SyncPage(from), new SyncPage(to)];
  await ours.open();
  const files = await ours.exportFiles();
  await theirs.open();
  await theirs.take(files);
}

/** The versions between which somebody has to choose. */
async function expectVersions(page: Page, field: string, values: readonly string[]): Promise<void> {
  await new BookPage(page).go('今日');
  await page.getByRole('link', { name: conflictWords.look }).click();
  const versions = new BookPage(page).card(name).getByRole('region', { name: field });
  await expect(versions.getByRole('listitem')).toHaveCount(values.length);
  for (const value of values)
    await expect(versions.getByText(value).filter({ visible: true }).first()).toBeVisible();
}

async function expectShown(page: Page, values: readonly string[]): Promise<void> {
  await new PeoplePage(page).openNamed(name);
  for (const value of values)
    await expect(page.getByText(value).filter({ visible: true }).first()).toBeVisible();
}

test('I3 I4: two lives of one copied profile lose nothing; a lost one is taken in by an administrator', async ({
  page,
  baseURL,
  watcher
}, { project }) => {
  const profiles = new Profiles(watcher, project, baseURL);
  const copyOf = async (one: OpenProfile): Promise<[OpenProfile, OpenProfile]> => {
    await profiles.close(one);
    const copy = profiles.copy(one.folder);
    const lives = [await profiles.open(one.folder), await profiles.open(copy)];
    for (const life of lives) {
      await life.page.goto('./');
      await life.page.getByRole('button', { name: '打开', exact: true }).click();
      await new StartPage(life.page).expectOpen();
    }
    return lives as [OpenProfile, OpenProfile];
  };
  try {
    const colleague = await profiles.open();
    await joinByFile(page, colleague.page);
    await new BookPage(page).addPerson(name);
    await bring(page, colleague.page);
    const [first, second] = await copyOf(colleague);

    await write(first.page, '称呼', '司马老师');
    await write(second.page, '电话 1', '15400000079');
    await write(page, '称呼', '老司马');
    await bring(first.page, page);
    await bring(second.page, page);
    const members = new MembersPage(page);
    await members.open();
    await expect(page.getByText(matterWords.fork('莫小雨'))).toBeVisible();
    await expectShown(page, ['老司马']);

    // It writes again what its lives wrote as soon as it hears of both.
    await bring(page, first.page);
    // Where the files came in it says that there is something to settle.
    await expect(first.page.getByRole('link', { name: conflictWords.look })).toBeVisible();
    await expectVersions(first.page, '称呼', ['司马老师', '老司马']);
    await expectShown(first.page, ['15400000079']);
    await bring(first.page, page);
    await expectVersions(page, '称呼', ['司马老师', '老司马']);
    await page.getByRole('button', { name: conflictWords.keepOf('称呼', '司马老师') }).click();
    await expect(
      page.getByText(conflictWords.noneHere).or(page.getByText(conflictWords.none))
    ).toBeVisible();
    await expectShown(page, ['司马老师', '15400000079']);
    await bring(page, first.page);
    await expectShown(first.page, ['司马老师', '15400000079']);
    await members.open();
    await expect(page.getByText(matterWords.fork('莫小雨'))).toBeHidden();
    const codes = await new SyncPage(page).checkCodes();
    expect(await new SyncPage(first.page).checkCodes()).toEqual(codes.slice(0, 2));

    // Once more; then the machine is gone, and an administrator takes in what stands on both lives.
    const [third, fourth] = await copyOf(first);
    await write(third.page, '称呼', '司马医生');
    await write(fourth.page, '电话 1', '15400000083');
    await write(page, '称呼', '司马先生');
    await bring(third.page, page);
    await bring(fourth.page, page);
    await members.open();
    await members.removeLost('莫小雨');
    await members.adopt();
    await expectVersions(page, '称呼', ['司马医生', '司马先生']);
    await expect(page.getByText(/^莫小雨.*由区连翘.*补写$/)).toBeVisible();
    await expectShown(page, ['15400000083']);
  } finally {
    await profiles.remove();
  }
});
