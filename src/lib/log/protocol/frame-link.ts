/**
 * Two replicas over any duplex channel (DESIGN 6): rounds of HELLO, FRONTIER, WANT, DATA, ACK, the same on both sides and in
 * lockstep, until neither lacks anything; then once more with digests. Cut anywhere, the next link goes on where the last
 * segment became durable. Against a hostile peer: everything decoded strictly, `window` segments in flight, rounds and
 * fruitless pieces counted, silence timed; what was asked for and not delivered is not asked for again.
 * Longer than most files: one exchange is one state, and each guard against the peer stands beside the step it guards.
 */
import { equalBytes, type Bytes } from '../../kernel/bytes';
import type { Clock, Random, Timer } from '../../kernel/environment';
import { carriedType, routingTagOf } from '../carrier';
import { decodeSegment, encodeSegment } from '../segment';
import { createFrameChannel, type DuplexChannel, type FrameChannel } from './frame-channel';
import { PortError, type HeldCarrier, type LogPort } from './log-port';
import {
  decodeHello,
  decodeMessage,
  encodeHello,
  encodeMessage,
  maxTags,
  nonceLength,
  wantsNothing,
  type Hello,
  type Message,
  type Wanted,
  type WantedChain
} from './messages';
import { answerTo, judgePeer, linkBinding, signOwnStatus, type PeerStanding } from './peer';
import type { SignedStatus } from './status';
import { compareStatuses, wantOf } from './wants';

export interface LinkDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  /** Tags of open invitations: frames under them are handed on (join requests and answers). */
  readonly mail?: {
    readonly tags: readonly string[];
    /** Ends when the exchange is over. */
    handle(tag: string, frames: FrameChannel): Promise<void>;
  };
  readonly onProgress?: (progress: LinkProgress) => void;
  /** The peer's word, each time it has been proved. */
  readonly onPeer?: (peer: SignedStatus) => void;
}

export interface LinkProgress {
  readonly received: number;
  /** Entries that the peer has and this device lacks, at the beginning of the round. */
  readonly toReceive: number;
  readonly sent: number;
  readonly toSend: number;
}

export type LinkEnd =
  /** Neither lacks anything of what the other keeps. */
  | { readonly type: 'synced' }
  /** Nothing more can be had, though something is still missing on one side. */
  | { readonly type: 'incomplete' }
  /** The channel ended before; a new link goes on from here. */
  | { readonly type: 'closed' }
  /** The peer holds no key of this space. */
  | { readonly type: 'not-ours' }
  /** The peer speaks a later version of the protocol. */
  | { readonly type: 'newer' }
  /** The peer is not who it says, or sent what no honest device sends. */
  | { readonly type: 'dishonest'; readonly reason: string }
  | { readonly type: 'silent' }
  | { readonly type: 'storage'; readonly reason: string }
  /** The channel was used for an invitation. */
  | { readonly type: 'mail'; readonly tag: string };

export interface LinkReport {
  readonly end: LinkEnd;
  /** The peer's last proved word. */
  readonly peer: SignedStatus | null;
  readonly standing: PeerStanding;
  readonly rounds: number;
  /** Entries and member entries that were new. */
  readonly received: number;
  readonly sent: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
}

export interface FrameLink {
  /** Runs until both are level (`once`), or until the channel or this side closes (`stay`). */
  run(mode: 'once' | 'stay'): Promise<LinkReport>;
  /** Something was written here: a staying link begins another round. */
  changed(): void;
  close(): void;
}

/** Segments on their way that the peer has not made durable yet. */
const window = 4;
const silenceMs = 60_000;
const maxRounds = 16;
/** Pieces in a row that bring nothing, and rounds in a row in which a staying peer says nothing new. */
const maxFruitless = 32;

/** Ends the run from anywhere inside. */
class LinkBreak extends Error {
  override readonly name = 'LinkBreak';
  readonly end: LinkEnd;
  constructor(end: LinkEnd) {
    super(end.type);
    this.end = end;
  }
}
const dishonest = (reason: string): LinkBreak => new LinkBreak({ type: 'dishonest', reason });

interface Session {
  readonly frames: FrameChannel;
  peer: SignedStatus | null;
  standing: PeerStanding;
  rounds: number;
  received: number;
  sent: number;
  bytesReceived: number;
  bytesSent: number;
  /** Runs that were asked for and did not come. */
  readonly givenUp: Set<string>;
}

