import { afterEach, describe, expect, it } from 'vitest';
import type { RunningSync } from '../../../../src/lib/app/sync/sync-service';
import type { SyncReplica } from '../../../../src/lib/storage/replica';
import { createProfile, nextOf, type Profile } from '../../../factories/profile';
import { startService } from '../../../factories/sync-service';
import { admit, saveWorker, take, write } from '../../../factories/team';

const profiles: Profile[] = [];
const services: RunningSync[] = [];
afterEach(async () => {
  for (const one of services.splice(0)) one.stop();
  for (const one of profiles.splice(0)) await one.close();
});

/** A replica whose merged records have gone wrong without its log: another digest, until it is rebuilt. */
function spoiled(replica: SyncReplica): SyncReplica {
  let isSpoiled = true;
  return {
    ...replica,
    port(appVersion) {
      const port = replica.port(appVersion);
      return {
        ...port,
        async status(options) {
          const status = await port.status(options);
          const digests = status.digests.map((digest) => ({
            ...digest,
            digest: digest.digest.map((byte, at) => (at === 0 ? byte ^ 1 : byte))
          }));
          return isSpoiled ? { ...status, digests } : status;
        }
      };
    },
    async rebuild(onProgress) {
      await replica.rebuild(onProgress);
      isSpoiled = false;
    }
  };
}

describe('a true mismatch of 核对码 (Y3, DESIGN 6)', () => {
  it('I2 Y3: is an alarm that stays, until what is merged is built again from the log and matches', async () => {
    const [owner, joiner] = [createProfile(), createProfile()];
    profiles.push(owner, joiner);
    await owner.found('区连翘');
    await admit(owner, joiner, '莫小雨');
    await saveWorker(owner, '石榴');
    await take(joiner, await write(owner));
    const running = startService(owner, { replica: spoiled(owner.session().replica) });
    services.push(running);
    const { service } = running;
    const files = (await write(joiner)).map(({ fileName, bytes }) => new File([bytes], fileName));
    await service.importFiles(files);
    expect(await nextOf(service.view)).toMatchObject({
      trust: 'mismatch',
      peers: [{ isMismatched: true }]
    });
    const before = await nextOf(service.check);
    expect(before.peers[0]?.scopes.map(({ verdict }) => verdict)).toContain('mismatch');

    const steps: [number, number][] = [];
    await service.rebuild((done, total) => steps.push([done, total]));
    const [done, total] = steps.at(-1) ?? [];
    expect(done).toBe(total);
    expect(steps.length).toBeGreaterThan(0);
    expect(await nextOf(service.view)).toMatchObject({
      trust: 'verified',
      peers: [{ isMismatched: false }]
    });
    const after = await nextOf(service.check);
    expect(after.peers[0]?.scopes.map(({ verdict }) => verdict)).toEqual(
      after.own.map(() => 'match')
    );
  });
});
