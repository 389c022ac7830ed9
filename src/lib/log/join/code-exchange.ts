/**
 * The six digits of a live way (DESIGN 5), by commit-then-reveal: the administrator's device commits to a nonce, the
 * joiner's answers with its own, the first is revealed, and both show six digits over seed, request and both nonces.
 * Whoever stands between must choose a nonce on each side before it sees the other's, so the two screens agree with
 * one chance in a million. Each side answers once: another try is a new exchange, which a person starts.
 */
import { BinaryWriter } from '../../kernel/binary';
import { equalBytes, type Bytes } from '../../kernel/bytes';
import type { Random } from '../../kernel/environment';
import type { SpaceId } from '../../kernel/ids';
import { err, ok, type Result } from '../../kernel/result';
import { sha256Sync } from '../../crypto/sha256';
import { writeHash, writeId, type MemberEntryId } from '../ids';
import { decimalsOf } from './fingerprint';
import { codeNonceLength, type CodeMessage } from './join-message';
import { seedLength } from './seed';

/** What both sides must agree about. */
export interface CodeBasis {
  readonly spaceId: SpaceId;
  readonly seed: Bytes;
  /** The request's id holds the joiner's keys and name, and the grant. */
  readonly requestId: MemberEntryId;
}

export type CodeFault =
  /** Out of order, of another request, or the reveal does not fit its commitment: someone may stand between. */
  { readonly type: 'broken-exchange' };

export interface CodeStep {
  readonly send?: CodeMessage;
  /** Six digits, once both sides can know them. */
  readonly code?: string;
}

export interface CodeExchange {
  /** Takes the other side's next message; after a fault every further one is refused. */
  receive(message: CodeMessage): Result<CodeStep, CodeFault>;
}

const fault = err({ type: 'broken-exchange' } as const);

/** The administrator's side, which begins: send `first`. */
export function startCodeExchange(
  basis: CodeBasis,
  random: Random
): CodeExchange & { readonly first: CodeMessage } {
  const { requestId } = basis;
  const nonce = random.bytes(codeNonceLength);
  let isOpen = true;
  return {
    first: { kind: 'commit', requestId, commitment: commitmentOf(basis, nonce) },
    receive(message) {
      const isNext = isOpen && message.kind === 'nonce' && message.requestId === requestId;
      isOpen = false;
      if (!isNext) return fault;
      const code = codeOf(basis, nonce, message.nonce);
      return ok({ send: { kind: 'reveal', requestId, nonce }, code });
    }
  };
}

/** The joiner's side. */
export function answerCodeExchange(basis: CodeBasis, random: Random): CodeExchange {
  const { requestId } = basis;
  const nonce = random.bytes(codeNonceLength);
  let commitment: Bytes | undefined;
  let isOpen = true;
  return {
    receive(message) {
      const isOurs = isOpen && message.requestId === requestId;
      if (isOurs && message.kind === 'commit' && !commitment) {
        commitment = message.commitment;
        return ok({ send: { kind: 'nonce', requestId, nonce } });
      }
      isOpen = false;
      if (!isOurs || message.kind !== 'reveal' || !commitment) return fault;
      const isKept = equalBytes(commitmentOf(basis, message.nonce), commitment);
      return isKept ? ok({ code: codeOf(basis, message.nonce, nonce) }) : fault;
    }
  };
}

function transcript(purpose: string, { spaceId, seed, requestId }: CodeBasis): BinaryWriter {
  const writer = new BinaryWriter().text(purpose);
  writeId(writer, spaceId);
  writer.fixed(seed, seedLength);
  writeHash(writer, requestId);
  return writer;
}

const commitmentOf = (basis: CodeBasis, nonce: Bytes): Bytes =>
  sha256Sync(transcript('tongxinbu/1/join-commit', basis).fixed(nonce, codeNonceLength).finish());

function codeOf(basis: CodeBasis, adminNonce: Bytes, joinerNonce: Bytes): string {
  const writer = transcript('tongxinbu/1/join-code', basis);
  writer.fixed(adminNonce, codeNonceLength).fixed(joinerNonce, codeNonceLength);
  return decimalsOf(sha256Sync(writer.finish()), 6);
}
