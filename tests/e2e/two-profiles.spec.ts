/**
 * Two browser profiles on disk with nothing in common (issue 3 "Proof"): joined by link and file, a thousand people on each
 * side without a network, one clock ten years off, and a device that is removed (I1, I2, I4, I6; DESIGN 3, 5; Y4).
 */
import type { Page } from '@playwright/test';
import { people } from '../../src/lib/text/people';
import { heldWords } from '../../src/lib/text/held';
import { shell } from '../../src/lib/text/shell';
import { syncFileWords } from '../../src/lib/text/sync';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { ImportPage } from './pages/import.page';
import { MembersPage } from './pages/members.page';
import { Profiles } from './pages/profiles';
import { SyncPage } from './pages/sync.page';
import { joinByFile } from './pages/team';

test.use({ hasServiceWorker: true });

const tenYearsMs = 10 * 365.25 * 86_400_000;

/** Its clock is wrong by as much, and runs. */
function moveClock(byMs: number): void {
  const RealDate = Date;
  const now = (): number => RealDate.now() + byMs;
  window.Date = new Proxy(RealDate, {
    construct: (of, given: unknown[]) =>
      Reflect.construct(of, given.length > 0 ? given : [now()]) as object,
    get: (of, name) => (name === 'now' ? now : (Reflect.get(of, name) as unknown))
  });
}

/** People who share neither name and telephone nor anything else with those of another series. */
function ledgerOf(series: number, rows: number): Buffer {
  const lines = ['姓名,性别,联系电话,工作单位'];
  const names = '安白柏蔡岑常陈程戴邓丁董杜段方冯高龚顾郭韩何侯胡黄贾江姜蒋金孔赖雷黎';
  for (let at = 0; at < rows; at++) {
    const name = [at, at * 7, at * 13].map((n) => names[(n + series) % names.length]).join('');
    lines.push(`${name},女,154${series}${String(at).padStart(7, '0')},第${at}单位`);
  }
  return Buffer.from(`\uFEFF${lines.join('\r\n')}`, 'utf8');
}

async function bring(page: Page, series: number): Promise<void> {
  const ledger = new ImportPage(page);
  await new BookPage(page).go('今日');
  await ledger.open();
  await ledger.choose({
    name: `名册${series}.csv`,
    mimeType: 'text/csv',
    buffer: ledgerOf(series, 1000)
  });
  await ledger.expectSheets();
  await ledger.nextToCheck();
  await ledger.write();
  await ledger.expectDone('新增 1,000 人');
}

async function expectCount(page: Page, count: number): Promise<void> {
  await new BookPage(page).follow('/people/');
  await expect(page.getByText(people.count(count, count)).first()).toBeVisible();
}

test('I1 I2 I4 I6 Y4: 1,000 people on each side offline, a clock ten years off, one list and equal 核对码; then a lost device', async ({
  baseURL,
  watcher
}, { project }) => {
  const profiles = new Profiles(watcher, project, baseURL);
  try {
    const own = await profiles.open();
    const other = await profiles.open(undefined, async (context) => {
      await context.addInitScript(moveClock, -tenYearsMs);
    });
    const [page, joiner] = [own.page, other.page];
    await joinByFile(page, joiner);
    const [ours, theirs] = [new SyncPage(page), new SyncPage(joiner)];
    await ours.open();
    await theirs.open();
    await theirs.take(await ours.exportFiles());
    for (const one of [page, joiner]) {
      await one.evaluate(() => navigator.serviceWorker.ready);
      await expect
        .poll(() => one.evaluate(() => navigator.serviceWorker.controller !== null))
        .toBe(true);
      await one.context().setOffline(true);
    }
    for (const [side, series] of [
      [page, 1],
      [joiner, 2]
    ] as const) {
      await bring(side, series);
    }
    for (const one of [ours, theirs]) await one.open();
    await ours.take(await theirs.exportFiles());
    await ours.open();
    await theirs.take(await ours.exportFiles());
    for (const one of [page, joiner]) await expectCount(one, 2000);
    const codes = await ours.checkCodes();
    expect(await theirs.checkCodes()).toEqual(codes.slice(0, 2));
    await expect(joiner.getByText('一致', { exact: true })).toHaveCount(2);
    // To a clock that is behind, everybody else's is ahead.
    await theirs.open();
    await expect(joiner.getByText(/对方的电脑时间快了约 365\d 天/)).toBeVisible();

    // DESIGN 5: what a lost device wrote unaware is held, and one click admits it; nothing written since opens there.
    await new BookPage(joiner).addPerson('司马一同走');
    await theirs.open();
    const late = await theirs.exportFiles();
    const members = new MembersPage(page);
    await members.open();
    await members.removeLost('莫小雨');
    await new BookPage(page).addPerson('上官听雨');
    await ours.open();
    await ours.take(late);
    // Nothing else would tell of it: it changes no record.
    await expect(page.getByText(heldWords.of(['莫小雨']))).toBeVisible();
    const after = await ours.exportFiles();
    await members.open();
    await members.adopt();
    await expectCount(page, 2002);
    await theirs.open();
    const told = await theirs.take(after);
    expect(told).toContain(syncFileWords.faults['removed-here']);
    // Its own late entry is held there too, and that it was adopted comes under a key that it has not.
    await expectCount(joiner, 2000);
    await new BookPage(joiner).go('同步');
    await expect(joiner.getByText(shell.removedTitle)).toBeVisible();
    await expect(joiner.getByText('收不收由管理员决定')).toBeVisible();
    await expect(joiner.getByText(heldWords.own(1))).toBeVisible();
    // B6: it hands over what it wrote and is offered nothing to take in; a file that comes all the same is answered.
    await expect(joiner.getByLabel(syncFileWords.choose)).toHaveCount(0);
    await expect(joiner.getByText(syncFileWords.takeTitle)).toHaveCount(0);
    expect(await theirs.exportFiles()).not.toHaveLength(0);
    expect(await theirs.drop(after)).toContain(syncFileWords.faults['removed-here']);
  } finally {
    await profiles.remove();
  }
});
