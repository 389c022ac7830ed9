/**
 * I6 with real sessions: a removed device, with its vault open, every key it ever held, its private keys, and everything that
 * was written or carried afterwards in hand.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../src/lib/kernel/result';
import { createByteSource } from '../../../src/lib/log/byte-source';
import { readBundleFrom } from '../../../src/lib/log/bundle';
import { createCarrier } from '../../../src/lib/log/carrier';
import type { Bytes } from '../../../src/lib/kernel/bytes';
import { isKnownEntry, openPart } from '../../../src/lib/log/entry';
import { emptyFrontier } from '../../../src/lib/log/frontier';
import { createKeyRing, fillKeyRing, type KeyRing } from '../../../src/lib/log/key-ring';
import { kindOfFile } from '../../../src/lib/transports/bundle';
import { bytesOf, createProfile, nextOf, synchronise, type Profile } from '../../factories/profile';
import { admit, saveWorker, take, workersOf, write } from '../../factories/team';

const profiles: Profile[] = [];
const profile = (): Profile => {
  const made = createProfile();
  profiles.push(made);
  return made;
};
afterEach(async () => {
  for (const one of profiles.splice(0)) await one.close();
});

/** Everything of the log that some keys open: record ids of parts. */
async function opens(of: Profile, ring: KeyRing): Promise<Set<string>> {
  const found = new Set<string>();
  const { entries } = await of.session().replica.since(emptyFrontier);
  for (const entry of entries) {
    if (!isKnownEntry(entry)) continue;
    const key = await ring.entryKey(entry.header);
    for (let i = 0; key.ok && i < entry.parts.length; i++) {
      const part = await openPart(entry, i, key.value);
      if (part.ok) found.add(entry.header.parts[i]?.recordId ?? '');
    }
  }
  return found;
}

/** Entries that come out of sync files with these carrier keys, and what stopped the reading. */
async function readable(files: readonly Bytes[], ring: KeyRing) {
  const secrets = ring.all().filter(({ stream }) => stream === 'carrier');
  const carriers = await Promise.all(secrets.map((secret) => createCarrier(secret)));
  const faults: string[] = [];
  let entries = 0;
  for (const file of files) {
    // Answers to requests go along with a file for everyone.
    if (kindOfFile(file).type !== 'sync-file') continue;
    const source = createByteSource([file]);
    while (!(await source.isAtEnd())) {
      const read = await readBundleFrom(source, carriers, {
        onSegment: (segment) => void (entries += segment.entries.length)
      });
      if (read.ok) continue;
      faults.push(read.error.type);
      break;
    }
  }
  return { faults, entries };
}

describe('attack: a removed device with everything in hand', () => {
  it('I6: opens what it could read before, and nothing of what came after', async () => {
    const [owner, gone, stays] = [profile(), profile(), profile()];
    await owner.found('区连翘');
    await admit(owner, gone, '莫小雨');
    await admit(owner, stays, '钟小满');
    await synchronise(owner, gone);
    await synchronise(owner, stays);
    const before = await saveWorker(owner, '走前');
    await synchronise(owner, gone);
    expect(workersOf(gone)).toContain('走前');
    const heldBefore = gone.session().parts.ring.all().length;

    const { members } = owner.session().session;
    const view = await nextOf(members.view);
    const leaver = view.members.find(({ name }) => name === '莫小雨');
    if (!leaver) throw new Error('a member');
    const target = { type: 'member', memberId: leaver.id } as const;
    unwrap(await members.remove({ target, mode: 'now', reason: 'lost' }));
    const after = await saveWorker(owner, '走后');
    await synchronise(owner, stays);
    const later = await saveWorker(stays, '再后');
    await synchronise(owner, stays);
    const files = await write(owner);

    // What leaves the house for everyone tells it of the removal, and gives it nothing.
    const report = await take(gone, files);
    expect(workersOf(gone)).not.toContain('走后');
    expect(report).toBeDefined();
    // Whoever hands it the bare log does not help either.
    await synchronise(owner, gone);
    expect(workersOf(gone)).not.toContain('走后');
    expect(workersOf(gone)).not.toContain('再后');
    // A restart opens whatever can be opened.
    await gone.reopen();

    const { parts, replica } = gone.session();
    const loot = createKeyRing(parts.ring.all());
    const { deviceId, incarnation, agreementKey } = parts.open;
    await fillKeyRing(loot, replica.spaceId, owner.session().replica.members().epochs, {
      ...{ type: 'device', deviceId, incarnation },
      key: agreementKey
    });
    expect(loot.all()).toHaveLength(heldBefore);
    const stolen = await opens(owner, loot);
    expect(stolen.has(before)).toBe(true);
    expect([after, later].filter((id) => stolen.has(id))).toEqual([]);
    // Control: the keys of a colleague who stays open all of it.
    const rightful = await opens(owner, stays.session().parts.ring);
    expect([before, after, later].filter((id) => !rightful.has(id))).toEqual([]);

    // Files: of all bundles in what leaves now, its carrier keys open those that tell it of the removal, a colleague's all.
    const all = await Promise.all(files.map((file) => bytesOf({ bytes: new Blob([file.bytes]) })));
    const withLoot = await readable(all, loot);
    const withKeys = await readable(all, stays.session().parts.ring);
    expect(withKeys.faults).toEqual([]);
    expect(withKeys.entries).toBeGreaterThan(0);
    expect(withLoot.entries).toBe(0);
  });
});
