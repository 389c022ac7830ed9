/** Whose device asks to join, in words: a colleague's, or a further one of whoever lets in (issue 3, DESIGN 2 and 5). */
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { AnswerItem, MemberItem, RequestItem } from '../../../src/lib/app/members/types';
import { membersWords as words, outsideWords } from '../../../src/lib/text/members';
import RequestsHarness from './RequestsHarness.svelte';

const self = { id: 'self', devices: [{ id: 'phone' }] } as unknown as MemberItem;
const requestBy = (memberId: string | null) =>
  ({
    id: 'request',
    name: '方文',
    grant: { role: 'admin', scopes: ['general'] },
    invitation: { memberId, label: '手机' },
    fingerprint: '0000 1111 2222 3333 4444',
    earlierUses: 0
  }) as unknown as RequestItem;
const answerTo = (deviceId: string) =>
  ({ id: 'request', name: '方文', deviceId }) as unknown as AnswerItem;

const outside = page.getByRole('checkbox', { name: outsideWords.label });

describe('等待您确认的申请', () => {
  it('of one’s own further device: two screens are compared, and nobody asks for its unit', async () => {
    render(RequestsHarness, {
      requests: [requestBy('self')],
      answers: [answerTo('phone')],
      self
    });
    await expect.element(page.getByText(words.ownRequestOf('方文'))).toBeVisible();
    await expect.element(page.getByText(words.ownCompare)).toBeVisible();
    await expect.element(outside).not.toBeInTheDocument();
    await page.getByRole('button', { name: words.ownExportAnswer }).click();
    await expect
      .element(page.getByText(words.ownAnswerExported('同心簿_加入答复.txjoin')))
      .toBeVisible();
  });

  it.each([null, 'other'])('of somebody else (%s): as of a colleague', async (memberId) => {
    render(RequestsHarness, {
      requests: [requestBy(memberId)],
      answers: [answerTo('theirs')],
      self
    });
    await expect.element(page.getByText(words.requestOf('方文'))).toBeVisible();
    await expect.element(page.getByText(words.compare)).toBeVisible();
    await expect.element(outside).toBeVisible();
    await page.getByRole('button', { name: words.exportAnswer('方文') }).click();
    await expect
      .element(page.getByText(words.answerExported('同心簿_加入答复.txjoin', '方文')))
      .toBeVisible();
  });
});
