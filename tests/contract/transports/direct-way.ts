/** Pairs of devices that show each other codes: the whole direct way, over whatever peer connections are given. */
import { unwrap } from '../../../src/lib/kernel/result';
import type { Bytes } from '../../../src/lib/kernel/bytes';
import type { Timer } from '../../../src/lib/kernel/environment';
import { partyOf } from '../../../src/lib/log/direct/channel-proof';
import { createFrameLink, type LinkReport } from '../../../src/lib/log/protocol/frame-link';
import { createDirectLink, type DirectLink } from '../../../src/lib/transports/direct/direct';
import type { PeerConnection } from '../../../src/lib/transports/direct/peer-connection';
import { createFakeNetwork } from '../../factories/fake-peers';
import { createTestTimer } from './channel-pair';
import type { Fault, Way, WayDevice, WayParty, WayRun } from './way';

export function beginDirect(
  device: WayDevice,
  openPeer: () => PeerConnection | null,
  timer: Timer = createTestTimer()
): DirectLink {
  const party = partyOf(device.port);
  if (!party) throw new Error('the own device is registered');
  return createDirectLink({ openPeer, timer, party });
}

/** Both codes are carried; what comes of it is in `opened` of both. */
export async function carryCodes(first: DirectLink, second: DirectLink): Promise<void> {
  const { code: offer } = unwrap(await first.createOffer());
  const { code: answer } = unwrap(await second.acceptOffer(offer));
  unwrap(await first.finish(answer));
}

/** undefined for a side whose link did not open. */
export async function meetDirectly(
  ends: readonly [WayDevice, WayDevice],
  party: WayParty,
  openPeer: () => PeerConnection | null,
  timer?: Timer
): Promise<(LinkReport | undefined)[]> {
  const [first, second] = [
    beginDirect(ends[0], openPeer, timer),
    beginDirect(ends[1], openPeer, timer)
  ];
  await carryCodes(first, second);
  return Promise.all(
    [first, second].map(async ({ opened }, i) => {
      const outcome = await opened;
      if (!outcome.ok) return undefined;
      const { port, clock } = ends[i === 0 ? 0 : 1];
      const deps = { clock, random: party.random, timer: timer ?? createTestTimer() };
      return createFrameLink(port, outcome.value.channel, deps).run('once');
    })
  );
}

export const directWay: Way = {
  name: '直连 with codes and proofs',
  async open(party): Promise<WayRun> {
    let fault: Fault | undefined;
    let seen: Bytes[] = [];
    return {
      async visit(device) {
        for (const other of party.devices) {
          if (other === device) continue;
          seen = [];
          const network = createFakeNetwork(party.random);
          network.meddle = (chunk) => {
            seen.push(chunk);
            return fault ? fault(chunk) : chunk;
          };
          await meetDirectly([device, other], party, () => network.open());
        }
      },
      setFault: (next) => (fault = next),
      seen: async () => seen,
      close: async () => undefined
    };
  }
};
