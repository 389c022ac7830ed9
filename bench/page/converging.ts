/** Two devices that were apart, over the browser's own data channel: ours, the bare bytes, and plain Yjs updates. */
import * as Y from 'yjs';
import { systemRandom } from '../../src/lib/crypto/random';
import { toHex, type Bytes } from '../../src/lib/kernel/bytes';
import type { Timer } from '../../src/lib/kernel/environment';
import { createRecordId } from '../../src/lib/kernel/ids';
import { unwrap } from '../../src/lib/kernel/result';
import { createDevice, foundSpace } from '../../src/lib/log/founding';
import { createGrant } from '../../src/lib/log/grant';
import { addMember } from '../../src/lib/log/acts/admit';
import { createFrameChannel, type DuplexChannel } from '../../src/lib/log/protocol/frame-channel';
import { createFrameLink } from '../../src/lib/log/protocol/frame-link';
import type { SyncReplica } from '../../src/lib/storage/replica';
import { createDataChannel } from '../../src/lib/transports/direct/data-channel';
import { clock } from './own';
import { openDevice } from './sync-device';

type Ends = readonly [DuplexChannel, DuplexChannel];

const timer: Timer = {
  after(ms, run) {
    const id = setTimeout(run, ms);
    return () => clearTimeout(id);
  }
};

/** Two peer connections of this page, as those of two machines beside each other. */
async function openChannels(): Promise<Ends> {
  const peers = [new RTCPeerConnection(), new RTCPeerConnection()] as const;
  peers.forEach((peer, i) =>
    peer.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate) void peers[i === 0 ? 1 : 0].addIceCandidate(candidate);
    })
  );
  const channels = peers.map((peer) =>
    peer.createDataChannel('bench', { negotiated: true, id: 0 })
  );
  const opened = channels.map(
    (channel) => new Promise((resolve) => channel.addEventListener('open', resolve))
  );
  const [a, b] = peers;
  await a.setLocalDescription(await a.createOffer());
  if (a.localDescription) await b.setRemoteDescription(a.localDescription);
  await b.setLocalDescription(await b.createAnswer());
  if (b.localDescription) await a.setRemoteDescription(b.localDescription);
  await Promise.all(opened);
  const [one, other] = channels.map((channel) => createDataChannel(channel, new Uint8Array(0)));
  if (!one || !other) throw new Error('two channels');
  return [one, other];
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Frames in both directions at once; resolves when everything has arrived. */
async function exchange(
  ends: Ends,
  frames: readonly [readonly Bytes[], readonly Bytes[]],
  onFrame: (side: 0 | 1, frame: Bytes) => void
): Promise<void> {
  const channels = ends.map(createFrameChannel);
  await Promise.all(
    ([0, 1] as const).flatMap((side) => {
      const other = frames[side === 0 ? 1 : 0];
      const send = async (): Promise<void> => {
        for (const frame of frames[side]) await channels[side]?.send(frame);
      };
      const receive = async (): Promise<void> => {
        for (let i = 0; i < other.length; i++) {
          const next = await channels[side]?.receive();
          if (next?.type !== 'frame') throw new Error('the channel stays open');
          onFrame(side, next.frame);
        }
      };
      return [send(), receive()];
    })
  );
  ends.forEach((end) => end.close());
}

async function openPair(): Promise<readonly [SyncReplica, SyncReplica]> {
  const random = systemRandom;
  const space = await foundSpace({ name: '甲', printedKey: null, atMs: clock.now(), random });
  const first = await openDevice('sync-a', space.spaceId, space.device, [space.entry]);
  const made = await createDevice('乙', random);
  unwrap(await first.act(addMember(made.registration, createGrant('editor'))));
  return [first, await openDevice('sync-b', space.spaceId, made, first.memberEntries())];
}

/** One save each: every fourth a new person, the others an edit of one. */
async function change(replica: SyncReplica, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const row = replica.view.rows('person')[Math.floor(i / 4)];
    const id = row?.id ?? createRecordId(systemRandom);
    unwrap(
      await replica.commit([
        i % 4 === 0 || !row
          ? {
              type: 'create',
              kind: 'person',
              id: createRecordId(systemRandom),
              values: newPerson(i)
            }
          : { type: 'set', kind: 'person', id, values: { unit: `单位 ${i}` } }
      ])
    );
  }
}

const newPerson = (i: number) => ({
  name: `人${i}`,
  mobile: [{ number: `15400${String(i).padStart(6, '0')}` }],
  unit: '同心中学'
});

/** The same changes in one plain document, update by update. */
function yjsUpdates(client: number, count: number): { doc: Y.Doc; updates: Bytes[] } {
  const doc = new Y.Doc({ guid: 'bench' });
  doc.clientID = client;
  const updates: Bytes[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(new Uint8Array(update)));
  const people = doc.getMap<Y.Map<unknown>>('people');
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    doc.transact(() => {
      if (i % 4 === 0) {
        const id = createRecordId(systemRandom);
        const person = new Y.Map<unknown>(Object.entries(newPerson(i)));
        ids.push(id);
        people.set(id, person);
      } else people.get(ids[Math.floor(i / 4)] ?? '')?.set('unit', `单位 ${i}`);
    });
  }
  return { doc, updates };
}

export interface Converged {
  readonly ownMs: number;
  readonly rawMs: number;
  readonly yjsMs: number;
  readonly ownBytes: number;
  readonly yjsBytes: number;
}

/** `count` changes on each of two devices, until both show the same 核对码. */
export async function converge(count: number): Promise<Converged> {
  const replicas = await openPair();
  for (const replica of replicas) await change(replica, count);
  const ends = await openChannels();
  let ownBytes = 0;
  const ownMs = await timed(async () => {
    const links = replicas.map((replica, i) =>
      createFrameLink(replica.port('bench'), ends[i === 0 ? 0 : 1], {
        ...{ clock, timer },
        random: systemRandom
      })
    );
    const reports = await Promise.all(links.map((link) => link.run('once')));
    for (const { end, bytesSent } of reports) {
      if (end.type !== 'synced') throw new Error(`ended ${end.type}`);
      ownBytes += bytesSent;
    }
  });
  ends.forEach((end) => end.close());
  for (const scope of ['general', 'sensitive'] as const) {
    const [a, b] = await Promise.all(replicas.map((replica) => replica.digest(scope)));
    if (!a || !b || toHex(a.digest) !== toHex(b.digest)) throw new Error('one 核对码 for both');
  }
  await Promise.all(replicas.map((replica) => replica.close()));
  const half = new Array<Bytes>(Math.ceil(ownBytes / 2 / 64_000)).fill(new Uint8Array(64_000));
  const rawEnds = await openChannels();
  const rawMs = await timed(() => exchange(rawEnds, [half, half], () => undefined));
  const [one, other] = [yjsUpdates(1, count), yjsUpdates(2, count)];
  const yjsEnds = await openChannels();
  const yjsMs = await timed(() =>
    exchange(yjsEnds, [[...one.updates], [...other.updates]], (side, frame) =>
      Y.applyUpdate(side === 0 ? one.doc : other.doc, frame)
    )
  );
  const yjsBytes = [one, other].reduce((sum, { updates }) => {
    // What arrived was told as an update too.
    return sum + updates.slice(0, count).reduce((bytes, { length }) => bytes + length, 0);
  }, 0);
  return { ownMs, rawMs, yjsMs, ownBytes, yjsBytes };
}
