/**
 * The record against an oracle that knows what each writer held when it wrote: a value is gone exactly when
 * someone who held it wrote the field again. The oracle keeps every write ever made; the record one per slot.
 */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Json } from '../../../src/lib/kernel/json';
import type { Deletion } from '../../../src/lib/merge/project';
import {
  createReplica,
  receive,
  shown,
  write,
  type Message,
  type Replica
} from './replica-network';

// Many runs on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const replicaCount = 4;
const by = fc.nat({ max: replicaCount - 1 });
const key = fc.constantFrom('name', 'sex', 'deleted');

type Step =
  | { readonly type: 'write'; readonly by: number; readonly key: string }
  | { readonly type: 'hear'; readonly by: number; readonly pick: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: fc.constant('write' as const), by, key }),
  fc.record({ type: fc.constant('hear' as const), by, pick: fc.nat() })
);

/** One value ever written, with all messages its writer held then. */
interface Write {
  readonly key: string;
  readonly value: Json;
  readonly message: Message;
  readonly held: ReadonlySet<Message>;
}

function play(steps: readonly Step[]): { replicas: Replica[]; writes: Write[] } {
  const replicas = Array.from({ length: replicaCount }, (_, index) => createReplica(index + 1));
  const messages: Message[] = [];
  const writes: Write[] = [];
  const at = (index: number): Replica => replicas[index] as Replica;
  const note = (index: number, message: Message, values: Readonly<Record<string, Json>>): void => {
    const before = new Set(at(index).held);
    for (const [field, value] of Object.entries(values))
      writes.push({ key: field, value, message, held: before });
    messages.push(message);
    at(index).held.add(message);
  };
  const values = { name: '王小明', sex: '男' };
  const created = write(at(0), [{ type: 'create', values }]);
  if (created !== undefined) note(0, created, values);
  steps.forEach((one, index) => {
    if (one.type === 'write') {
      // Every value differs, so that none is left out as unchanged and survivors can be told apart.
      const value = one.key === 'deleted' ? true : index;
      const message = write(at(one.by), [{ type: 'set', key: one.key, value }]);
      if (message !== undefined) note(one.by, message, { [one.key]: value });
    } else {
      const message = messages[one.pick % messages.length];
      if (message === undefined) return;
      expect(receive(at(one.by), message)).toBeUndefined();
    }
  });
  for (const replica of replicas) for (const message of messages) receive(replica, message);
  return { replicas, writes };
}

function survivorsIn(writes: readonly Write[], field: string): Write[] {
  const inField = writes.filter((one) => one.key === field);
  return inField.filter((one) => !inField.some((other) => other.held.has(one.message)));
}

function deletionIn(writes: readonly Write[]): Deletion {
  const deletions = survivorsIn(writes, 'deleted');
  if (deletions.length === 0) return 'alive';
  const others = writes.filter((one) => one.key !== 'deleted');
  const isSeen = (one: Write): boolean =>
    deletions.some((deletion) => deletion.held.has(one.message));
  return others.every(isSeen) ? 'deleted' : 'contested';
}

const sorted = (values: readonly Json[]): string[] =>
  values.map((value) => JSON.stringify(value)).sort();

describe('M3 M5 survivors and deletion against an oracle', () => {
  it('DESIGN 3: nothing that was seen and replaced comes back, nothing unseen is lost', () => {
    const counts = { conflicts: 0, contested: 0, deleted: 0 };
    fc.assert(
      fc.property(fc.array(step, { minLength: 4, maxLength: 40 }), (steps) => {
        const { replicas, writes } = play(steps);
        for (const projection of replicas.map(shown)) {
          for (const field of ['name', 'sex']) {
            const survivors = projection.fields.get(field)?.survivors ?? [];
            const expected = survivorsIn(writes, field).map(({ value }) => value);
            expect(sorted(survivors.map(({ value }) => value))).toEqual(sorted(expected));
            if (expected.length > 1) counts.conflicts++;
          }
          expect(projection.deletion).toBe(deletionIn(writes));
          if (projection.deletion === 'contested') counts.contested++;
          if (projection.deletion === 'deleted') counts.deleted++;
        }
      }),
      { numRuns: 300 }
    );
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0);
  });
});