export function createFrameLink(port: LogPort, channel: DuplexChannel, deps: LinkDeps): FrameLink {
  const frames = createFrameChannel(channel);
  const session: Session = {
    frames,
    peer: null,
    standing: 'unknown',
    rounds: 0,
    received: 0,
    sent: 0,
    bytesReceived: 0,
    bytesSent: 0,
    givenUp: new Set()
  };
  const inbox = createInbox(frames, deps.timer, session);
  let isChanged = false;
  let isClosed = false;
  let wake: (() => void) | undefined;

  async function runRounds(mode: 'once' | 'stay'): Promise<LinkEnd> {
    let fruitless = 0;
    for (;;) {
      const before = session.received + session.sent;
      const end = await levelUp();
      if (mode === 'once') return end;
      fruitless = session.received + session.sent > before || isChanged ? 0 : fruitless + 1;
      if (fruitless > maxFruitless) throw dishonest('rounds without anything new');
      if (!(await waitForNews())) return { type: 'closed' };
      session.rounds = 0;
    }
  }

  /** Rounds until nothing is wanted; the last carries digests. */
  async function levelUp(): Promise<LinkEnd> {
    for (let isProof = false; session.rounds < maxRounds;) {
      isChanged = false;
      const outcome = await runRound(port, channel, deps, session, inbox, isProof);
      session.rounds++;
      if (outcome.type === 'mail') return outcome;
      if (isProof && outcome.isQuiet) return { type: outcome.isLevel ? 'synced' : 'incomplete' };
      isProof = outcome.isQuiet;
    }
    return { type: 'incomplete' };
  }

  /** False when the link has ended. */
  async function waitForNews(): Promise<boolean> {
    if (isChanged) return true;
    const woken = new Promise<'changed'>((resolve) => (wake = () => resolve('changed')));
    const first = await Promise.race([inbox.peek(), woken]);
    return !isClosed && (first === 'changed' || first.type === 'frame');
  }

  return {
    async run(mode) {
      let end: LinkEnd;
      try {
        end = await runRounds(mode);
      } catch (thrown) {
        if (thrown instanceof LinkBreak) end = thrown.end;
        else if (thrown instanceof PortError) end = thrown.fault;
        else throw thrown;
      }
      frames.close();
      const { rounds, received, sent, bytesReceived, bytesSent, peer, standing } = session;
      return { end, peer, standing, rounds, received, sent, bytesReceived, bytesSent };
    },
    changed() {
      isChanged = true;
      wake?.();
    },
    close() {
      isClosed = true;
      frames.close();
      wake?.();
    }
  };
}

type RoundOutcome =
  | { readonly type: 'mail'; readonly tag: string }
  /** `isQuiet`: neither asked for anything. `isLevel`: neither lacks anything either. */
  | { readonly type: 'round'; readonly isQuiet: boolean; readonly isLevel: boolean };

async function runRound(
  port: LogPort,
  channel: DuplexChannel,
  deps: LinkDeps,
  session: Session,
  inbox: Inbox,
  isProof: boolean
): Promise<RoundOutcome> {
  const meeting = await exchangeHellos(port, deps, session, inbox);
  if (meeting.type === 'mail') {
    await deps.mail?.handle(meeting.tag, session.frames);
    return meeting;
  }
  const { link, nonces } = meeting;
  const speak = createSpeaker(link, deps, session);
  const hear = createHearer(link, inbox);
  const binding = linkBinding(nonces, link.carrier.tagBytes, channel.binding);
  const content = await port.status({ withDigests: isProof });
  const own = await signOwnStatus(port, content, binding, deps.clock.now());
  await speak({ kind: 'frontier', signed: own });
  const { signed } = await hear('frontier');
  const standing = await meetPeer(port, deps, session, signed, binding);
  const lacking = await wantOf(port, content, signed.status, !session.givenUp.has('absent'));
  const wanted = withoutGivenUp(lacking, session.givenUp);
  await speak({ kind: 'want', wanted });
  const theirs = (await hear('want')).wanted;
  const { theyLack, weLack, areMembersEqual } = compareStatuses(content, signed.status);
  if (wantsNothing(wanted) && wantsNothing(theirs)) {
    return { type: 'round', isQuiet: true, isLevel: theyLack + weLack === 0 && areMembersEqual };
  }
  const tell = createTeller(deps, session, weLack, theyLack);
  await transfer({ port, session, link, speak, inbox, tell }, wanted, theirs, standing);
  return { type: 'round', isQuiet: false, isLevel: false };
}

type Meeting =
  | { readonly type: 'mail'; readonly tag: string }
  | {
      readonly type: 'met';
      readonly link: HeldCarrier;
      readonly nonces: readonly [Bytes, Bytes];
    };

