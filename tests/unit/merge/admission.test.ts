import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Hlc } from '../../../src/lib/kernel/hlc';
import type { DeviceId } from '../../../src/lib/kernel/ids';
import { admit } from '../../../src/lib/merge/admission';
import { defaultLimits } from '../../../src/lib/merge/admission-error';
import { edit, type FieldOp } from '../../../src/lib/merge/edit';
import { createWriterSlot } from '../../../src/lib/merge/field-key';
import { project } from '../../../src/lib/merge/project';
import {
  applyTrusted,
  canonicalUpdate,
  encodeState,
  joinUpdates,
  openRecord,
  type RecordDoc
} from '../../../src/lib/merge/record-doc';

const recordId = 'ab'.repeat(16);
const slotOf = (index: number) =>
  createWriterSlot(index.toString(16).padStart(2, '0').repeat(16) as DeviceId, 1);
const honest = { slot: slotOf(1), clientId: 101 };
const hostile = { slot: slotOf(2), clientId: 102 };
type Writer = typeof honest;

let stamp = 0;
function write(record: RecordDoc, writer: Writer, ...ops: FieldOp[]): Uint8Array {
  const update = edit(
    { ...record, clientId: writer.clientId },
    writer.slot,
    ops,
    () => ++stamp as Hlc
  );
  if (update === undefined) throw new Error('nothing written');
  return update;
}

/** A record with one honest creation and one honest text. */
function held(): RecordDoc {
  const record = openRecord(recordId, 900);
  write(record, honest, { type: 'create', values: { name: '王小明', sex: '男' } });
  write(
    record,
    honest,
    { type: 'set', key: 'name', value: '王晓明' },
    { type: 'text', key: 'notes', text: '来过' }
  );
  return record;
}

/** What a hostile client writes over a copy of the record with plain Yjs. */
function forge(
  record: RecordDoc,
  tamper: (doc: Y.Doc) => void,
  clientId = hostile.clientId
): Uint8Array {
  const doc = new Y.Doc({ guid: recordId });
  Y.applyUpdate(doc, encodeState(record));
  doc.clientID = clientId;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  doc.transact(() => tamper(doc));
  return canonicalUpdate(updates[0] ?? new Uint8Array());
}

const put = (key: string, value: unknown) => (doc: Y.Doc) => doc.getMap('r').set(key, value);
const value = (over: Record<string, unknown> = {}) => ({
  v: 'x',
  hlc: 5,
  seq: 1,
  seen: {},
  ...over
});

/** The verdict's type; fails when the held record changed or the verdict is a throw. */
function verdictOf(
  record: RecordDoc,
  update: Uint8Array,
  author: Writer & { hlc?: Hlc } = hostile,
  limits = defaultLimits
): string {
  const before = encodeState(record);
  const verdict = admit(record, update, author, limits);
  expect(encodeState(record)).toEqual(before);
  return verdict.ok ? 'ok' : verdict.error.type;
}

describe('M7 admission of what honest writers send', () => {
  it('takes an edit, and leaves the given document as it was', () => {
    const record = held();
    const copy = openRecord(recordId, hostile.clientId, encodeState(record));
    const update = write(
      copy,
      hostile,
      { type: 'set', key: 'sex', value: '女' },
      { type: 'text', key: 'notes', text: '又来过' }
    );
    const verdict = admit(record, update, hostile);
    expect(verdict.ok && project(verdict.value)).toEqual(project(copy));
    expect(project(record).fields.get('sex')?.value).toBe('男');
  });

  it('asks for what is missing: an earlier edit, or the text that was built on', () => {
    const record = held();
    const copy = openRecord(recordId, hostile.clientId, encodeState(record));
    write(copy, hostile, { type: 'set', key: 'sex', value: '女' });
    const second = write(copy, hostile, { type: 'set', key: 'sex', value: null });
    const typed = write(held(), hostile, { type: 'text', key: 'notes', text: '没来过' });
    expect(verdictOf(record, second)).toBe('missing-deps');
    expect(verdictOf(openRecord(recordId, 0), typed)).toBe('missing-deps');
  });

  it('knows a duplicate', () => {
    const record = openRecord(recordId, 0);
    const update = write(openRecord(recordId, 0), honest, {
      type: 'create',
      values: { name: '王小明' }
    });
    const first = admit(record, update, honest);
    expect(first.ok && verdictOf(first.value, update, honest)).toBe('already-held');
  });

  it('takes joined edits of one writer', () => {
    const source = openRecord(recordId, 0);
    const updates = [
      write(source, honest, { type: 'create', values: { name: '王小明' } }),
      write(source, honest, { type: 'set', key: 'name', value: '甲' }),
      write(
        source,
        honest,
        { type: 'set', key: 'name', value: '乙' },
        { type: 'set', key: 'deleted', value: true }
      )
    ];
    expect(verdictOf(openRecord(recordId, 0), joinUpdates(updates), honest)).toBe('ok');
  });
});

