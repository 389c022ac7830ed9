/** What a worker, a bad machine and a bad network do to a world, one step at a time. */
import type { RecordKind } from '../../src/lib/domain/field';
import { expect } from 'vitest';
import { chainKeyOf } from '../../src/lib/log/chain';
import { decodeSegment } from '../../src/lib/log/segment';
import type { CommitFailure, CommitReceipt, RecordChange } from '../../src/lib/storage/types';
import { equalJson, type Json } from '../../src/lib/kernel/json';
import { unwrap, type Result } from '../../src/lib/kernel/result';
import { Crash, type ProfileImage, type SimDevice } from './sim-device';
import { shownIds } from './checks';
import { memberMoves, type MemberState } from './member-moves';
import { faultOf, meet, sync, visit, type Network } from './network';
import { nextWord, noteDeleted, textsOf } from './words';
import { count, type World } from './world';

export interface SimState extends MemberState {
  readonly network: Network;
  readonly receipts: Map<SimDevice, CommitReceipt>;
  readonly images: Map<SimDevice, ProfileImage>;
  readonly backups: Uint8Array[][];
}

type Action = (state: SimState, device: SimDevice) => Promise<void>;

/** Runs one random step; a crash in it is survived by opening again. */
export async function step(state: SimState): Promise<void> {
  const { random, devices } = state.world;
  const device = random.pick(devices);
  const action = pickAction(state);
  state.world.trace.push(`${action.name || 'change'} ${device.name}`);
  device.clock.advance(random.below(5000));
  if (random.chance(0.08)) device.killNext = random.chance(0.5) ? 'before' : 'after';
  try {
    await action(state, device);
  } catch (thrown) {
    if (!(thrown instanceof Crash)) throw thrown;
    count(state.world.counts, 'crashes');
    // Whoever was writing dies, and now and then another machine with it.
    for (const one of devices) {
      if (one === device || one.killNext === undefined) await reopenAndCompare(one);
    }
  }
  device.killNext = undefined;
}

/** I8: everything that was shown as saved is there again. */
async function reopenAndCompare(device: SimDevice): Promise<void> {
  const ground = await groundOf(device);
  const before = shownIds(device.replica);
  await device.reopen();
  const after = new Set(shownIds(device.replica));
  const lost = before.filter((id) => !after.has(id));
  // A removal or a fork that came in with the crash may hold what was shown before.
  if (lost.length > 0 && equalJson(await groundOf(device), ground)) expect(lost).toEqual([]);
}

/** What decides which entries are held. */
async function groundOf({ replica, port }: SimDevice): Promise<Json> {
  const { tips } = await port.status({ withDigests: false });
  return {
    heads: [...replica.members().heads],
    frozen: [...new Set(tips.map(chainKeyOf))]
  };
}

const weights: readonly (readonly [number, Action])[] = [
  [10, createSome],
  [22, editOne],
  [4, editText],
  [4, deleteOrBack],
  [3, undoLast],
  [14, talk],
  [5, talkOverLink],
  [8, visitMedium],
  [4, changeNetwork],
  [4, (_, device) => device.replica.fold()],
  [2, (_, device) => device.reopen()],
  [3, jumpClock],
  [2, lockOrUnlock],
  [2, eraseOne],
  [6, takeImage],
  [6, putImageBack],
  [3, makeBackup],
  [3, restoreBackup],
  ...memberMoves
];

function pickAction({ world: { random } }: SimState): Action {
  const total = weights.reduce((sum, [weight]) => sum + weight, 0);
  let at = random.below(total);
  for (const [weight, action] of weights) {
    if (at < weight) return action;
    at -= weight;
  }
  return createSome;
}

async function commit(
  state: SimState,
  device: SimDevice,
  changes: readonly RecordChange[]
): Promise<void> {
  const result = await device.replica.commit(changes);
  // Another device may have erased it, a crash may have lost it, or the writer may not write (any more).
  if (!result.ok && (result.error.type === 'unknown-record' || isRefused(result.error))) return;
  const receipt = unwrap(result);
  state.receipts.set(device, receipt);
}

