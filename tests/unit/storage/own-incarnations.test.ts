import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../src/lib/kernel/result';
import { isMemberEntryOf } from '../../../src/lib/log/member-entry';
import { createParty, type PartyDevice } from '../../contract/transports/party';

async function give(from: PartyDevice, to: PartyDevice): Promise<void> {
  unwrap(await to.replica.ingest(await from.replica.since(await to.replica.frontier())));
}

/** A device whose profile was copied: both lives have written, so their chain is forked. */
async function createCopied(seed: number) {
  const { devices } = await createParty(seed, 2);
  const [peer, device] = devices as [PartyDevice, PartyDevice];
  await device.write(1);
  const older = device.disk();
  const copy = await device.openCopy(older);
  await device.write(1);
  await copy.rename((await copy.write(1))[0] as never, '副本');
  for (const life of [device, copy]) await give(life, peer);
  await give(peer, device);
  await give(device, peer);
  return { peer, device, copy, older };
}

describe('S15: a device and its own later incarnations', () => {
  it('I3: a profile that was put back writes as a new one as soon as it hears of what it registered since', async () => {
    const { peer, device, older } = await createCopied(41);
    expect(device.port.self().incarnation).toBeGreaterThan(1);
    const putBack = await device.openCopy(older);
    expect(putBack.port.self().incarnation).toBe(1);
    unwrap(await putBack.replica.ingest({ members: peer.replica.memberEntries(), entries: [] }));
    expect(putBack.port.self().incarnation).toBeGreaterThan(device.port.self().incarnation);
  });

  it('I1, I3: two copies of a profile open one new incarnation each, however often they meet', async () => {
    const { peer, device, copy } = await createCopied(42);
    for (let round = 0; round < 5; round++) {
      for (const life of [copy, device]) {
        await give(peer, life);
        await life.write(1);
        await give(life, peer);
      }
    }
    const { deviceId } = device.made.registration;
    const registered = peer.replica
      .memberEntries()
      .filter(
        (entry) =>
          isMemberEntryOf(entry, 'add-device') && entry.payload.device.deviceId === deviceId
      );
    expect(registered).toHaveLength(3);
    await give(peer, copy);
    expect(await peer.names()).toHaveLength(13);
    for (const life of [device, copy]) expect(await life.names()).toEqual(await peer.names());
  });
});
