/** Half-written forms (UX rules 2 and 5): what 今日 offers, and that giving a draft up can be undone. */
import { describe, expect, it } from 'vitest';
import type { Drafts, Queries, Session } from '../../../src/lib/app/types';
import type { GatedPerson } from '../../../src/lib/domain/consent/gate';
import {
  attendanceDraft,
  parseAttendanceDraft
} from '../../../src/lib/features/batch/attendance-draft';
import { BatchPeople } from '../../../src/lib/features/batch/batch-people.svelte';
import { isBlankList } from '../../../src/lib/features/batch/names-draft';
import { ConsentForm } from '../../../src/lib/features/consent/consent-form.svelte';
import { batchDraft, parseBatchDraft } from '../../../src/lib/features/batch/batch-draft';
import type { Json } from '../../../src/lib/kernel/json';
import type { RecordId } from '../../../src/lib/kernel/ids';
import {
  attendanceDraftKey,
  batchDraftKey,
  consentsDraftKey,
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
    expect(offer(consentsDraftKey)).toEqual([['consents', undefined]]);
    expect(offer(attendanceDraftKey(id('a')))).toEqual([['list', '向小舟']]);
    expect(offer(attendanceDraftKey(id('b')))).toEqual([]);
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
  const names = { chosen: [id('a'), id('b')], open: '向小舟 3号楼', pasted: '祁明远' };
  const kept = batchDraft(names, new Map([['giftMoney', 50_000 as Json]]));
  expect(parseBatchDraft(kept)).toEqual({ ...names, values: [['giftMoney', 50_000]] });
  const odd = { chosen: ['x', id('a')], values: { formerly: 1 } };
  const blank = { open: '', pasted: '' };
  expect(parseBatchDraft(odd)).toEqual({ chosen: [id('a')], ...blank, values: [] });
  expect(parseBatchDraft('text')).toBeUndefined();
});

describe('UX 2: a half-pasted list of names', () => {
  const queries = { nameOf: () => undefined };
  const person = (one: string, name: string): GatedPerson =>
    ({ id: id(one), values: { name } }) as unknown as GatedPerson;
  const register = [person('a', '向小舟'), person('b', '向小舟'), person('c', '祁明远')];
  const list = (onchange?: () => void) =>
    new BatchPeople({ queries } as unknown as Session, [], onchange);

  it('keeps names to be looked at of every list, and comes back with them from what was stored', () => {
    const kept: Json[] = [];
    const first = list(() => kept.push(attendanceDraft(first.draft, 'invited')));
    first.pasted = '向小舟、祁明远';
    first.paste(first.pasted, register);
    first.pasted = '';
    first.paste('柏雪梅', register);
    first.pasted = '卫长青';
    expect([first.chosen, first.doubtful.length, first.unknown]).toEqual([
      [id('c')],
      1,
      ['柏雪梅']
    ]);
    const draft = parseAttendanceDraft(kept.at(-1));
    const told: number[] = [];
    const second = list(() => told.push(second.chosen.length));
    // Meanwhile one of them was registered.
    if (draft) second.begin(draft, [...register, person('d', '柏雪梅')]);
    // Nothing half replaces what is kept.
    expect(new Set(told)).toEqual(new Set([2]));
    expect([draft?.role, second.pasted, second.chosen, second.unknown]).toEqual([
      'invited',
      '卫长青',
      [id('c'), id('d')],
      []
    ]);
    expect(second.doubtful.map(({ people }) => people)).toEqual([[id('a'), id('b')]]);
    second.settle(second.doubtful[0]?.key ?? '', id('b'));
    expect(second.draft).toEqual({
      chosen: [id('c'), id('d'), id('b')],
      open: '',
      pasted: '卫长青'
    });
  });

  it('an empty list is not worth a draft', () => {
    const people = list();
    expect(isBlankList(people.draft)).toBe(true);
    people.pasted = '卫长青';
    expect(isBlankList(people.draft)).toBe(false);
    people.clear();
    expect(isBlankList(people.draft)).toBe(true);
  });
});

describe('UX 2: half-written 批量登记同意', () => {
  const form = () => new ConsentForm({} as Session, () => 3, [], '2026-03-05');

  it('comes back with people, ticks and paper; how a pile was signed alone is no draft', () => {
    const first = form();
    first.channel = 'paper';
    expect(first.draft).toBeUndefined();
    first.selection = new Set([id('a'), id('b')]);
    first.purposes = ['register', 'visit'];
    first.originalsAt = '档案柜 2 层';
    const kept = first.draft ?? null;
    const second = form();
    second.begin(kept, (one) => one === id('a'));
    expect(second.draft).toEqual({ ...(kept as object), people: [id('a')] });
    expect(second.expiresOn).toBe(first.expiresOn);
    second.begin({ people: [id('a'), 5], purposes: ['formerly'], channel: 'x' }, () => true);
    expect([[...second.selection], second.purposes, second.channel]).toEqual([[id('a')], [], '']);
  });
});
