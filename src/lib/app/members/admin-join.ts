/**
 * The inviting side of joining: requests come in under the frames of open invitations, answers go out under them. Any
 * administrator's device that finds an invitation's seed sealed to itself takes part.
 */
import type { Bytes } from '../../kernel/bytes';
import type { Random } from '../../kernel/environment';
import { err, ok, type Result } from '../../kernel/result';
import { routingTagOf } from '../../log/carrier';
import type { InviteId, MemberEntryId } from '../../log/ids';
import { startCodeExchange, type CodeExchange } from '../../log/join/code-exchange';
import { createJoinCarrier, type JoinCarrier } from '../../log/join/join-carrier';
import type { JoinMessage } from '../../log/join/join-message';
import type { MemberEntry } from '../../log/member-entry';
import type { Invite, Request } from '../../log/member-payload';
import { createSegments } from '../../log/segment';
import type { SyncReplica } from '../../storage/replica';
import { admittedRequests, seedOf } from './members-view';
import type { HostJoinPort, JoinFault, JoinFrame, JoinReceived } from './types';

export interface AdminJoin extends HostJoinPort {
  /** Six digits by request. */
  readonly codes: ReadonlyMap<MemberEntryId, string>;
}

interface Listening {
  readonly invite: MemberEntry<Invite>;
  readonly seed: Bytes;
  readonly carrier: JoinCarrier;
}

interface Exchange {
  readonly exchange: CodeExchange;
  readonly tries: number;
}

/** Whoever has a link could fill the member log with requests. */
const maxOpenRequests = 16;
/** Each try of the six digits is a chance of one in a million for someone who stands between. */
const maxTries = 5;

export function createAdminJoin(
  replica: Pick<
    SyncReplica,
    'actContext' | 'members' | 'memberEntries' | 'ingest' | 'onMembers' | 'spaceId'
  >,
  random: Random,
  onCode: () => void
): AdminJoin {
  const { spaceId } = replica;
  const carriers = new Map<InviteId, Listening>();
  const exchanges = new Map<MemberEntryId, Exchange>();
  const codes = new Map<MemberEntryId, string>();
  const answers = new Map<MemberEntryId, { heads: string; frames: readonly Bytes[] }>();

  async function listening(): Promise<Listening[]> {
    const context = await replica.actContext();
    if (!context) return [];
    const open = context.members.invites.filter(({ payload }) => payload.expiresMs > context.nowMs);
    const found = await Promise.all(
      open.map(async (invite) => {
        const known = carriers.get(invite.payload.inviteId);
        if (known) return known;
        const seed = await seedOf(context, invite);
        if (!seed) return undefined;
        const made = { invite, seed, carrier: await createJoinCarrier(spaceId, seed) };
        carriers.set(invite.payload.inviteId, made);
        return made;
      })
    );
    return found.filter((one) => one !== undefined);
  }

  const admitted = (): MemberEntry<Request>[] =>
    admittedRequests(replica.members(), replica.memberEntries());

  /** The same frames as long as the members are the same, so that a transport sends nothing twice. */
  async function answerFrames(
    id: MemberEntryId,
    { carrier }: Listening
  ): Promise<readonly Bytes[]> {
    const heads = replica.members().heads.join();
    const known = answers.get(id);
    if (known?.heads === heads) return known.frames;
    const frames: Bytes[] = [];
    for (const { members } of createSegments(replica.memberEntries(), [])) {
      frames.push(await carrier.seal({ kind: 'answer', requestId: id, members }, random));
    }
    answers.set(id, { heads, frames });
    return frames;
  }

  async function takeRequest(
    request: MemberEntry<Request>,
    at: Listening
  ): Promise<Result<JoinReceived, JoinFault>> {
    if (request.payload.inviteId !== at.invite.payload.inviteId) return err({ type: 'damaged' });
    const isKnown = replica.memberEntries().some(({ id }) => id === request.id);
    if (isKnown && admitted().some(({ id }) => id === request.id)) {
      const replies = await answerFrames(request.id, at);
      return ok({ receipt: { type: 'known' }, replies, requestId: request.id });
    }
    const open = replica
      .members()
      .openRequests.filter(({ payload }) => payload.inviteId === request.payload.inviteId);
    if (!isKnown && open.length >= maxOpenRequests) return err({ type: 'not-admitted' });
    if (!isKnown) {
      const taken = await replica.ingest({ members: [request], entries: [] });
      if (!taken.ok) return err({ type: 'storage', failure: taken.error });
      if (taken.value.rejected > 0) return err({ type: 'damaged' });
    }
    const isOpen = replica.members().openRequests.some(({ id }) => id === request.id);
    const receipt = { type: isOpen && !isKnown ? 'request' : 'known' } as const;
    const replies = isOpen ? await beginCode(request.id, at) : [];
    return ok({ receipt, replies, requestId: request.id });
  }

  async function beginCode(requestId: MemberEntryId, { seed, carrier }: Listening) {
    const tries = (exchanges.get(requestId)?.tries ?? 0) + 1;
    if (tries > maxTries) return [];
    const exchange = startCodeExchange({ spaceId, seed, requestId }, random);
    exchanges.set(requestId, { exchange, tries });
    codes.delete(requestId);
    return [await carrier.seal(exchange.first, random)];
  }

  async function takeCode(
    message: Extract<JoinMessage, { kind: 'commit' | 'nonce' | 'reveal' }>,
    { carrier }: Listening
  ): Promise<Result<JoinReceived, JoinFault>> {
    // What this side sends itself comes back from a medium that many read.
    if (message.kind !== 'nonce') return ok({ receipt: { type: 'known' }, replies: [] });
    const step = exchanges.get(message.requestId)?.exchange.receive(message);
    if (!step?.ok) return err({ type: 'broken-exchange' });
    const { send, code } = step.value;
    if (code) codes.set(message.requestId, code);
    onCode();
    const replies = send ? [await carrier.seal(send, random)] : [];
    return ok({ receipt: { type: 'code' }, replies });
  }

  return {
    codes,
    tags: async () => (await listening()).map(({ carrier }) => carrier.tag),
    async outgoing() {
      const frames: JoinFrame[] = [];
      for (const at of await listening()) {
        const { inviteId } = at.invite.payload;
        for (const { id, payload } of admitted()) {
          if (payload.inviteId !== inviteId) continue;
          for (const frame of await answerFrames(id, at)) {
            frames.push({ tag: at.carrier.tag, frame });
          }
        }
      }
      return frames;
    },
    async receive(frame) {
      const tag = routingTagOf(frame);
      const at = (await listening()).find(({ carrier }) => carrier.tag === tag);
      if (!at) return err({ type: 'not-for-us' });
      const opened = await at.carrier.open(frame);
      if (!opened.ok) return err({ type: 'damaged' });
      const message = opened.value;
      if (message.kind === 'request') return takeRequest(message.entry, at);
      if (message.kind === 'answer') return ok({ receipt: { type: 'answer' }, replies: [] });
      return takeCode(message, at);
    },
    onChange: (listener) => replica.onMembers(listener),
    async answer(requestId) {
      const request = admitted().find(({ id }) => id === requestId);
      const at = (await listening()).find(
        ({ invite }) => invite.payload.inviteId === request?.payload.inviteId
      );
      return request && at && (await answerFrames(requestId, at));
    },
    isOpen: (requestId) => replica.members().openRequests.some(({ id }) => id === requestId)
  };
}
