/** What screens say is lacking counts what lies past a fork (P9, I3: nothing is lost unsaid). */
import { expect, it } from 'vitest';
import { compareStatuses } from '../../../src/lib/log/protocol/wants';
import { createParty, type PartyDevice } from '../../contract/transports/party';
import { give } from '../../factories/party-visits';

const wordOf = ({ port }: PartyDevice) => port.status({ withDigests: false });

it('P9: a branch that only one of two has is lacking at the other, until it is there', async () => {
  const { devices } = await createParty(261, 2);
  const [peer, device] = devices as [PartyDevice, PartyDevice];
  await device.write(1);
  await give(device, peer);
  const copy = await device.openCopy(device.disk());
  await device.write(3);
  await give(device, peer);
  await copy.write(2);
  await give(peer, copy);
  // The copy has both branches and knows of the fork; the colleague has one and knows of none.
  const [ours, theirs] = [await wordOf(peer), await wordOf(copy)];
  expect(compareStatuses(ours, theirs)).toMatchObject({
    weLackOnBranches: 2,
    theyLackOnBranches: 0
  });
  expect(compareStatuses(theirs, ours)).toMatchObject({
    weLackOnBranches: 0,
    theyLackOnBranches: 2
  });
  await give(copy, peer);
  const level = compareStatuses(await wordOf(peer), await wordOf(copy));
  expect(level).toMatchObject({ weLackOnBranches: 0, theyLackOnBranches: 0 });
});
