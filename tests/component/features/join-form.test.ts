/** What the form says of a link, before and after asking with it (issue 3, DESIGN 5). */
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { describeLinkFault, joinWords as words } from '../../../src/lib/text/members';
import JoinFormHarness from './JoinFormHarness.svelte';

const box = page.getByRole('textbox', { name: words.linkLabel });
const submit = page.getByRole('button', { name: words.submit });
const broken = page.getByText(describeLinkFault({ type: 'damaged-link' }));

describe('加入工作簿', () => {
  it('a link that can be read is whole, and no more than that is said of it', async () => {
    render(JoinFormHarness, { given: '#/join/whole', asked: [] });
    await expect.element(page.getByText(words.found)).toBeVisible();
    await expect.element(page.getByText(words.decidedThere)).toBeVisible();
    await expect.element(box).not.toBeInTheDocument();
    await expect.element(page.getByText('有效')).not.toBeInTheDocument();
  });

  it('half a link in the address: the page that asks for the whole one takes it', async () => {
    const asked: string[] = [];
    const { rerender } = render(JoinFormHarness, { given: '#/join/hal', asked });
    await expect.element(broken).toBeVisible();
    await box.fill('请看：#/join/whole-typed');
    await expect.element(page.getByText(words.found)).toBeVisible();
    await expect.element(broken).not.toBeInTheDocument();
    await submit.click();
    expect(asked).toEqual(['请看：#/join/whole-typed']);
    // Opened anew with another link, it is that one that counts.
    await rerender({ given: '#/join/whole' });
    await expect.element(box).not.toBeInTheDocument();
    await submit.click();
    await expect.poll(() => asked).toHaveLength(2);
    expect(asked[1]).toBe('#/join/whole');
  });

  it('what went wrong with one link goes with it, and the next one can be asked with', async () => {
    const asked: string[] = [];
    render(JoinFormHarness, { given: '', asked });
    await box.fill('#/join/whole-own');
    await submit.click();
    await expect.element(page.getByText(words.alreadyMember)).toBeVisible();
    await expect.element(submit).not.toBeInTheDocument();
    await box.fill('#/join/whole-other');
    await expect.element(page.getByText(words.alreadyMember)).not.toBeInTheDocument();
    await submit.click();
    await expect.poll(() => asked).toEqual(['#/join/whole-own', '#/join/whole-other']);
  });
});
