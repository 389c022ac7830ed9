/** Whose the codes of a direct link are (T1, T6): a device of the space's, or a guest's who waits to be let in. */
import { equalBytes, type Bytes } from '../../kernel/bytes';
import type { SpaceId } from '../../kernel/ids';
import { err, ok, type Result } from '../../kernel/result';
import type { DirectSide, ProofParty } from '../../log/direct/channel-proof';
import {
  joinMarkOf,
  markOf,
  parseDirectCode,
  type DirectCode,
  type DirectCodeFault,
  type DirectEnd
} from '../../log/direct/direct-code';

/** A device that has asked to join: it knows the space from its link, and nobody there (T6). */
export interface Guest {
  readonly spaceId: SpaceId;
  /** Routing tag of its link's join carrier. */
  readonly joinTag: string;
}

/** The code was not taken; another one may be tried. */
export type CodeFault =
  | DirectCodeFault
  /** An offer where an answer is expected, or the other way round. */
  | { readonly type: 'wrong-kind'; readonly expected: DirectSide }
  /** The one that this device shows. */
  | { readonly type: 'own-code' }
  /** An answer to another offer than the one shown now. */
  | { readonly type: 'other-offer' }
  /** Of a device of another space, or of a guest whose invitation is none that this device can confirm for. */
  | { readonly type: 'wrong-space' }
  /** Both wait to be let in, with one link. */
  | { readonly type: 'both-waiting' };

export interface OthersCode {
  readonly code: DirectCode;
  readonly end: DirectEnd;
  /** Its maker waits to be let in by the invitation of this tag. */
  readonly invitation: string | undefined;
}

export async function readCode(
  text: string,
  expected: DirectSide,
  {
    party,
    own,
    invitations
  }: {
    readonly party: ProofParty | Guest;
    /** What this device shows; every connection has a certificate of its own. */
    readonly own?: DirectEnd | undefined;
    /** Tags of open invitations that this device can confirm for. */
    readonly invitations?: () => Promise<readonly string[]>;
  }
): Promise<Result<OthersCode, CodeFault>> {
  const parsed = parseDirectCode(text);
  if (!parsed.ok) return parsed;
  const code = parsed.value;
  const { kind, mark, end } = code;
  if (own && equalBytes(end.certificate, own.certificate)) return err({ type: 'own-code' });
  if (kind !== expected) return err({ type: 'wrong-kind', expected });
  const isGuestOf = (tag: string): boolean =>
    equalBytes(mark, joinMarkOf(party.spaceId, tag, end.certificate));
  if (equalBytes(mark, markOf(party.spaceId, end.certificate)))
    return ok({ code, end, invitation: undefined });
  if (isGuest(party))
    return err({ type: isGuestOf(party.joinTag) ? 'both-waiting' : 'wrong-space' });
  const invitation = (await invitations?.())?.find(isGuestOf);
  return invitation === undefined ? err({ type: 'wrong-space' }) : ok({ code, end, invitation });
}

export const isGuest = (party: ProofParty | Guest): party is Guest => 'joinTag' in party;

export const ownMarkOf = (party: ProofParty | Guest, certificate: Bytes): Bytes =>
  isGuest(party)
    ? joinMarkOf(party.spaceId, party.joinTag, certificate)
    : markOf(party.spaceId, certificate);
