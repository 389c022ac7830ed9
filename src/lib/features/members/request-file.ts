/** A file that an administrator gave as a request, when it is none: what it is, and where it belongs. Pure. */
import type { JoinFault, JoinReceived } from '../../app/members/types';
import type { GivenKind } from '../../app/sync/types';
import type { Result } from '../../kernel/result';
import { describeJoinFault, membersWords as words } from '../../text/members';

/** undefined for join files: what is in them is known once they are opened. */
export function wrongKind(kind: GivenKind): string | undefined {
  if (kind === 'join') return undefined;
  return kind === 'other' ? words.noRequestFile : words.syncNotRequest;
}

/** undefined: it was a request, or an answer that opened a book of this device. */
export function requestProblem(
  received: Result<JoinReceived, JoinFault>,
  fileName: string
): string | undefined {
  if (received.ok)
    return received.value.receipt.type === 'answer' ? words.answerNotRequest : undefined;
  // What can't be opened here is told apart by nothing but the name that it was handed out with.
  const isAnswer = received.error.type === 'not-for-us' && fileName.includes(words.answerName);
  return isAnswer ? words.answerNotRequest : describeJoinFault(received.error, 'admin');
}
