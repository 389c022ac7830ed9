/** What 立即同步 said goes when something newer was done (issue 3). */
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { actions } from '../../../src/lib/text/actions';
import { syncWords as words } from '../../../src/lib/text/sync';
import SyncNowHarness from './SyncNowHarness.svelte';

const button = page.getByRole('button', { name: actions.syncNow });
const noWay = page.getByText(words.noWay);

it('that nothing is open stands until files, codes or a folder have synchronised', async () => {
  const { rerender } = render(SyncNowHarness, { lastSuccessMs: 900 });
  await button.click();
  await expect.element(noWay).toBeVisible();
  await rerender({ others: 1 });
  await expect.element(noWay).not.toBeInTheDocument();
  await button.click();
  await expect.element(noWay).toBeVisible();
  await rerender({ lastSuccessMs: 2000 });
  await expect.element(noWay).not.toBeInTheDocument();
});

it('how much came and went stands until files are taken in; a visit by itself does not take it away', async () => {
  const { rerender } = render(SyncNowHarness, { report: { received: 3, offered: 1 } });
  const outcome = page.getByText(words.nowDone(3, 1));
  await button.click();
  await expect.element(outcome).toBeVisible();
  await rerender({ lastSuccessMs: 2000 });
  await expect.element(outcome).toBeVisible();
  await rerender({ others: 1 });
  await expect.element(outcome).not.toBeInTheDocument();
});
