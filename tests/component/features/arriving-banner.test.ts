/** What every page says while a book comes in (issue 3 "usable after members and people arrive", app/sync Y13). */
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { createArrivals } from '../../../src/lib/app/sync/arriving';
import type { PeopleSnapshot } from '../../../src/lib/app/types';
import { createSource } from '../../../src/lib/kernel/watchable';
import { arrivingWords as words } from '../../../src/lib/text/sync';
import ArrivingHarness from './ArrivingHarness.svelte';

const peopleOf = (count: number) =>
  ({ all: Array.from({ length: count }) }) as unknown as Pick<PeopleSnapshot, 'all'>;

describe('the banner of what comes in', () => {
  it('Y13 counts what came of how much, says who is here already, leads to 同步 and stops it', async () => {
    await page.viewport(390, 844);
    const arrivals = createArrivals();
    const people = createSource(peopleOf(0));
    render(ArrivingHarness, { arrivals, people, place: 'people' });
    let stops = 0;
    const arrival = arrivals.begin('relay', () => stops++);
    // What is here in a moment is not worth a word.
    arrival.tell({ received: 3, total: 20, bytes: undefined });
    await expect.element(page.getByRole('status')).not.toBeInTheDocument();
    arrival.tell({ received: 150, total: 1200, bytes: undefined });
    await expect.element(page.getByText(words.received(150, 1200))).toBeVisible();
    await expect.element(page.getByText(words.soon)).toBeVisible();
    people.set(peopleOf(812));
    await expect.element(page.getByText(words.usable(812))).toBeVisible();
    await expect
      .element(page.getByRole('link', { name: words.open }))
      .toHaveAttribute('href', '/sync');
    await page.getByRole('button', { name: words.stop }).click();
    expect(stops).toBe(1);
    const width = document.documentElement.scrollWidth;
    expect(width).toBeLessThanOrEqual(390);
    arrival.end();
    await expect.element(page.getByRole('status')).not.toBeInTheDocument();
  });

  it('of a file the bytes are told, and on 同步 itself the page says it in its place', async () => {
    const arrivals = createArrivals();
    const { rerender } = render(ArrivingHarness, {
      arrivals,
      people: createSource(peopleOf(5)),
      place: 'today'
    });
    const arrival = arrivals.begin('file', () => undefined);
    arrival.tell({ received: 9, total: undefined, bytes: { done: 300_000, total: 2_000_000 } });
    const title = `${words.received(9, undefined)}，${words.bytes(300_000, 2_000_000)}`;
    await expect.element(page.getByText(title)).toBeVisible();
    await rerender({ place: 'sync' });
    await expect.element(page.getByText(title)).not.toBeInTheDocument();
  });
});
