/** What is said once files have been handed out (issue 3 "Four ways to travel", transports/SPEC B). */
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { syncFileWords as words } from '../../../src/lib/text/sync';
import ExportHarness from './ExportHarness.svelte';

const receipt = page.getByText(words.receiptMade('和风里_同步回执.txb'));

it('a receipt that was exported is named, and to whom it goes; not where nothing was saved', async () => {
  const { rerender } = render(ExportHarness, { delivery: 'saved' });
  await page.getByRole('button', { name: words.makeReceipt }).click();
  await expect.element(receipt).toBeVisible();
  await rerender({ delivery: 'blocked' });
  await page.getByRole('button', { name: words.makeReceipt }).click();
  await expect.element(page.getByText(words.blocked)).toBeVisible();
  await expect.element(receipt).not.toBeInTheDocument();
});

it('what was exported is said until something newer was done, and a later export says it anew', async () => {
  const { rerender } = render(ExportHarness);
  await page.getByRole('button', { name: words.makeReceipt }).click();
  await page.getByRole('button', { name: words.make, exact: true }).click();
  await expect.element(page.getByText(words.made(2))).toBeVisible();
  await expect.element(receipt).toBeVisible();
  await rerender({ deeds: 1 });
  await expect.element(page.getByText(words.made(2))).not.toBeInTheDocument();
  await expect.element(receipt).not.toBeInTheDocument();
  await page.getByRole('button', { name: words.make, exact: true }).click();
  await expect.element(page.getByText(words.made(2))).toBeVisible();
  await expect.element(receipt).not.toBeInTheDocument();
});
