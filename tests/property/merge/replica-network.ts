/**
 * N replicas of one record exchanging admitted updates: each edits its own copy, messages arrive in any order,
 * twice, or joined; what waits for something is tried again. The model behind M-rule properties.
 */
import { createHlcClock, type HlcClock } from '../../../src/lib/kernel/hlc';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import type { DeviceId } from '../../../src/lib/kernel/ids';
import { admit } from '../../../src/lib/merge/admission';
import type { AdmissionError, Author } from '../../../src/lib/merge/admission-error';
import { edit, type FieldOp } from '../../../src/lib/merge/edit';
import { createWriterSlot, type WriterSlot } from '../../../src/lib/merge/field-key';
import { project, type RecordProjection } from '../../../src/lib/merge/project';
import { openRecord, type RecordDoc } from '../../../src/lib/merge/record-doc';

export const recordId = '0f'.repeat(16);

export interface Message {
  readonly author: Author;
  readonly update: Uint8Array;
}

export interface Replica {
  readonly author: Author;
  readonly slot: WriterSlot;
  readonly clock: HlcClock;
  record: RecordDoc;
  /** Messages that wait for others. */
  waiting: Message[];
  /** Messages of others that were admitted. */
  readonly held: Set<Message>;
}

/** The wall clock of each replica lies elsewhere, and none moves on its own. */
export function createReplica(index: number): Replica {
  const deviceId = index.toString(16).padStart(2, '0').repeat(16) as DeviceId;
  const slot = createWriterSlot(deviceId, 1);
  const clientId = 2 ** 47 + ((index * 7919) % 1000);
  const wall = 1_795_000_000_000 + ((index * 37) % 5) * 60_000;
  return {
    author: { slot, clientId },
    slot,
    clock: createHlcClock({ now: () => wall, today: () => '2026-11-23' as IsoDate }),
    record: openRecord(recordId, clientId),
    waiting: [],
    held: new Set()
  };
}

/** Edits the replica's own copy; undefined when nothing changed. */
export function write(replica: Replica, ops: readonly FieldOp[]): Message | undefined {
  const update = edit(replica.record, replica.slot, ops, () => replica.clock.next());
  return update === undefined ? undefined : { author: replica.author, update };
}

/** Delivers a message and then whatever it set free; any verdict but success, waiting or a duplicate is returned. */
export function receive(replica: Replica, message: Message): AdmissionError | undefined {
  replica.waiting.push(message);
  for (let isMoving = true; isMoving;) {
    isMoving = false;
    for (const waiting of replica.waiting.splice(0)) {
      const verdict = admit(replica.record, waiting.update, waiting.author);
      if (verdict.ok) {
        replica.record = verdict.value;
        replica.held.add(waiting);
        isMoving = true;
      } else if (verdict.error.type === 'missing-deps') replica.waiting.push(waiting);
      else if (verdict.error.type !== 'already-held') return verdict.error;
    }
  }
  return undefined;
}

export const shown = (replica: Replica): RecordProjection => project(replica.record);
