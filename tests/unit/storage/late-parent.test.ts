import { afterEach, expect, it } from 'vitest';
import { unwrap } from '../../../src/lib/kernel/result';
import { createProfile, nextOf, synchronise, type Profile } from '../../factories/profile';
import { admit, invitation, saveWorker, workersOf } from '../../factories/team';

const profiles: Profile[] = [];
afterEach(async () => {
  for (const one of profiles.splice(0)) await one.close();
});

it('I1 S23 seed 50200: a removal that came before the entry it was made upon holds once that is here', async () => {
  const [owner, leaver, third] = [createProfile(), createProfile(), createProfile()];
  profiles.push(owner, leaver, third);
  await owner.found('区连翘');
  await admit(owner, leaver, '莫小雨');
  await admit(owner, third, '路通');
  for (const one of [leaver, third]) await synchronise(owner, one);
  const before = owner.session().replica.memberEntries().length;
  const { members } = owner.session().session;
  unwrap(await members.invite(invitation()));
  const leaves = (await nextOf(members.view)).members.find(({ name }) => name === '莫小雨');
  if (!leaves) throw new Error('a member');
  const target = { type: 'member', memberId: leaves.id } as const;
  unwrap(await members.remove({ target, mode: 'now', reason: 'lost' }));
  const [invited, removal] = owner.session().replica.memberEntries().slice(before);
  if (!invited || !removal) throw new Error('two acts');

  await saveWorker(leaver, '不知情');
  await synchronise(leaver, third);
  expect(workersOf(third)).toContain('不知情');
  const take = async (entry: typeof removal): Promise<void> => {
    unwrap(await third.session().replica.ingest({ members: [entry], entries: [] }));
  };
  await take(removal);
  expect(workersOf(third)).toContain('不知情');
  await take(invited);
  expect(workersOf(third)).not.toContain('不知情');
});
