import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../src/lib/kernel/result';
import { createGrant } from '../../../src/lib/log/grant';
import type { Role } from '../../../src/lib/log/roles';
import { createParty, type PartyDevice } from '../../contract/transports/party';

async function give(from: PartyDevice, to: PartyDevice): Promise<void> {
  unwrap(await to.replica.ingest(await from.replica.since(await to.replica.frontier())));
}

describe('S15: a fork of a device that may not write any more', () => {
  it('I3, I4: is taken in as it is, and its work comes back when the device may write again', async () => {
    const party = await createParty(31, 2);
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    await b.write(1);
    await give(b, a);
    const { memberId } = b.made.registration;
    const setRole = async (role: Role) =>
      a.act({
        kind: 'set-role',
        memberId,
        ...createGrant(role),
        cuts: [...(await a.replica.frontier()).chains],
        keys: []
      });
    // A profile that was put back: two lives of one device, and neither knows of the other or of the new role.
    const copy = await b.openCopy(b.disk());
    await b.write(1);
    await copy.rename((await copy.write(1))[0] as never, '第二支');
    await setRole('viewer');
    for (const one of [b, copy]) await give(one, a);
    await give(a, b);
    expect(await a.names()).toHaveLength(1);
    // Its new life was registered as it stood then; who did not know of it would give a role beside that one.
    await give(b, a);
    await setRole('editor');
    await give(a, b);
    await give(b, a);
    expect(await a.names()).toHaveLength(3);
    expect(await a.names()).toEqual(await b.names());
  });
});
