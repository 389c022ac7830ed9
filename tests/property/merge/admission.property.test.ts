import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { equalBytes } from '../../../src/lib/kernel/bytes';
import type { Hlc } from '../../../src/lib/kernel/hlc';
import { admit, admitInto } from '../../../src/lib/merge/admission';
import { isCreatedDoc, projectMerged, stateOf } from '../../../src/lib/merge/create-record';
import type { FieldOp } from '../../../src/lib/merge/edit';
import { project } from '../../../src/lib/merge/project';
import {
  encodeState,
  freeRecord,
  noWriter,
  openRecord,
  rootName,
  type RecordDoc
} from '../../../src/lib/merge/record-doc';
import { stateHash } from '../../../src/lib/merge/state-hash';
import {
  createReplica,
  receive,
  recordId,
  write,
  type Message,
  type Replica
} from './replica-network';

// Many runs on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const edits: readonly (readonly FieldOp[])[] = [
  [{ type: 'create', values: { name: '王小明', 'mobile/0123456789ab': '15400000001' } }],
  [{ type: 'set', key: 'name', value: '王晓明' }],
  [{ type: 'text', key: 'notes', text: '今日走访,谈到书法😀' }],
  [
    { type: 'set', key: 'deleted', value: true },
    { type: 'text', key: 'notes', text: '今天走访' }
  ]
];

interface Arrival {
  readonly receiver: Replica;
  readonly message: Message;
}

function sent(message: Message | undefined): Message {
  if (message === undefined) throw new Error('nothing written');
  return message;
}

/** Each of the edits, arriving at a replica that holds all before it and a third writer's record. */
function createArrivals(): readonly Arrival[] {
  return edits.map((_ops, last) => {
    const [author, receiver, other] = [createReplica(1), createReplica(2), createReplica(3)];
    const words: FieldOp = { type: 'text', key: 'notes', text: '昨天走访' };
    const first = sent(write(other, [{ type: 'create', values: { name: '王小明' } }, words]));
    receive(author, first);
    receive(receiver, first);
    const messages = edits.slice(0, last + 1).map((ops) => sent(write(author, ops)));
    messages.slice(0, last).forEach((message) => receive(receiver, message));
    return { receiver, message: sent(messages[last]) };
  });
}

const valuesOfOthers = (record: RecordDoc, slot: string): [string, unknown][] =>
  [...record.ydoc.getMap(rootName).entries()].filter(([key]) => !key.endsWith(`@${slot}`));

/**
 * What must hold whatever bytes come: no throw, the held record untouched, every other writer's value in place.
 * Content flipped inside the author's own values is for the AEAD and hash before this layer to catch.
 */
function expectHarmless({ receiver, message }: Arrival, bytes: Uint8Array): boolean {
  const before = encodeState(receiver.record);
  const verdict = admit(receiver.record, bytes, message.author);
  expect(equalBytes(encodeState(receiver.record), before)).toBe(true);
  expectSameInPlace(before, bytes, message, verdict);
  if (!verdict.ok) return false;
  const { slot } = message.author;
  expect(valuesOfOthers(verdict.value, slot)).toEqual(valuesOfOthers(receiver.record, slot));
  expect(stateHash(project(verdict.value))).toHaveLength(32);
  freeRecord(verdict.value);
  return true;
}

const stranger = sent(write(createReplica(9), [{ type: 'create', values: { name: '王小明' } }]));

/** Tried on the document itself: the same verdict, and a refused update leaves nothing behind. */
function expectSameInPlace(
  state: Uint8Array,
  update: Uint8Array,
  { author }: Message,
  verdict: ReturnType<typeof admit>
): void {
  const doc = openRecord(recordId, noWriter, state);
  const { grown, refusal } = admitInto({ recordId, doc, held: [state] }, update, author);
  expect(refusal).toEqual(verdict.ok ? undefined : verdict.error);
  const expected = verdict.ok ? encodeState(verdict.value) : state;
  expect(grown.doc && equalBytes(stateOf(grown.doc), expected)).toBe(true);
  expect(admitInto(grown, stranger.update, stranger.author).refusal).toBeUndefined();
}

