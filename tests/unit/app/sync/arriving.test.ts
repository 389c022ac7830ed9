/** While a book comes in (issue 3 "usable after members and people arrive"; Y13): by file, by folder, side by side. */
import { afterEach, describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../src/lib/crypto/random';
import { unwrap } from '../../../../src/lib/kernel/result';
import type { RunningSync } from '../../../../src/lib/app/sync/sync-service';
import type { Arriving, SyncFile, SyncService } from '../../../../src/lib/app/sync/types';
import { createFakeNetwork } from '../../../factories/fake-peers';
import { createLargeSpace } from '../../../factories/large-space';
import { createMemoryFolder } from '../../../factories/memory-folder';
import { createProfile, nextOf, type Profile } from '../../../factories/profile';
import { startService } from '../../../factories/sync-service';
import {
  admit,
  invitation,
  saveWorker,
  syncOf,
  viewOf,
  workersOf,
  write
} from '../../../factories/team';

const profiles: Profile[] = [];
const services: RunningSync[] = [];
afterEach(async () => {
  for (const one of services.splice(0)) one.stop();
  for (const one of profiles.splice(0)) await one.close();
});
const profile = (): Profile => {
  const made = createProfile();
  profiles.push(made);
  return made;
};

const total = 1200;
const perCommit = 100;

/** A file is written down some segments at a time while the next ones are read: only a larger one can be met half way. */
const inLargeFile = 3200;

async function fill(of: Profile, count = total): Promise<void> {
  const { people } = createLargeSpace({ people: count, visits: 0 });
  const changes = people.filter(({ kind }) => kind === 'person');
  for (let at = 0; at < changes.length; at += perCommit)
    unwrap(await of.session().replica.commit(changes.slice(at, at + perCommit)));
}

const peopleOf = (of: Profile): number => of.session().replica.view.rows('person').length;

async function team(count = total) {
  const [owner, joiner] = [profile(), profile()];
  await owner.found('区连翘');
  await fill(owner, count);
  await admit(owner, joiner, '莫小雨');
  return { owner, joiner };
}

/** Everything that was told, and the first of it that `is` looks for. */
function follow(sync: SyncService, is: (arriving: Arriving) => boolean) {
  const told: (Arriving | undefined)[] = [];
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (end = resolve));
  const met = new Promise<Arriving>((resolve) => {
    sync.arriving.watch((arriving) => {
      told.push(arriving);
      if (arriving && is(arriving)) resolve(arriving);
      if (!arriving && told.length > 1) end();
    }, fail);
  });
  return { told, met, over };
}

const fail = (thrown: unknown): never => {
  throw thrown;
};

/** A file of which no more comes once it `isHeld`, until it is let go. */
function heldFile({ fileName, bytes }: SyncFile, isHeld: () => boolean) {
  const file = new File([bytes], fileName);
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  Object.assign(file, {
    slice: (start = 0, end = file.size) => {
      const piece = Blob.prototype.slice.call(file, start, end);
      const read = async (): Promise<ArrayBuffer> => {
        if (isHeld()) await gate;
        return Blob.prototype.arrayBuffer.call(piece);
      };
      return start === 0 && end <= 64 ? piece : { arrayBuffer: read };
    }
  });
  return { file, letGo };
}

