/** What stands on branches, in words (issue 3 "forks and quarantine with what an admin can do", app/members). */
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { MembersView } from '../../../src/lib/app/members/types';
import { err, ok } from '../../../src/lib/kernel/result';
import { heldWords } from '../../../src/lib/text/held';
import { describeMembersError, matterWords as words } from '../../../src/lib/text/members';
import MattersHarness from './MattersHarness.svelte';

type View = Pick<
  MembersView,
  'held' | 'unconfirmed' | 'forks' | 'isLooking' | 'missingKeys' | 'canAdminister'
>;

const forkOf = (name: string, isOnTop: boolean) => ({
  memberId: `member ${name}`,
  deviceId: `device ${name}`,
  name,
  isOnTop
});

const work = {
  memberId: 'member',
  name: '钟离秋',
  isSelf: false,
  records: 3,
  recordIds: ['unknown', 'known', 'new'],
  issued: 2,
  fromMs: 1.7e12,
  toMs: 1.7e12
};

const viewOf = (canAdminister: boolean, held: object = work) =>
  ({
    canAdminister,
    held: [held],
    unconfirmed: [],
    forks: [forkOf('莫小雨', false), forkOf('区连翘', true)],
    isLooking: false,
    missingKeys: []
  }) as unknown as View;

describe.each([390, 1366])('需要处理 at a width of %d', (width) => {
  it('tells a fork and what goes on from one apart, and what is to be done', async () => {
    await page.viewport(width, 844);
    render(MattersHarness, { view: viewOf(false), adopt: () => Promise.resolve(ok(undefined)) });
    await expect.element(page.getByText(words.fork('莫小雨'))).toBeVisible();
    await expect.element(page.getByText(words.onTop('区连翘'))).toBeVisible();
    await expect.element(page.getByText(words.onTopWhy)).toBeVisible();
    await expect.element(page.getByText(words.fork('区连翘'))).not.toBeInTheDocument();
    // Nobody else has anything to press.
    await expect.element(page.getByRole('button')).not.toBeInTheDocument();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});

it('I4: taking in says whose name it will bear, and what stood in its way stays on the screen', async () => {
  const asked: string[] = [];
  const fault = { type: 'overtaken' } as const;
  const adopt = (memberId: string) => {
    asked.push(memberId);
    return Promise.resolve(asked.length === 1 ? err(fault) : ok(undefined));
  };
  render(MattersHarness, { view: viewOf(true), adopt });
  for (const times of [1, 2]) {
    await page.getByRole('button', { name: words.adopt }).click();
    const dialog = page.getByRole('dialog');
    await expect.element(dialog.getByText(words.adoptAsk('钟离秋', 3, 2))).toBeVisible();
    await dialog.getByRole('button', { name: words.adopt }).click();
    await expect.poll(() => asked.length).toBe(times);
    const trouble = page.getByText(describeMembersError(fault));
    if (times === 1) await expect.element(trouble).toBeVisible();
    else await expect.element(trouble).not.toBeInTheDocument();
  }
  expect(asked).toEqual(['member', 'member']);
});

it('while branches are being compared it says so, and nothing is taken in whose count is not known', async () => {
  const props = { adopt: () => Promise.resolve(ok(undefined)) };
  const looking = { ...viewOf(true), isLooking: true };
  const { rerender } = render(MattersHarness, { ...props, view: looking });
  await expect.element(page.getByText(words.looking)).toBeVisible();
  const take = page.getByRole('button', { name: words.adopt });
  await take.click({ force: true });
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await rerender({ ...props, view: viewOf(true) });
  await expect.element(page.getByText(words.looking)).not.toBeInTheDocument();
  await take.click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
});

it('I4: whoever takes it in reads where it is; whoever wrote it reads that nothing is lost, and decides nothing', async () => {
  const props = { adopt: () => Promise.resolve(ok(undefined)) };
  const { rerender } = render(MattersHarness, { ...props, view: viewOf(true) });
  await expect.element(page.getByText(words.heldIn(['司马一同走'], 3))).toBeVisible();
  await rerender({ ...props, view: viewOf(false, { ...work, isSelf: true }) });
  await expect.element(page.getByText(heldWords.own(3))).toBeVisible();
  await expect.element(page.getByText(heldWords.ownWhy)).toBeVisible();
  await expect.element(page.getByText(words.heldWhy)).not.toBeInTheDocument();
  await expect.element(page.getByRole('button')).not.toBeInTheDocument();
});
