/**
 * From the edits of a commit to sealed, signed entries: parts are packed into entries of at most about 64 KiB per
 * scope and entry kind, each entry naming the one before it.
 */
import { assert } from '../kernel/assert';
import type { Bytes } from '../kernel/bytes';
import type { Hlc } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import { scopes, type Scope } from '../kernel/scope';
import { entryKind } from '../log/entry-header';
import { sealEntry, type KnownEntry } from '../log/entry';
import { limits } from '../log/limits';
import type { EpochSecret } from '../log/epoch-keys';
import { secretFor } from '../log/member-keys';
import type { Core } from './core';
import type { EditedRecord } from './edit-record';
import { headOf, type ChainHead } from './heads';
import type { Touch } from './state-pack';

export interface PlannedEntry {
  readonly scope: Scope;
  readonly kind: number;
  readonly seq: number;
  readonly parts: { readonly recordId: RecordId; readonly plaintext: Bytes }[];
}

/** Room for headers and padding, so that an encoded entry fits a sealed run of 64 kB. */
const plaintextTarget = 44_000;

/** Cuts edits into entries; seqs continue the chains of this device. */
export function planEntries(core: Core, records: readonly EditedRecord[]): PlannedEntry[] {
  return scopes.flatMap((scope) => {
    let seq = headOf(core.heads, { slot: core.writer.slot, scope }).seq;
    const planned: PlannedEntry[] = [];
    const open = new Map<number, { entry: PlannedEntry; size: number }>();
    for (const record of records) {
      const update = record.updates.find((one) => one.scope === scope)?.update;
      if (!update) continue;
      const kind = entryKindOf(core, record);
      let last = open.get(kind);
      const isFull =
        last !== undefined &&
        (last.size + update.length > plaintextTarget || last.entry.parts.length >= limits.parts);
      if (last === undefined || isFull) {
        last = { entry: { scope, kind, seq: ++seq, parts: [] }, size: 0 };
        open.set(kind, last);
        planned.push(last.entry);
      }
      last.entry.parts.push({ recordId: record.change.id, plaintext: update });
      last.size += update.length;
    }
    return planned;
  });
}

/** What the entries add to each record's touches. */
export function touchesOf(core: Core, entries: readonly PlannedEntry[]): Map<RecordId, Touch[]> {
  const byId = new Map<RecordId, Touch[]>();
  for (const { scope, seq, parts } of entries) {
    for (const { recordId } of parts) {
      const touch = { slot: core.writer.slot, scope, seq, status: 'applied' as const };
      const present = byId.get(recordId);
      if (present) present.push(touch);
      else byId.set(recordId, [touch]);
    }
  }
  return byId;
}

/**
 * Seals in chain order, the chains side by side; `onSealed` is called after each entry and may stop the work by returning
 * false.
 */
export async function sealPlanned(
  core: Core,
  entries: readonly PlannedEntry[],
  hlc: Hlc,
  onSealed: (entry: KnownEntry) => Promise<boolean>
): Promise<{ sealed: KnownEntry[]; heads: ChainHead[] } | undefined> {
  const sealed: KnownEntry[] = [];
  const heads: ChainHead[] = [];
  const chains = scopes.map((scope) => entries.filter((entry) => entry.scope === scope));
  for (const chain of await Promise.all(chains.map((own) => sealChain(core, own, hlc, onSealed)))) {
    if (!chain) return undefined;
    sealed.push(...chain.sealed);
    if (chain.head) heads.push(chain.head);
  }
  return { sealed, heads };
}

async function sealChain(
  core: Core,
  entries: readonly PlannedEntry[],
  hlc: Hlc,
  onSealed: (entry: KnownEntry) => Promise<boolean>
): Promise<{ sealed: KnownEntry[]; head: ChainHead | undefined } | undefined> {
  const { deps } = core;
  const sealed: KnownEntry[] = [];
  let last: ChainHead | undefined;
  for (const { scope, kind, seq, parts } of entries) {
    const head = last ?? headOf(core.heads, { slot: core.writer.slot, scope });
    const secret = writingSecret(core, scope);
    assert(secret, `the present epoch key of scope ${scope} is held`);
    const draft = {
      spaceId: deps.spaceId,
      scope,
      deviceId: deps.deviceId,
      incarnation: core.writer.incarnation,
      seq,
      prev: head.id,
      memberHeads: core.members.resolved.headsFor(deps.deviceId, core.writer.incarnation),
      epoch: secret.epoch,
      kind,
      hlc,
      parts
    };
    const entry = await sealEntry(draft, {
      epochKey: await deps.keys.ring.epochKey(secret),
      signingKey: core.writer.signingKey,
      random: deps.random
    });
    sealed.push(entry);
    last = { slot: core.writer.slot, scope, seq, id: entry.id };
    if (!(await onSealed(entry))) return undefined;
  }
  return { sealed, head: last };
}

/**
 * The epoch that valid member entries name (log/SPEC M15). Never simply the newest one held: a removed device can hand
 * out keys of its own, and would read on (I6).
 */
export function writingSecret(core: Core, scope: Scope): EpochSecret | undefined {
  const current = core.members.resolved.currentEpoch(scope);
  return current && secretFor(current, core.deps.keys.ring.all());
}

function entryKindOf(core: Core, record: EditedRecord): number {
  const stream = core.deps.registry.get(record.change.kind)?.stream;
  return stream === 'audit' ? entryKind.audit : entryKind.records;
}
