/** Half-written forms (UX rules 2 and 5): what 今日 offers, and that giving a draft up can be undone. */
import { describe, expect, it } from 'vitest';
import type { Drafts, Queries, Session } from '../../../src/lib/app/types';
import { batchDraft, parseBatchDraft } from '../../../src/lib/features/batch/batch-draft';
import type { Json } from '../../../src/lib/kernel/json';
import type { RecordId } from '../../../src/lib/kernel/ids';
import {
  batchDraftKey,
  draftOffers,
  personDraftKey,
  recordDraftKey,
  visitDraftKey
} from '../../../src/lib/state/draft-offers';
import { RecordForm } from '../../../src/lib/state/record-form.svelte';

const id = (digit: string): RecordId => digit.repeat(32) as RecordId;

function memoryDrafts(): Drafts & { readonly held: Map<string, Json> } {
  const held = new Map<string, Json>();
  return {
    held,
    save: (key, value) => Promise.resolve(void held.set(key, value)),
    load: (key) => Promise.resolve(held.get(key)),
    clear: (key) => Promise.resolve(void held.delete(key)),
    keys: () => Promise.resolve([...held.keys()])
  };
}

describe('what 今日 offers', () => {
  const queries = {
    nameOf: (_kind: string, one: string) => (one === id('a') ? '向小舟' : undefined)
  };
  const offer = (key: string) =>
    draftOffers([key], queries as unknown as Queries, (kind) =>
      kind === 'reception' ? '接待' : undefined
    ).map(({ type, name }) => [type, name]);

  it('UX 2: every kind of form, by what it is about', () => {
    expect(offer(visitDraftKey(undefined, undefined))).toEqual([['new-visit', undefined]]);
    expect(offer(visitDraftKey(undefined, id('a')))).toEqual([['new-visit', '向小舟']]);
    expect(offer(personDraftKey(undefined))).toEqual([['new-person', undefined]]);
    expect(offer(recordDraftKey('reception', undefined))).toEqual([['new-record', '接待']]);
    expect(offer(recordDraftKey('reception', id('b')))).toEqual([['record', '接待']]);
    expect(offer(batchDraftKey)).toEqual([['batch', undefined]]);
  });

  it('I14: nobody hidden, no kind unknown, no choice of columns', () => {
    for (const key of [personDraftKey(id('c')), 'record/future/new', 'columns/need']) {
      expect(offer(key)).toEqual([]);
    }
  });
});

describe('giving a draft up', () => {
  const key = recordDraftKey('need', undefined);
  const open = (drafts: Drafts, write?: ConstructorParameters<typeof RecordForm>[0]['write']) =>
    new RecordForm({
      session: { drafts } as unknown as Session,
      kind: 'need',
      id: undefined,
      names: ['content', 'type'],
      start: { type: 'papers' },
      draftKey: key,
      ...(write && { write })
    });

  it('UX 5: empties the form and is undone with every word', async () => {
    const drafts = memoryDrafts();
    drafts.held.set(key, { content: '想办居住证' });
    const form = open(drafts);
    await form.restore();
    const takeBack = await form.discardDraft();
    expect([form.values, form.isRestored, drafts.held.size]).toEqual([
      { type: 'papers' },
      false,
      0
    ]);
    takeBack();
    expect([form.values['content'], form.isRestored]).toEqual(['想办居住证', true]);
    await expect.poll(() => drafts.held.get(key)).toMatchObject({ content: '想办居住证' });
  });

  it('a form stops complaining with the last problem mended', async () => {
    const fields = { content: '请填写内容', type: '请填写类型' };
    const refused = { ok: false, error: { type: 'invalid', fields, message: '' } } as const;
    const form = open(memoryDrafts(), () => Promise.resolve(refused as never));
    await form.save();
    form.set('content', '楼道灯');
    expect([Object.keys(form.errors), form.refusal?.type]).toEqual([['type'], 'invalid']);
    form.set('type', 'other');
    expect([form.errors, form.refusal]).toEqual([{}, undefined]);
  });
});

it('a batch comes back as it was left; what is not known falls away', () => {
  const kept = batchDraft([id('a'), id('b')], new Map([['giftMoney', 50_000 as Json]]));
  expect(parseBatchDraft(kept)).toEqual({
    chosen: [id('a'), id('b')],
    values: [['giftMoney', 50_000]]
  });
  const odd = { chosen: ['x', id('a')], values: { formerly: 1 } };
  expect(parseBatchDraft(odd)).toEqual({ chosen: [id('a')], values: [] });
  expect(parseBatchDraft('text')).toBeUndefined();
});
