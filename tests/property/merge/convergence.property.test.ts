import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { toHex } from '../../../src/lib/kernel/bytes';
import { admit } from '../../../src/lib/merge/admission';
import type { FieldOp } from '../../../src/lib/merge/edit';
import { project } from '../../../src/lib/merge/project';
import { encodeState, joinUpdates, openRecord } from '../../../src/lib/merge/record-doc';
import { canonicalContent, stateHash } from '../../../src/lib/merge/state-hash';
import {
  createReplica,
  receive,
  recordId,
  shown,
  write,
  type Message,
  type Replica
} from './replica-network';

// Many runs on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const replicaCount = 4;
const text = fc.string({ unit: fc.constantFrom('甲', '乙', 'a', '😀', '𠮷'), maxLength: 8 });
const set: fc.Arbitrary<FieldOp> = fc.record({
  type: fc.constant('set' as const),
  key: fc.constantFrom('name', 'sex', 'mobile/0123456789ab', 'mobile/ba9876543210'),
  value: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 3 }), text)
});
const deletion: fc.Arbitrary<FieldOp> = fc.record({
  type: fc.constant('set' as const),
  key: fc.constant('deleted'),
  value: fc.constantFrom(true, false)
});
const typing: fc.Arbitrary<FieldOp> = fc.record({
  type: fc.constant('text' as const),
  key: fc.constantFrom('notes', 'minutes'),
  text
});
const op = fc.oneof(
  { weight: 5, arbitrary: set },
  { weight: 2, arbitrary: typing },
  { weight: 1, arbitrary: deletion }
);

/** A replica edits, or hears one of the messages sent so far (again and out of order as it comes). */
type Step =
  | { readonly type: 'write'; readonly by: number; readonly ops: readonly FieldOp[] }
  | { readonly type: 'hear'; readonly by: number; readonly pick: number };

const by = fc.nat({ max: replicaCount - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    type: fc.constant('write' as const),
    by,
    ops: fc.array(op, { minLength: 1, maxLength: 3 })
  }),
  fc.record({ type: fc.constant('hear' as const), by, pick: fc.nat() })
);
const creates = fc.array(by, { minLength: 1, maxLength: 2 }).map((list) => [...new Set(list)]);
const run = fc.record({
  creates,
  steps: fc.array(step, { maxLength: 30 }),
  shuffle: fc.array(fc.nat(), { maxLength: 60 })
});
type Run = typeof run extends fc.Arbitrary<infer T> ? T : never;

function play({ creates: creators, steps }: Run): { replicas: Replica[]; messages: Message[] } {
  const replicas = Array.from({ length: replicaCount }, (_, index) => createReplica(index + 1));
  const messages: Message[] = [];
  const send = (message: Message | undefined): void => {
    if (message !== undefined) messages.push(message);
  };
  const at = (index: number): Replica => replicas[index] as Replica;
  for (const index of creators) {
    send(
      write(at(index), [
        { type: 'create', values: { name: '王小明', sex: '男', 'mobile/0123456789ab': 1 } }
      ])
    );
  }
  for (const one of steps) {
    if (one.type === 'write') send(write(at(one.by), one.ops));
    else {
      const message = messages[one.pick % messages.length];
      if (message !== undefined) expect(receive(at(one.by), message)).toBeUndefined();
    }
  }
  return { replicas, messages };
}

function shuffled<T>(items: readonly T[], keys: readonly number[]): T[] {
  return items
    .map((item, index) => ({
      item,
      key: ((keys[index % Math.max(1, keys.length)] ?? 0) * 31 + index * 17) % 101
    }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

describe('M3 merging', () => {
  it('I1 I2: any order, duplication and batching end in one projection and one digest', () => {
    fc.assert(
      fc.property(run, (one) => {
        const { replicas, messages } = play(one);
        replicas.forEach((replica, index) => {
          const order = shuffled([...messages, ...messages], one.shuffle.slice(index));
          for (const message of order) expect(receive(replica, message)).toBeUndefined();
          expect(replica.waiting).toEqual([]);
        });
        const [first, ...others] = replicas.map(shown);
        for (const other of others) {
          expect(other).toEqual(first);
          expect(canonicalContent(other)).toEqual(canonicalContent(first as typeof other));
        }
      }),
      { numRuns: 200 }
    );
  });

  it('I2: a record rebuilt from its state equals the one that grew', () => {
    fc.assert(
      fc.property(run, (one) => {
        for (const replica of play(one).replicas) {
          const rebuilt = project(openRecord(recordId, 0, encodeState(replica.record)));
          expect(rebuilt).toEqual(shown(replica));
          expect(toHex(stateHash(rebuilt))).toBe(toHex(stateHash(shown(replica))));
        }
      }),
      { numRuns: 150 }
    );
  });

  it('I1: a writer’s updates joined into one are admitted with the same result', () => {
    fc.assert(
      fc.property(run, (one) => {
        const lone = {
          ...one,
          steps: one.steps.filter(({ type }) => type === 'write').map((s) => ({ ...s, by: 0 })),
          creates: [0]
        };
        const { replicas, messages } = play(lone);
        const author = replicas[0] as Replica;
        const verdict = admit(
          openRecord(recordId, 0),
          joinUpdates(messages.map(({ update }) => update)),
          author.author
        );
        expect(verdict.ok && project(verdict.value)).toEqual(shown(author));
      }),
      { numRuns: 150 }
    );
  });
});