describe('I4 I5 admission refuses', () => {
  const cases: readonly (readonly [string, string, (doc: Y.Doc) => void])[] = [
    ['another slot’s key', 'foreign-key', put(`name@${honest.slot}`, value())],
    ['another slot’s new key', 'foreign-key', put(`title@${honest.slot}`, value())],
    ['a key without a slot', 'foreign-key', put('name', value())],
    [
      'a deletion of another’s value',
      'foreign-delete',
      (doc) => {
        put(`sex@${hostile.slot}`, value({ seen: { [honest.slot]: 1 } }))(doc);
        doc.getMap('r').delete(`name@${honest.slot}`);
      }
    ],
    ['a bare deletion', 'malformed', (doc) => doc.getMap('r').delete(`name@${honest.slot}`)],
    [
      'a value that was deleted again',
      'malformed',
      (doc) => {
        put(`name@${hostile.slot}`, value())(doc);
        doc.getMap('r').delete(`name@${hostile.slot}`);
      }
    ],
    ['a nested type', 'malformed', put(`name@${hostile.slot}`, new Y.Map())],
    ['bytes as a value', 'malformed', put(`name@${hostile.slot}`, new Uint8Array([1]))],
    ['a list in the map', 'malformed', (doc) => doc.getArray('r').insert(0, ['x'])],
    ['another root', 'malformed', (doc) => doc.getMap('evil').set(`name@${hostile.slot}`, value())],
    ['text in another root', 'malformed', (doc) => doc.getText('r').insert(0, 'x')],
    ['formatted text', 'malformed', (doc) => doc.getText('t/notes').format(0, 1, { bold: true })],
    ['an embed in a text', 'malformed', (doc) => doc.getText('t/notes').insertEmbed(0, { a: 1 })],
    ['text without its marker', 'malformed', (doc) => doc.getText('t/notes').insert(0, 'x')],
    [
      'text with another text’s marker',
      'bad-value',
      (doc) => {
        put(`t/other@${hostile.slot}`, value({ v: null }))(doc);
        doc.getText('t/notes').delete(0, 1);
      }
    ],
    ['a marker with a value', 'bad-value', put(`t/notes@${hostile.slot}`, value())],
    ['a value of another shape', 'bad-value', put(`name@${hostile.slot}`, 'x')],
    ['a member too many', 'bad-value', put(`name@${hostile.slot}`, { ...value(), extra: 1 })],
    ['a stamp that is none', 'bad-value', put(`name@${hostile.slot}`, value({ hlc: -1 }))],
    ['not a number', 'bad-value', put(`name@${hostile.slot}`, value({ v: Number.NaN }))],
    ['undefined', 'bad-value', put(`name@${hostile.slot}`, value({ v: undefined }))],
    ['a sequence ahead of its line', 'bad-value', put(`name@${hostile.slot}`, value({ seq: 2 }))],
    ['a sequence of nought', 'bad-value', put(`name@${hostile.slot}`, value({ seq: 0 }))],
    [
      'a claim on its own future',
      'bad-value',
      put(`name@${hostile.slot}`, value({ seen: { [hostile.slot]: 7 } }))
    ],
    ['a vector over no slots', 'bad-value', put(`name@${hostile.slot}`, value({ seen: { x: 1 } }))],
    ['a deletion that is neither yes nor no', 'bad-value', put(`deleted@${hostile.slot}`, value())],
    [
      'a base with a bad key',
      'bad-value',
      put(`base@${hostile.slot}`, { v: { 'a b': 1 }, hlc: 5, seq: 1 })
    ],
    [
      'a base that deletes',
      'bad-value',
      put(`base@${hostile.slot}`, { v: { deleted: true }, hlc: 5, seq: 1 })
    ],
    [
      'a value too deep',
      'bad-value',
      put(`name@${hostile.slot}`, value({ v: [[[[[[[[[[]]]]]]]]]] }))
    ]
  ];
  it.each(cases)('%s (%s)', (_name, type, tamper) => {
    const record = held();
    expect(verdictOf(record, forge(record, tamper))).toBe(type);
  });

  it('another client id, even of a writer of the record', () => {
    const record = held();
    const update = forge(record, put(`name@${hostile.slot}`, value()), 777);
    expect(verdictOf(record, update)).toBe('foreign-client');
    const own = forge(record, put(`title@${honest.slot}`, value({ seq: 3 })), honest.clientId);
    expect(verdictOf(record, own)).toBe('foreign-client');
    expect(verdictOf(record, own, honest)).toBe('ok');
  });

  it('other content under used clocks', () => {
    const record = openRecord(recordId, 0);
    applyTrusted(record, forge(openRecord(recordId, 0), put(`name@${hostile.slot}`, value())));
    const other = forge(openRecord(recordId, 0), put(`name@${hostile.slot}`, value({ v: 'y' })));
    expect(verdictOf(record, other)).toBe('already-held');
  });

  it('a seen that shrinks, or denies the own value before', () => {
    const record = held();
    const first = admit(
      record,
      forge(record, put(`name@${hostile.slot}`, value({ seen: { [honest.slot]: 2 } }))),
      hostile
    );
    if (!first.ok) throw new Error(first.error.type);
    const next = (seen: object): Uint8Array =>
      forge(first.value, put(`name@${hostile.slot}`, value({ seq: 2, seen })));
    expect(verdictOf(first.value, next({ [hostile.slot]: 1 }))).toBe('bad-value');
    expect(verdictOf(first.value, next({ [honest.slot]: 2 }))).toBe('bad-value');
    expect(verdictOf(first.value, next({ [honest.slot]: 2, [hostile.slot]: 1 }))).toBe('ok');
  });

  it('a second base, and a base after other values', () => {
    const record = held();
    const base = (v: string) => put(`base@${hostile.slot}`, { v: { name: v }, hlc: 5, seq: 1 });
    const first = admit(record, forge(record, base('x')), hostile);
    expect(first.ok && verdictOf(first.value, forge(first.value, base('y')))).toBe('bad-value');
    const late = admit(record, forge(record, put(`name@${hostile.slot}`, value())), hostile);
    expect(late.ok && verdictOf(late.value, forge(late.value, base('y')))).toBe('bad-value');
  });

  it('a key left without its value', () => {
    const record = held();
    const name = forge(record, put(`name@${hostile.slot}`, value()));
    const first = admit(record, name, hostile);
    if (!first.ok) throw new Error(first.error.type);
    const update = forge(first.value, (doc) => {
      put(`sex@${hostile.slot}`, value({ seq: 2 }))(doc);
      doc.getMap('r').delete(`name@${hostile.slot}`);
    });
    expect(verdictOf(first.value, update)).toBe('bad-value');
  });

  it('a stamp later than its entry’s', () => {
    const record = held();
    const update = forge(record, put(`name@${hostile.slot}`, value({ hlc: 6 })));
    expect(verdictOf(record, update, { ...hostile, hlc: 5 as Hlc })).toBe('bad-value');
    expect(verdictOf(record, update, { ...hostile, hlc: 6 as Hlc })).toBe('ok');
  });

  it('growth past each bound', () => {
    const record = held();
    const long = forge(record, put(`name@${hostile.slot}`, value({ v: 'x'.repeat(50) })));
    const typed = write(openRecord(recordId, 0, encodeState(record)), hostile, {
      type: 'text',
      key: 'notes',
      text: 'x'.repeat(50)
    });
    const seen = forge(record, put(`name@${hostile.slot}`, value({ seen: { [honest.slot]: 1 } })));
    const refused = (update: Uint8Array, what: keyof typeof defaultLimits, bound: number): void => {
      expect(verdictOf(record, update)).toBe('ok');
      const verdict = admit(record, update, hostile, { ...defaultLimits, [what]: bound });
      expect(verdict).toEqual({ ok: false, error: { type: 'too-large', what } });
    };
    refused(long, 'updateBytes', 40);
    refused(long, 'valueChars', 40);
    refused(long, 'ownValueChars', 40);
    refused(long, 'ownKeys', 0);
    refused(typed, 'ownClock', 40);
    refused(seen, 'seenSlots', 0);
  });

  it('trailing bytes, truncation, and bytes that are no update', () => {
    const record = held();
    const good = forge(record, put(`name@${hostile.slot}`, value()));
    expect(verdictOf(record, good)).toBe('ok');
    expect(verdictOf(record, Uint8Array.of(...good, 0))).toBe('malformed');
    for (let length = 0; length < good.length; length++) {
      expect(verdictOf(record, good.slice(0, length))).toBe('malformed');
    }
  });

  it('prototype names as members', () => {
    const sneaky = JSON.parse('{"__proto__": {"a": 1}}') as object;
    const doc = new Y.Doc({ guid: recordId });
    doc.clientID = hostile.clientId;
    const key = `name@${hostile.slot}`;
    put(key, value())(doc);
    expect(verdictOf(held(), Y.encodeStateAsUpdate(doc))).toBe('ok');
    const other = new Y.Doc({ guid: recordId });
    other.clientID = hostile.clientId;
    put(key, value({ v: sneaky }))(other);
    expect(verdictOf(held(), Y.encodeStateAsUpdate(other))).toBe('malformed');
  });
});
