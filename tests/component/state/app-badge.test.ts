/** The number on the icon of the installed app (issue 4 今日): a count, and nothing where the browser has no icons. */
import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import BadgeHarness from './BadgeHarness.svelte';

const before = ['setAppBadge', 'clearAppBadge'].map(
  (name) => [name, Object.getOwnPropertyDescriptor(Navigator.prototype, name)] as const
);

function give(name: string, value: unknown): void {
  Object.defineProperty(Navigator.prototype, name, { value, configurable: true, writable: true });
}

afterEach(() => {
  for (const [name, descriptor] of before) {
    if (descriptor) Object.defineProperty(Navigator.prototype, name, descriptor);
    else Reflect.deleteProperty(Navigator.prototype, name);
  }
});

it('shows how many are due, follows the number, and goes with the last', async () => {
  const told: unknown[] = [];
  give('setAppBadge', (count: number) => {
    told.push(count);
    // A system that refuses changes nothing.
    return count === 2 ? Promise.reject(new Error('not installed')) : Promise.resolve();
  });
  give('clearAppBadge', () => {
    told.push('none');
    return Promise.resolve();
  });
  const { rerender } = await render(BadgeHarness, { count: 3 });
  await expect.poll(() => told).toEqual([3]);
  await rerender({ count: 2 });
  await rerender({ count: 0 });
  await expect.poll(() => told).toEqual([3, 2, 'none']);
});

it('asks nothing of a browser without icons', async () => {
  give('setAppBadge', undefined);
  give('clearAppBadge', undefined);
  await render(BadgeHarness, { count: 5 });
  await expect.element(page.getByText('5')).toBeVisible();
});
