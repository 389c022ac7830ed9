/** 核对码 that follow the writes (storage S17) beside those that a second tab makes by walking through all records. */
import { afterEach, expect, it } from 'vitest';
import { toHex } from '../../../src/lib/kernel/bytes';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import { scopes } from '../../../src/lib/kernel/scope';
import type { SyncReplica } from '../../../src/lib/storage/replica';
import { createProfile, synchronise, type Profile } from '../../factories/profile';
import { createConsentedPerson, createPersonChange, personIdOf } from '../../factories/records';
import { admit, saveWorker, take, write } from '../../factories/team';

const profiles: Profile[] = [];
afterEach(async () => {
  for (const one of profiles.splice(0)) await one.close();
});

const digestsOf = async (replica: SyncReplica) => {
  const all = [];
  for (const scope of scopes) {
    const { digest, recordCount, missing } = await replica.digest(scope);
    all.push({ digest: toHex(digest), recordCount, missing });
  }
  return all;
};

/** As whoever has just opened the book walks through it. */
async function walked(profile: Profile) {
  const tab = await profile.secondTab();
  const digests = await digestsOf(tab.replica);
  await tab.close();
  return digests;
}

it('I2 S17: what was asked for once follows saves, deletions, locks, erasures, folds and what comes in', async () => {
  const [owner, other] = [createProfile(), createProfile()];
  profiles.push(owner, other);
  await owner.found('区连翘');
  await admit(owner, other, '莫小雨');
  const { replica } = owner.session();
  const first = await digestsOf(replica);
  const told = new Set([JSON.stringify(first)]);
  const expectFollowed = async (isNews = true): Promise<void> => {
    const kept = await digestsOf(replica);
    expect(kept).toEqual(await walked(owner));
    if (isNews) expect(told.has(JSON.stringify(kept))).toBe(false);
    told.add(JSON.stringify(kept));
  };
  const [a, b, c] = ['a', 'b', 'c'].map(personIdOf) as [RecordId, RecordId, RecordId];
  const people = ['a', 'b', 'c'].flatMap((key) =>
    createConsentedPerson(key, { clergyPost: '无', unit: '同心中学' })
  );
  unwrap(await replica.commit(people));
  await expectFollowed();
  const set = { type: 'set', kind: 'person', id: a, values: { unit: '同心小学' } } as const;
  const receipt = unwrap(await replica.commit([set]));
  await expectFollowed();
  unwrap(await replica.undo(receipt));
  await expectFollowed();
  unwrap(await replica.commit([{ type: 'delete', kind: 'person', id: b }]));
  await expectFollowed();
  unwrap(await replica.lock(a, 'withdrawn'));
  await expectFollowed(false);
  await replica.fold();
  await expectFollowed(false);
  unwrap(await replica.erase([c], 'request'));
  await expectFollowed();

  await take(other, await write(owner));
  unwrap(await other.session().replica.commit([createPersonChange('d')]));
  const edit = { type: 'set', kind: 'person', id: a, values: { clergyPost: '住持' } } as const;
  unwrap(await other.session().replica.commit([edit]));
  await saveWorker(other, '路通');
  await take(owner, await write(other));
  await expectFollowed();
  expect(await digestsOf(other.session().replica)).toEqual(await digestsOf(replica));

  const tab = await owner.secondTab();
  unwrap(await tab.replica.commit([createPersonChange('e')]));
  await expectFollowed();
  await tab.close();
  await replica.rebuild();
  await expectFollowed(false);
  await synchronise(owner, other);
  expect(await digestsOf(other.session().replica)).toEqual(await digestsOf(replica));
});
