/** What a worker, a bad machine and a bad network do to a world, one step at a time. */
import type { RecordKind } from '../../src/lib/domain/field';
import { decodeSegment } from '../../src/lib/log/segment';
import type { CommitReceipt, RecordChange } from '../../src/lib/storage/types';
import { unwrap } from '../../src/lib/kernel/result';
import { Crash, type ProfileImage, type SimDevice } from './sim-device';
import { sync, type World } from './world';

export interface SimState {
  readonly world: World;
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
  device.clock.advance(random.below(5000));
  if (random.chance(0.08)) device.killNext = random.chance(0.5) ? 'before' : 'after';
  try {
    await action(state, device);
  } catch (thrown) {
    if (!(thrown instanceof Crash)) throw thrown;
    state.world.counts.crashes++;
    // Whoever was writing dies; the others go on.
    for (const one of devices) if (one === device || one.killNext === undefined) await one.reopen();
  }
  device.killNext = undefined;
}

const weights: readonly (readonly [number, Action])[] = [
  [10, createSome],
  [22, editOne],
  [4, editText],
  [4, deleteOrBack],
  [3, undoLast],
  [26, talk],
  [4, changeNetwork],
  [4, (_, device) => device.replica.fold()],
  [2, (_, device) => device.reopen()],
  [3, jumpClock],
  [2, lockOrUnlock],
  [2, eraseOne],
  [6, takeImage],
  [6, putImageBack],
  [3, makeBackup],
  [3, restoreBackup]
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
  // Another device may have erased it, or a crash may have lost it.
  if (!result.ok && result.error.type === 'unknown-record') return;
  const receipt = unwrap(result);
  state.receipts.set(device, receipt);
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
  const next =
    text.slice(0, at) + `字${random.below(9)}` + text.slice(random.chance(0.3) ? at + 1 : at);
  await commit(state, device, [
    { type: 'set', ...record, values: { content: next.slice(0, 200) } }
  ]);
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
  if (known) unwrap(await device.replica.undo(receipt));
}

async function talk(state: SimState, device: SimDevice): Promise<void> {
  const { world } = state;
  const other = world.random.pick(world.devices);
  if (other === device || world.cut.has(`${device.name}>${other.name}`)) return;
  await sync(world, device, other, true);
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
  unwrap(
    await (isLocked
      ? device.replica.unlock(record.id)
      : device.replica.lock(record.id, 'withdrawn'))
  );
}

async function eraseOne(state: SimState, device: SimDevice): Promise<void> {
  const record = pickRecord(state, device);
  if (!record) return;
  state.world.counts.erased++;
  unwrap(await device.replica.erase([record.id], 'request'));
}

async function takeImage(state: SimState, device: SimDevice): Promise<void> {
  state.images.set(device, device.image());
}

/** The last commits are lost, or the profile is a restored copy: it may write on before it hears of that. */
async function putImageBack(state: SimState, device: SimDevice): Promise<void> {
  const image = state.images.get(device);
  if (!image) return;
  state.world.counts.imagesPutBack++;
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
  state.world.counts.restores++;
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
