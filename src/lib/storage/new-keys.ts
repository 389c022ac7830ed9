/**
 * The key ring follows the member log (log/SPEC K1, M15): whatever an entry seals to this device is opened when it comes
 * in, records that waited for a key are merged then, and last of all the secrets are kept for the next opening. A kill in
 * between repeats the work: the member log has the keys still.
 */
import type { RecordId } from '../kernel/ids';
import { scopes } from '../kernel/scope';
import { isKnownEntry } from '../log/entry';
import { isMemberEntryOf } from '../log/member-entry';
import type { EpochSecret } from '../log/epoch-keys';
import { fillKeyRing, type KeyOpener } from '../log/key-ring';
import { createPacer, createWriter, loadState, type Core } from './core';
import { chainKey } from './heads';
import { mergeRecord, readPart } from './merge-record';
import type { WrittenRecord } from './overlay';
import { applyWrite, prepareWrite } from './write-records';

/** What the member log says of this device's own incarnations: which of them writes, and whether it may go on. */
export async function followOwnIncarnations(core: Core): Promise<void> {
  await takeOwnKeys(core);
  const isFrozen = scopes.some((scope) =>
    core.frozenAt.has(chainKey({ slot: core.writer.slot, scope }))
  );
  if (isFrozen || isPutBack(core)) core.isOutrun = true;
}

/**
 * Keys of a later incarnation that were made at an earlier opening or in another tab: this device writes with the newest
 * that is registered here and that it holds. Keys whose registration was lost with a kill are no use. An incarnation that turned
 * out void (it was opened beside a lowering, at the grant of before) is left for the newest of the others, which opens a new one.
 */
async function takeOwnKeys(core: Core): Promise<void> {
  const { deviceId, keysOf } = core.deps;
  const registered = keysOf ? core.members.incarnationsOf(deviceId) : [];
  const isVoid = !registered.some(({ incarnation }) => incarnation === core.writer.incarnation);
  for (const registration of registered) {
    const { incarnation } = registration;
    if (incarnation <= core.writer.incarnation && !isVoid) return;
    const keys = await keysOf?.(registration);
    if (!keys) continue;
    core.writer = createWriter(deviceId, incarnation, keys.signingKey);
    core.agreementKey = keys.agreementKey;
    core.isOutrun = isVoid;
    return;
  }
}

/**
 * Whether the incarnation that writes here has registered a later one, which this profile then does not have: it was put
 * back to an older state. What a copy of the profile registered for itself later on is none of ours: two copies would
 * outrun each other for ever.
 */
const isPutBack = ({ members, deps: { deviceId }, writer: { incarnation } }: Core): boolean =>
  members.entries.some(
    (entry) =>
      isMemberEntryOf(entry, 'add-device') &&
      entry.payload.device.deviceId === deviceId &&
      entry.payload.device.incarnation > incarnation &&
      entry.author.deviceId === deviceId &&
      entry.author.incarnation === incarnation &&
      members.resolved.isValid(entry.id)
  );

/** Opens what the member entries here seal to this device; new secrets are noted in `core.newSecrets`. */
export async function openNewKeys(core: Core): Promise<void> {
  const { keys, spaceId } = core.deps;
  const before = new Set(keys.ring.all());
  for (const opener of await openersOf(core))
    await fillKeyRing(keys.ring, spaceId, core.members.resolved.epochs, opener);
  core.newSecrets.push(...keys.ring.all().filter((secret) => !before.has(secret)));
}

/**
 * By every incarnation whose keys are here: what was sealed to an earlier one may have gone with a profile that was put back, and
 * be sealed to nobody else.
 */
async function openersOf({ deps, members, writer, agreementKey }: Core): Promise<KeyOpener[]> {
  if (!agreementKey) return [];
  const { deviceId, keysOf } = deps;
  const openers: KeyOpener[] = [
    { type: 'device', deviceId, incarnation: writer.incarnation, key: agreementKey }
  ];
  for (const registration of members.incarnationsOf(deviceId)) {
    const { incarnation } = registration;
    if (incarnation === writer.incarnation) continue;
    const key = (await keysOf?.(registration))?.agreementKey;
    if (key) openers.push({ type: 'device', deviceId, incarnation, key });
  }
  return openers;
}

/** Merges what waited for the new secrets, unless a rebuild has just done so, and has them kept. */
export async function useNewKeys(core: Core, isRebuilt: boolean): Promise<void> {
  if (core.newSecrets.length === 0) return;
  const fresh = core.newSecrets.splice(0);
  // Of a branch under such a key nothing could be issued again so far.
  if (core.frozenAt.size > 0) core.toReissue = 'all';
  if (!isRebuilt) await retryRecords(core, await recordsUnder(core, fresh));
  await core.deps.onSecrets?.(core.deps.keys.ring.all());
}

async function recordsUnder(core: Core, secrets: readonly EpochSecret[]): Promise<Set<RecordId>> {
  const ids = new Set<RecordId>();
  const pace = createPacer(core.deps);
  for (const chain of core.heads.chains.values()) {
    const epochs = secrets.flatMap(({ stream, epoch }) => (stream === chain.scope ? [epoch] : []));
    if (epochs.length === 0) continue;
    for await (const entry of core.log.read(chain, 1)) {
      if (!isKnownEntry(entry) || !epochs.includes(entry.header.epoch)) continue;
      for (const { recordId } of entry.header.parts) ids.add(recordId);
      await pace();
    }
  }
  return ids;
}

/** Tries again what these records have waiting or held. */
export async function retryRecords(core: Core, ids: Iterable<RecordId>): Promise<void> {
  const pace = createPacer(core.deps);
  const records: WrittenRecord[] = [];
  for (const id of ids) {
    if (core.erased.has(id)) continue;
    const state = await loadState(core, id);
    if (!state?.touches.some(({ status }) => status !== 'applied')) continue;
    const merged = await mergeRecord(core, id, state, [], (touch) => readPart(core, id, touch));
    records.push(merged.changed);
    await pace();
  }
  if (records.length === 0) return;
  const write = { entries: [], chainHeads: [], records };
  await applyWrite(core, await prepareWrite(core, write), 'remote');
}