/** On a record of which nothing is here a creation gets no document: verdict, state and content are the same. */
function expectSameOnNothing(update: Uint8Array, { author }: Message): boolean {
  const empty = openRecord(recordId, noWriter);
  const verdict = admit(empty, update, author);
  const { grown, refusal } = admitInto({ recordId, doc: undefined, held: [] }, update, author);
  expect(refusal).toEqual(verdict.ok ? undefined : verdict.error);
  expect(grown.doc !== undefined).toBe(verdict.ok);
  if (!verdict.ok || !grown.doc) return false;
  expect(equalBytes(stateOf(grown.doc), encodeState(verdict.value))).toBe(true);
  expect(stateHash(projectMerged(grown.doc, {}))).toEqual(stateHash(project(verdict.value)));
  return isCreatedDoc(grown.doc);
}

describe('M7 creations without a document', () => {
  const values = { name: '王小明', 'mobile/0123456789ab': '15400000001', sex: null };
  const author = createReplica(1);
  const creation = sent(write(author, [{ type: 'create', values }]));

  it('an edit that follows gives the document that holds both', () => {
    const edit = sent(write(author, [{ type: 'set', key: 'name', value: '王晓明' }]));
    const first = admitInto({ recordId, doc: undefined, held: [] }, creation.update, author.author);
    const { grown, refusal } = admitInto(first.grown, edit.update, author.author);
    expect(refusal).toBeUndefined();
    expect(grown.doc && equalBytes(stateOf(grown.doc), encodeState(author.record))).toBe(true);
  });

  it('I5: no flipped bit gets another verdict or other content than with a document', () => {
    expect(expectSameOnNothing(creation.update, creation)).toBe(true);
    let withoutDocument = 0;
    for (let bit = 0; bit < creation.update.length * 8; bit++) {
      const damaged = creation.update.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (expectSameOnNothing(damaged, creation)) withoutDocument++;
    }
    // Flips inside values are content: AEAD and hash come first.
    expect(withoutDocument).toBeGreaterThan(0);
    const late = { ...creation, author: { ...creation.author, hlc: 1 as Hlc } };
    expect(expectSameOnNothing(creation.update, late)).toBe(false);
    const other = { ...creation, author: createReplica(2).author };
    expect(expectSameOnNothing(creation.update, other)).toBe(false);
  });
});

describe('I5 admission of damaged updates', () => {
  const arrivals = createArrivals();

  it.each(arrivals.map((arrival, index) => [index, arrival] as const))(
    'no flipped bit of update %i throws, touches the record or another writer’s value',
    (_index, arrival) => {
      const { update } = arrival.message;
      expect(expectHarmless(arrival, update)).toBe(true);
      let refused = 0;
      for (let bit = 0; bit < update.length * 8; bit++) {
        const damaged = update.slice();
        damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        if (!expectHarmless(arrival, damaged)) refused++;
      }
      expect(refused).toBeGreaterThan(update.length * 4);
    }
  );

  it('nor do several changed, lost or added bytes', () => {
    const damage = fc.record({
      which: fc.nat({ max: edits.length - 1 }),
      at: fc.nat(),
      lost: fc.nat({ max: 4 }),
      added: fc.uint8Array({ maxLength: 6 })
    });
    fc.assert(
      fc.property(damage, ({ which, at, lost, added }) => {
        const arrival = arrivals[which] as Arrival;
        const { update } = arrival.message;
        const start = at % update.length;
        expectHarmless(
          arrival,
          Uint8Array.of(...update.slice(0, start), ...added, ...update.slice(start + lost))
        );
      }),
      { numRuns: 1_500 }
    );
  });

  it('bytes at random are refused', () => {
    const { record, author } = createReplica(1);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(admit(record, bytes, author).ok).toBe(false);
      }),
      { numRuns: 1_000 }
    );
  });
});