async function exchangeHellos(
  port: LogPort,
  deps: LinkDeps,
  session: Session,
  inbox: Inbox
): Promise<Meeting> {
  const { held } = await port.carriers();
  const mailTags = deps.mail?.tags ?? [];
  const tags = [...held.map(({ carrier }) => carrier.tag), ...mailTags].slice(0, maxTags);
  const own: Hello = { nonce: deps.random.bytes(nonceLength), tags };
  await sendFrame(session, encodeHello(own));
  const frame = await inbox.take();
  const hello = decodeHello(frame);
  if (!hello.ok) throw hello.error.type === 'newer' ? new LinkBreak(hello.error) : notHello();
  const theirs = hello.value;
  // Our own words coming back would agree with everything we say.
  if (equalBytes(own.nonce, theirs.nonce)) throw dishonest('own greeting came back');
  const isFirst = isBelow(own.nonce, theirs.nonce);
  const [first, second] = isFirst ? [own, theirs] : [theirs, own];
  const tag = first.tags.find((one) => second.tags.includes(one));
  if (tag === undefined) throw new LinkBreak({ type: 'not-ours' });
  if (mailTags.includes(tag)) return { type: 'mail', tag };
  const link = held.find(({ carrier }) => carrier.tag === tag);
  if (!link) throw new LinkBreak({ type: 'not-ours' });
  return { type: 'met', link, nonces: [first.nonce, second.nonce] };
}

const notHello = (): LinkBreak => dishonest('no greeting');

const isBelow = (a: Bytes, b: Bytes): boolean => {
  const at = a.findIndex((byte, i) => byte !== b[i]);
  return (a[at] ?? 0) < (b[at] ?? 0);
};

async function meetPeer(
  port: LogPort,
  deps: LinkDeps,
  session: Session,
  signed: SignedStatus,
  binding: Bytes
): Promise<PeerStanding> {
  const standing = await judgePeer(port, signed, binding);
  if (standing === 'false') throw dishonest('a status that does not hold');
  const { deviceId, incarnation } = signed.status;
  const self = port.self();
  session.standing = standing;
  // A copy of this profile is no peer; the replica finds the fork, if there is one, in its entries.
  const isSelf = deviceId === self.deviceId && incarnation === self.incarnation;
  if (standing !== 'unknown' && !isSelf) {
    session.peer = signed;
    deps.onPeer?.(signed);
  }
  return standing;
}

interface Transfer {
  readonly port: LogPort;
  readonly session: Session;
  readonly link: HeldCarrier;
  readonly speak: (message: Message) => Promise<void>;
  readonly inbox: Inbox;
  readonly tell: () => void;
}

/** Both answers at once: what they asked for goes out while what we asked for comes in. */
async function transfer(
  context: Transfer,
  wanted: Wanted,
  theirs: Wanted,
  standing: PeerStanding
): Promise<void> {
  const flow = createFlow();
  const failures: unknown[] = [];
  const serving = serve(context, theirs, standing, flow).catch((thrown: unknown) => {
    failures.push(thrown);
    // Whoever listens is woken by the end of the channel.
    context.session.frames.close();
  });
  const listening = listen(context, flow).catch((thrown: unknown) => {
    failures.push(thrown);
    flow.stop();
  });
  await Promise.all([serving, listening]);
  const [first] = failures;
  if (first instanceof Error) throw first;
  // What we gave may change what the peer gives next: its member entries told it who we are.
  if (!flow.broughtNews && !flow.gaveNews) giveUp(context.session, wanted);
}

/** What is in flight to the peer, and how far its answer has come. */
function createFlow() {
  let wake: (() => void) | undefined;
  const flow = {
    sent: 0,
    acked: 0,
    isServed: false,
    isHeard: false,
    isStopped: false,
    broughtNews: false,
    gaveNews: false,
    /** False when the transfer has been stopped. */
    async roomToSend(): Promise<boolean> {
      while (flow.sent - flow.acked >= window && !flow.isStopped) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
      return !flow.isStopped;
    },
    notify(): void {
      wake?.();
      wake = undefined;
    },
    stop(): void {
      flow.isStopped = true;
      flow.notify();
    },
    isOver: (): boolean => flow.isServed && flow.isHeard && flow.acked === flow.sent
  };
  return flow;
}
type Flow = ReturnType<typeof createFlow>;

async function serve(
  { port, session, link, speak, tell }: Transfer,
  theirs: Wanted,
  standing: PeerStanding,
  flow: Flow
): Promise<void> {
  for await (const segment of answerTo(port, theirs, standing, link)) {
    if (!(await flow.roomToSend())) return;
    const bytes = encodeSegment(segment);
    await speak({ kind: 'data', number: ++flow.sent, isLast: false, segment: bytes });
    session.sent += segment.entries.length + segment.members.length;
    flow.gaveNews = true;
    tell();
  }
  if (!(await flow.roomToSend())) return;
  flow.isServed = true;
  const nothing = new Uint8Array(0);
  await speak({ kind: 'data', number: ++flow.sent, isLast: true, segment: nothing });
}

