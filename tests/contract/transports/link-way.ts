/** Everybody within reach of everybody over channels in memory; what goes over them is kept to be searched. */
import type { Bytes } from '../../../src/lib/kernel/bytes';
import { createFrameLink } from '../../../src/lib/log/protocol/frame-link';
import { createChannelPair, createTestTimer } from './channel-pair';
import type { Fault, Way, WayRun } from './way';

export const linkWay: Way = {
  name: '直连 over channels in memory',
  async open(party): Promise<WayRun> {
    let fault: Fault | undefined;
    let seen: Bytes[] = [];
    const meddle = (chunk: Bytes): readonly Bytes[] | 'cut' => {
      seen.push(chunk);
      const passed = fault ? fault(chunk) : chunk;
      return passed ? [passed] : 'cut';
    };
    return {
      async visit(device) {
        for (const other of party.devices) {
          if (other === device) continue;
          seen = [];
          const pair = createChannelPair({ meddle: [meddle, meddle] });
          const [one, two] = [device, other].map((end, i) =>
            createFrameLink(end.port, pair.ends[i === 0 ? 0 : 1], {
              clock: end.clock,
              random: party.random,
              timer: createTestTimer()
            })
          );
          await Promise.all([one?.run('once'), two?.run('once')]);
        }
      },
      setFault: (next) => (fault = next),
      seen: async () => seen,
      close: async () => undefined
    };
  }
};
