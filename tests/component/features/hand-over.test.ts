/** 交接 tells what changed, and nothing else (UX rule 7). */
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { MemberItem } from '../../../src/lib/app/members/types';
import { grantText, handOverWords as words } from '../../../src/lib/text/members';
import HandOverHarness from './HandOverHarness.svelte';

const grant = { role: 'owner', scopes: ['general', 'sensitive', 'reports'] } as const;
const memberOf = (name: string) => ({ id: name, name, grant }) as unknown as MemberItem;
const [leaver, heir] = ['区连翘', '王桂芳'];
const granted = words.granted(heir, grantText(grant));

async function handOver(props: {
  workers: string[];
  work: number;
  outcome: 'given' | 'unchanged';
}) {
  // On a phone two notices come one after the other.
  await page.viewport(1366, 800);
  render(HandOverHarness, { ...props, member: memberOf(leaver), heir: memberOf(heir) });
  await page.getByRole('combobox', { name: words.heir }).selectOptions(heir);
  await page.getByRole('button', { name: words.confirm, exact: true }).click();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
}

it('work alone: nothing is said of a grant that stayed as it was', async () => {
  await handOver({ workers: [leaver, heir], work: 1, outcome: 'unchanged' });
  await expect.element(page.getByText(words.moved(1, heir))).toBeVisible();
  await expect.element(page.getByText(granted)).not.toBeInTheDocument();
});

it('a grant that the successor did not have is told beside the work', async () => {
  await handOver({ workers: [leaver, heir], work: 2, outcome: 'given' });
  await expect.element(page.getByText(words.moved(2, heir))).toBeVisible();
  await expect.element(page.getByText(granted)).toBeVisible();
});

it('where nothing was to be handed over, that is said', async () => {
  await handOver({ workers: [], work: 0, outcome: 'unchanged' });
  await expect.element(page.getByText(words.nothing)).toBeVisible();
});