/** Takes DATA in and acknowledges it when durable; ends when both answers are through. */
async function listen(context: Transfer, flow: Flow): Promise<void> {
  const { session, link, speak, inbox } = context;
  let number = 0;
  let fruitless = 0;
  while (!flow.isOver()) {
    const message = await openMessage(link, await inbox.take());
    if (message.kind === 'ack') {
      if (message.number !== flow.acked + 1 || message.number > flow.sent)
        throw dishonest('an acknowledgement of nothing');
      flow.acked = message.number;
      flow.notify();
      continue;
    }
    if (message.kind !== 'data') throw dishonest('out of turn');
    if (message.number !== ++number || flow.isHeard) throw dishonest('pieces out of order');
    if (message.segment.length > 0) {
      const isNews = await takeIn(context, message.segment);
      fruitless = isNews ? 0 : fruitless + 1;
      if (fruitless > maxFruitless) throw dishonest('pieces without anything new');
      flow.broughtNews ||= isNews;
    }
    flow.isHeard = message.isLast;
    await speak({ kind: 'ack', number });
    session.rounds = flow.broughtNews ? 0 : session.rounds;
  }
}

async function takeIn({ port, session, tell }: Transfer, bytes: Bytes): Promise<boolean> {
  const segment = decodeSegment(bytes);
  if (!segment.ok) throw dishonest('a segment that is none');
  const report = await port.ingest(segment.value);
  if (!report.ok) throw new LinkBreak(report.error);
  const { added, members, forked, rejected } = report.value;
  session.received += added + members + forked;
  tell();
  if (rejected > 0) throw dishonest('entries that do not hold');
  return added + members + forked > 0;
}

/** What was asked for in vain is not asked for again on this link. */
function giveUp(session: Session, wanted: Wanted): void {
  for (const run of wanted.chains) session.givenUp.add(runKey(run));
  if (wanted.members) session.givenUp.add('members');
  session.givenUp.add('absent');
}

const runKey = ({ scope, deviceId, incarnation, from, branches }: WantedChain): string =>
  `${scope}/${deviceId}/${incarnation}/${from}/${branches}`;

const withoutGivenUp = ({ members, chains }: Wanted, givenUp: ReadonlySet<string>): Wanted => ({
  members: givenUp.has('members') ? null : members,
  chains: chains.filter((run) => !givenUp.has(runKey(run)))
});

async function sendFrame(session: Session, frame: Bytes): Promise<void> {
  session.bytesSent += frame.length;
  if (!(await session.frames.send(frame))) throw new LinkBreak({ type: 'closed' });
}

const createSpeaker =
  ({ carrier }: HeldCarrier, deps: LinkDeps, session: Session) =>
  async (message: Message): Promise<void> =>
    sendFrame(
      session,
      await carrier.seal(carriedType.message, encodeMessage(message), deps.random)
    );

const createHearer =
  (link: HeldCarrier, inbox: Inbox) =>
  async <K extends Message['kind']>(kind: K): Promise<Extract<Message, { kind: K }>> => {
    const message = await openMessage(link, await inbox.take());
    if (message.kind !== kind) throw dishonest('out of turn');
    return message as Extract<Message, { kind: K }>;
  };

async function openMessage({ carrier }: HeldCarrier, frame: Bytes): Promise<Message> {
  if (routingTagOf(frame) !== carrier.tag) throw dishonest('another carrier in the middle');
  const opened = await carrier.open(frame);
  if (!opened.ok || opened.value.type !== carriedType.message) throw dishonest('a broken frame');
  const message = decodeMessage(opened.value.content);
  if (message.ok) return message.value;
  throw message.error.type === 'newer'
    ? new LinkBreak(message.error)
    : dishonest('a broken message');
}

interface Inbox {
  /** The next frame; breaks the link when it ends, is flooded or stays silent. */
  take(): Promise<Bytes>;
  /** Waits for the next frame, however long, and leaves it there. */
  peek(): Promise<{ readonly type: string }>;
}

function createInbox(frames: FrameChannel, timer: Timer, session: Session): Inbox {
  let next: ReturnType<FrameChannel['receive']> | undefined;
  const peek = (): ReturnType<FrameChannel['receive']> => (next ??= frames.receive());
  return {
    peek,
    async take() {
      let cancel: () => void = () => undefined;
      const silence = new Promise<{ type: 'silent' }>((resolve) => {
        cancel = timer.after(silenceMs, () => resolve({ type: 'silent' }));
      });
      const received = await Promise.race([peek(), silence]);
      cancel();
      if (received.type === 'flooded') throw dishonest('more than agreed');
      if (received.type !== 'frame') throw new LinkBreak(received);
      next = undefined;
      session.bytesReceived += received.frame.length;
      return received.frame;
    }
  };
}

const createTeller =
  (deps: LinkDeps, session: Session, toReceive: number, toSend: number) => (): void =>
    deps.onProgress?.({ received: session.received, toReceive, sent: session.sent, toSend });
