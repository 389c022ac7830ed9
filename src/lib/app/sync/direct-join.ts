/**
 * Joining between two browsers side by side (Y16): request, six digits and answer go as over any live way, under the join
 * carrier alone. Nobody has proved a device yet, so nothing else is said, and the host says nothing at all before a request
 * that opens. An empty frame each way ends it; what follows on the same channel are proofs of devices that know each other.
 */
import type { Bytes } from '../../kernel/bytes';
import type { Timer } from '../../kernel/environment';
import { err, ok, type Result } from '../../kernel/result';
import { routingTagOf } from '../../log/carrier';
import type { MemberEntryId } from '../../log/ids';
import {
  createFrameChannel,
  type DuplexChannel,
  type FrameChannel
} from '../../log/protocol/frame-channel';
import type { HostJoinPort, JoinFault, JoinPort } from '../members/types';
import type { ExchangeFault } from './types';

/** A request and some tries of the digits are a few frames; an answer is as many as a file's at most. */
const maxFromGuest = 64;
const maxFromHost = 256;
const silenceMs = 20_000;
const parting: Bytes = new Uint8Array(0);

const closed = err({ type: 'closed' } as const);
const dishonest = err({ type: 'dishonest' } as const);

export interface HostDeps {
  readonly join: HostJoinPort;
  /** Of the invitation that the guest's code named. */
  readonly tag: string;
  readonly timer: Timer;
  /** Its request is here: people compare the digits and decide. */
  readonly onAsked: (requestId: MemberEntryId) => void;
}

/** The side that lets in. ok: the guest has its answer, and proves itself next. Closes the channel otherwise. */
export async function letIn(
  channel: DuplexChannel,
  { join, tag, timer, onAsked }: HostDeps
): Promise<Result<null, ExchangeFault>> {
  const frames = createFrameChannel(channel);
  const sent = new Set<Bytes>();
  let requestId: MemberEntryId | undefined;
  let ending: ExchangeFault | undefined;
  let failure: { readonly thrown: unknown } | undefined;
  let last: Promise<void> = Promise.resolve();

  async function give(all: readonly Bytes[]): Promise<void> {
    for (const frame of all) {
      if (sent.has(frame)) continue;
      sent.add(frame);
      await frames.send(frame);
    }
  }

  /** This guest's own answer alone, as soon as there is one. */
  async function answer(): Promise<void> {
    if (requestId === undefined) return;
    // Asked first: it may be confirmed while the answer is looked for, and that is told once more.
    const isOpen = join.isOpen(requestId);
    const due = await join.answer(requestId);
    if (due) return give(due);
    if (!isOpen) hangUp('not-let-in');
  }

  /** Whoever reads is woken by the end of the channel. */
  function hangUp(type: 'not-let-in' | 'silent'): void {
    ending = { type };
    frames.close();
  }

  const answerSoon = (): void => {
    last = last.then(answer).catch((thrown: unknown) => {
      failure = { thrown };
      frames.close();
    });
  };

  async function take(frame: Bytes): Promise<Result<null, ExchangeFault>> {
    if (routingTagOf(frame) !== tag) return dishonest;
    const received = await join.receive(frame);
    if (!received.ok) return err(faultOf(received.error, 'not-let-in'));
    const { replies, requestId: brought } = received.value;
    if (brought !== undefined) {
      // One connection is one guest's.
      if (requestId !== undefined && requestId !== brought) return dishonest;
      requestId = brought;
      onAsked(brought);
    }
    await give(replies);
    answerSoon();
    return ok(null);
  }

  /** A guest that parts without an answer of its own is given no proof of this device. */
  async function part(): Promise<Result<null, ExchangeFault>> {
    stopListening();
    await last;
    const isIn = requestId !== undefined && (await join.answer(requestId)) !== undefined;
    if (!isIn) return dishonest;
    return (await frames.send(parting)) ? ok(null) : closed;
  }

  async function run(): Promise<Result<null, ExchangeFault>> {
    const stopWaiting = timer.after(silenceMs, () => hangUp('silent'));
    for (let count = 0; count < maxFromGuest; count++) {
      const next = await frames.receive();
      stopWaiting();
      if (next.type === 'closed') return ending ? err(ending) : closed;
      if (next.type === 'flooded') return dishonest;
      if (next.frame.length === 0) return part();
      const taken = await take(next.frame);
      if (!taken.ok) return taken;
    }
    return dishonest;
  }

  const stopListening = join.onChange(answerSoon);
  const outcome = await run();
  stopListening();
  await last;
  if (!outcome.ok) frames.close();
  if (failure) throw failure.thrown;
  return outcome;
}

export interface GuestDeps {
  readonly join: JoinPort;
  readonly onAsked: () => void;
  /** The answer came over this very channel: the book that opens now goes on with it. */
  readonly onAdmitted: () => void;
}

/** The side that waits. ok: admitted over it. Closes the channel otherwise. */
export async function askOver(
  channel: DuplexChannel,
  { join, onAsked, onAdmitted }: GuestDeps
): Promise<Result<null, ExchangeFault>> {
  const frames = createFrameChannel(channel);
  let isTaking = false;
  let isAdmitted = false;
  // The book opens while the answer is being taken; by another way, this connection is of no more use.
  const stopListening = join.onChange(() => {
    isAdmitted ||= isTaking;
    if (isTaking) onAdmitted();
    else frames.close();
  });

  async function take(frame: Bytes): Promise<Result<null, ExchangeFault>> {
    isTaking = true;
    const received = await join.receive(frame);
    isTaking = false;
    if (!received.ok) return err(faultOf(received.error, 'dishonest'));
    for (const reply of received.value.replies) await frames.send(reply);
    return ok(null);
  }

  async function run(): Promise<Result<null, ExchangeFault>> {
    for (const { frame } of await join.outgoing()) {
      if (!(await frames.send(frame))) return closed;
    }
    onAsked();
    for (let count = 0; count < maxFromHost; count++) {
      const next = await frames.receive();
      if (next.type === 'closed') return closed;
      if (next.type === 'flooded') return dishonest;
      const taken = await take(next.frame);
      if (!taken.ok || isAdmitted) return taken;
    }
    return dishonest;
  }

  const outcome = await run();
  stopListening();
  if (!isAdmitted) frames.close();
  return outcome;
}

/** The book that has just opened goes on with the connection: joining is over, and what still came of it is passed over. */
export async function leaveJoining(channel: DuplexChannel, timer: Timer): Promise<boolean> {
  const frames = createFrameChannel(channel);
  const stopWaiting = timer.after(silenceMs, () => frames.close());
  const isParted = (await frames.send(parting)) && (await readToParting(frames));
  stopWaiting();
  if (!isParted) frames.close();
  return isParted;
}

async function readToParting(frames: FrameChannel): Promise<boolean> {
  for (let count = 0; count < maxFromHost; count++) {
    const next = await frames.receive();
    if (next.type !== 'frame') return false;
    if (next.frame.length === 0) return true;
  }
  return false;
}

/** `unfit`: what it means here that somebody can't be let in. */
function faultOf(fault: JoinFault, unfit: 'not-let-in' | 'dishonest'): ExchangeFault {
  switch (fault.type) {
    case 'not-admitted':
      return { type: unfit };
    case 'broken-exchange':
      return fault;
    case 'storage':
      return { type: 'storage', reason: fault.failure.type };
    case 'locked':
      return { type: 'closed' };
    case 'not-for-us':
    case 'damaged':
    case 'other-device':
      return { type: 'dishonest' };
  }
}