const isRefused = ({ type }: CommitFailure): boolean => type === 'read-only';

/** Lock, unlock, erase, undo: done, or refused to who may not. */
function allowRefusal(result: Result<unknown, CommitFailure>): boolean {
  if (!result.ok && isRefused(result.error)) return false;
  unwrap(result);
  return true;
}

async function createSome(state: SimState, device: SimDevice): Promise<void> {
  const { world } = state;
  const count = world.random.chance(0.1) ? 8 : 1;
  const changes = Array.from({ length: count }, (): RecordChange => {
    const kind: RecordKind = world.random.chance(0.7) ? 'person' : 'visit';
    const id = world.newId();
    world.ids.push({ kind, id });
    return { type: 'create', kind, id, values: newValues(world, kind) };
  });
  await commit(state, device, changes);
}

function newValues({ random }: World, kind: RecordKind): RecordValuesInput {
  if (kind === 'visit') return { content: '谈了话', gifts: ['米'], on: '2026-11-20' };
  const mobile = [{ number: `154000000${10 + random.below(80)}` }];
  return {
    name: `人${random.below(1000)}`,
    mobile,
    ...(random.chance(0.5) && { healthOptIn: true })
  };
}

type RecordValuesInput = Extract<RecordChange, { type: 'create' }>['values'];

function pickRecord({ world }: SimState, device: SimDevice, kind?: RecordKind) {
  const known = world.ids.filter(
    (one) => (!kind || one.kind === kind) && device.replica.view.row(one.kind, one.id)
  );
  return known.length > 0 ? world.random.pick(known) : undefined;
}

async function editOne(state: SimState, device: SimDevice): Promise<void> {
  const { random } = state.world;
  const record = pickRecord(state, device);
  if (!record) return;
  const n = random.below(20);
  const values: RecordValuesInput =
    record.kind === 'visit'
      ? random.pick<RecordValuesInput>([
          { on: `2026-11-${10 + n}` },
          { gifts: ['米', `油${n}`] },
          { method: `m${n}` }
        ])
      : random.pick<RecordValuesInput>([
          { name: `名${n}` },
          { note: `备注${n}` },
          { mobile: [{ number: `1540000000${n}` }, { number: '15400000099' }] },
          { mobile: [] },
          { helpTags: [`t${n % 3}`] },
          { address: `某路${n}号`, note: null }
        ]);
  await commit(state, device, [{ type: 'set', ...record, values }]);
}

async function editText(state: SimState, device: SimDevice): Promise<void> {
  const { random } = state.world;
  const record = pickRecord(state, device, 'visit');
  const row = record && device.replica.view.row(record.kind, record.id);
  if (!record || !row) return;
  const text = String((row.values as Record<string, unknown>).content ?? '');
  const at = random.below(text.length + 1);
  const word = nextWord(state.world.words) + random.below(9);
  const whole = text.slice(0, at) + word + text.slice(random.chance(0.3) ? at + 1 : at);
  const next = whole.slice(0, 200);
  noteDeleted(state.world.words, text, next);
  await commit(state, device, [{ type: 'set', ...record, values: { content: next } }]);
}

async function deleteOrBack(state: SimState, device: SimDevice): Promise<void> {
  const record = pickRecord(state, device);
  if (!record) return;
  const isDeleted = device.replica.view.row(record.kind, record.id)?.isDeleted;
  await commit(state, device, [{ type: isDeleted ? 'undelete' : 'delete', ...record }]);
}

