/**
 * Requests, answers and the six digits over a shared medium: frames are objects under the routing tag of their invitation, named
 * by what they hold, so that nothing is written twice or read twice. Whoever wrote one takes it away when it says nothing more.
 */
import { toHex, utf8, concatBytes, type Bytes } from '../../kernel/bytes';
import type { DeviceId } from '../../kernel/ids';
import { sha256Sync } from '../../crypto/sha256';
import type { ObjectMedium } from '../../transports/objects/medium';
import type { JoinFrame, JoinPort, JoinReceipt, JoinVisit } from '../members/types';

export interface JoinExchange {
  /** Throws MediumError. */
  run(): Promise<JoinVisit>;
}

/** What strangers put there costs a look each, and no more than this in one visit. */
const maxFrames = 256;

export function createJoinExchange(
  medium: ObjectMedium,
  port: JoinPort,
  ownId: DeviceId
): JoinExchange {
  /** Paths that have been read. */
  const seen = new Set<string>();
  /** Replies of this life, by name: the other side may come for them days later. */
  const replies = new Map<string, JoinFrame>();

  async function receiveAll(tags: readonly string[]): Promise<JoinReceipt[]> {
    const receipts: JoinReceipt[] = [];
    const objects = (await medium.list(tags)).filter(({ tag, name, path }) => {
      const isOwn = name.startsWith(ownerOf(tag, ownId));
      return !isOwn && !seen.has(path);
    });
    for (const object of objects.slice(0, maxFrames)) {
      const frame = await medium.read(object);
      if (!frame) continue;
      const received = await port.receive(frame);
      // What this device could not keep is read again.
      if (!received.ok && (received.error.type === 'storage' || received.error.type === 'locked'))
        continue;
      seen.add(object.path);
      if (!received.ok) continue;
      receipts.push(received.value.receipt);
      for (const reply of received.value.replies) {
        const join = { tag: object.tag, frame: reply };
        replies.set(nameOf(join, ownId), join);
      }
    }
    return receipts;
  }

  async function send(tags: readonly string[]): Promise<number> {
    const frames = [...replies.values(), ...(await port.outgoing())];
    const due = new Map(frames.map((frame) => [nameOf(frame, ownId), frame]));
    const own = (await medium.list(tags)).filter(({ tag, name }) =>
      name.startsWith(ownerOf(tag, ownId))
    );
    const there = new Set(own.map(({ name }) => name));
    let sent = 0;
    for (const [name, { tag, frame }] of due) {
      if (there.has(name)) continue;
      await medium.put(tag, name, frame);
      sent++;
    }
    for (const object of own) if (!due.has(object.name)) await medium.remove(object);
    return sent;
  }

  return {
    async run() {
      const tags = await port.tags();
      if (tags.length === 0) return { receipts: [], sent: 0 };
      const receipts = await receiveAll(tags);
      return { receipts, sent: await send(tags) };
    }
  };
}

const hashName = (...parts: readonly Bytes[]): string =>
  toHex(sha256Sync(concatBytes(...parts)).slice(0, 8));

/** Tells outsiders nothing that links two invitations. */
const ownerOf = (tag: string, ownId: DeviceId): string =>
  `${hashName(utf8(`tongxinbu/1/join-owner ${tag} ${ownId}`))}-`;

const nameOf = ({ tag, frame }: JoinFrame, ownId: DeviceId): string =>
  `${ownerOf(tag, ownId)}${hashName(frame)}`;