describe('a book that comes in (Y13, issue 3)', { timeout: 30_000 }, () => {
  it('by file: people are here and can be worked with, bytes say how far it is, stopping keeps what came', async () => {
    const { owner, joiner } = await team(inLargeFile);
    const [file] = await write(owner);
    if (!file) throw new Error('a file');
    const sync = syncOf(joiner);
    const { told, met } = follow(sync, ({ received }) => received > 0);
    const { file: held, letGo } = heldFile(file, () => told.some((one) => one && one.received > 0));
    const importing = sync.importFiles([held]);
    const half = await met;
    expect(half).toMatchObject({ way: 'file', total: undefined });
    expect(half.bytes).toMatchObject({ total: file.bytes.size });
    expect(half.bytes?.done).toBeLessThan(file.bytes.size);
    const early = peopleOf(joiner);
    expect(early).toBeGreaterThan(0);
    expect(early).toBeLessThan(inLargeFile);
    // Nothing waits for the rest: a save is done while the file is held.
    await saveWorker(joiner, '半路');
    sync.stopArriving();
    letGo();
    const report = await importing;
    expect(report).toMatchObject({ isCancelled: true, files: [{ fault: { type: 'cancelled' } }] });
    expect(peopleOf(joiner)).toBeGreaterThanOrEqual(early);
    expect(peopleOf(joiner)).toBeLessThan(inLargeFile);
    expect((await viewOf(joiner)).trust).toBe('unverified');

    const whole = await sync.importFiles([new File([file.bytes], file.fileName)]);
    expect(whole).toMatchObject({ isCancelled: false, files: [{ fault: undefined }] });
    expect(report.received).toBeGreaterThan(0);
    expect(whole.received).toBeGreaterThan(0);
    expect(peopleOf(joiner)).toBe(inLargeFile);
    expect(workersOf(joiner)).toContain('半路');
    expect(await nextOf(sync.arriving)).toBeUndefined();
  });

  it('Y7 by the folder of the request: the book follows by itself, n of m are told, a stop keeps what came', async () => {
    const [owner, joiner] = [profile(), profile()];
    await owner.found('区连翘');
    await fill(owner);
    const { members, sync } = owner.session().session;
    const folder = createMemoryFolder('共享盘');
    unwrap(await sync.connectFolder(folder.handle));
    unwrap(await joiner.join(unwrap(await members.invite(invitation())).link, '莫小雨'));
    unwrap(await joiner.waiting().visitFolder(folder.handle));
    await sync.visitFolder();
    const [request] = (await nextOf(members.view)).requests;
    if (!request) throw new Error('the request is here');
    unwrap(await members.admit(request.id));
    await sync.visitFolder();
    unwrap(await joiner.waiting().visitFolder(folder.handle));
    await joiner.reopen();
    // Nobody chooses the folder again.
    const theirs = syncOf(joiner);
    const { told, met, over } = follow(theirs, ({ received }) => received > 0);
    const first = await met;
    theirs.stopArriving();
    expect(first.way).toBe('folder');
    expect(first.total).toBeGreaterThanOrEqual(first.received);
    await over;
    expect((await viewOf(joiner)).folder).toMatchObject({ name: '共享盘' });
    expect(peopleOf(joiner)).toBeLessThan(total);
    await saveWorker(joiner, '半路');
    unwrap((await theirs.visitFolder()) ?? fail('a folder is open'));
    expect(peopleOf(joiner)).toBe(total);
    const counts = told.flatMap((one) => (one ? [one.received / (one.total ?? 1)] : []));
    expect(counts.every((share) => share <= 1)).toBe(true);
    expect(told[told.length - 1]).toBeUndefined();
    expect(joiner.host.folders.size).toBe(1);
    await theirs.disconnectFolder();
    expect(joiner.host.folders.size).toBe(0);
  });

  it('Y12 side by side: the same n of m as in the meeting', async () => {
    const network = createFakeNetwork(systemRandom);
    const { owner, joiner } = await team();
    const serviceOf = (of: Profile): SyncService => {
      const running = startService(of, { openPeer: () => network.open() });
      services.push(running);
      return running.service;
    };
    const [left, right] = [serviceOf(owner), serviceOf(joiner)];
    const { told } = follow(right, () => false);
    const nothing = follow(left, () => true);
    const [first, second] = [left, right].map((one) => one.meetDirectly(() => undefined));
    if (!first || !second) throw new Error('members may meet');
    const offer = unwrap(await first.createOffer());
    const answer = unwrap(await second.acceptOffer(offer.code));
    unwrap(await first.finish(answer.code));
    const [, met] = await Promise.all([first.outcome, second.outcome]);
    const report = unwrap(met);
    const seen = told.flatMap((one) => one ?? []);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen[0]).toMatchObject({ way: 'direct', bytes: undefined });
    expect(Math.max(...seen.map(({ received }) => received))).toBe(report.received);
    expect(seen[0]?.total).toBeGreaterThan(0);
    expect(told[told.length - 1]).toBeUndefined();
    expect(peopleOf(joiner)).toBe(total);
    expect(nothing.told.every((one) => one === undefined)).toBe(true);
  });
});