async function undoLast(state: SimState, device: SimDevice): Promise<void> {
  const receipt = state.receipts.get(device);
  if (!receipt) return;
  state.receipts.delete(device);
  const known = receipt.changedIds.every((id) =>
    state.world.ids.some((one) => one.id === id && device.replica.view.row(one.kind, id))
  );
  if (!known) return;
  const before = textsOf(device);
  let after: ReadonlyMap<string, string> = new Map();
  try {
    allowRefusal(await device.replica.undo(receipt));
    after = textsOf(device);
  } finally {
    // After a crash in it nobody knows which of the words it took out.
    for (const id of receipt.changedIds)
      noteDeleted(state.world.words, before.get(id) ?? '', after.get(id) ?? '');
  }
}

async function talk(state: SimState, device: SimDevice): Promise<void> {
  const { world } = state;
  const other = world.random.pick(world.devices);
  if (other === device || world.cut.has(`${device.name}>${other.name}`)) return;
  await sync(world, device, other, true);
}

async function talkOverLink({ world }: SimState, device: SimDevice): Promise<void> {
  const other = world.random.pick(world.devices);
  if (other === device || world.cut.has(`${device.name}>${other.name}`)) return;
  await meet(world, [device, other], world.random.chance(0.5) ? faultOf(world.random) : undefined);
}

async function visitMedium({ world, network }: SimState, device: SimDevice): Promise<void> {
  await visit(world, network, device, world.random.chance(0.6));
}

async function changeNetwork({ world }: SimState): Promise<void> {
  world.cut.clear();
  for (const a of world.devices) {
    for (const b of world.devices) {
      if (a !== b && world.random.chance(0.4)) world.cut.add(`${a.name}>${b.name}`);
    }
  }
}

async function jumpClock({ world: { random } }: SimState, device: SimDevice): Promise<void> {
  const day = 86_400_000;
  device.clock.advance((random.chance(0.5) ? 1 : -1) * random.below(40 * day));
}

async function lockOrUnlock(state: SimState, device: SimDevice): Promise<void> {
  const record = pickRecord(state, device);
  if (!record) return;
  const isLocked = device.replica.view.row(record.kind, record.id)?.isLocked;
  const done = isLocked
    ? device.replica.unlock(record.id)
    : device.replica.lock(record.id, 'withdrawn');
  allowRefusal(await done);
}

async function eraseOne(state: SimState, device: SimDevice): Promise<void> {
  const record = pickRecord(state, device);
  if (!record) return;
  const done = await device.replica.erase([record.id], 'request');
  if (allowRefusal(done)) count(state.world.counts, 'erased');
}

/** What followed on a lost entry and was told to somebody waits there for good. */
function loseSome({ world: { devices, garbage } }: SimState): void {
  for (const device of devices) garbage.set(device, Infinity);
}

async function takeImage(state: SimState, device: SimDevice): Promise<void> {
  state.images.set(device, device.image());
}

/** The last commits are lost, or the profile is a restored copy: it may write on before it hears of that. */
async function putImageBack(state: SimState, device: SimDevice): Promise<void> {
  const image = state.images.get(device);
  if (!image) return;
  count(state.world.counts, 'imagesPutBack');
  loseSome(state);
  await device.reopen(image);
  state.receipts.delete(device);
}

async function makeBackup(state: SimState, device: SimDevice): Promise<void> {
  const segments: Uint8Array[] = [];
  for await (const segment of device.replica.exportLog()) segments.push(segment);
  state.backups.push(segments);
}

async function restoreBackup(state: SimState, device: SimDevice): Promise<void> {
  if (state.backups.length === 0) return;
  const backup = state.world.random.pick(state.backups);
  // Told to nobody yet, work would be lost with the disk: a restore follows a lost machine, not a chosen one.
  const last = device.image();
  count(state.world.counts, 'restores');
  loseSome(state);
  try {
    await device.reopen('empty');
    for (const segment of backup)
      unwrap(await device.replica.ingest(unwrap(decodeSegment(segment))));
  } catch (thrown) {
    if (!(thrown instanceof Crash)) throw thrown;
    await device.reopen(last);
  }
  state.receipts.delete(device);
}
