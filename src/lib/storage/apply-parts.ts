/**
 * Parts of one record into its documents, whatever their order: what builds on what is not here stays for another pass, what
 * builds on what is held is held with it (I1).
 */
import type { Bytes } from '../kernel/bytes';
import type { Hlc } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { isAuditId } from '../log/audit-id';
import { admitInto, type GrowingRecord } from '../merge/admission';
import type { Author } from '../merge/admission-error';
import { openMerged } from '../merge/create-record';
import { noWriter } from '../merge/record-doc';
import { chainKey } from './heads';
import { compareTouches, type RecordState, type Touch } from './state-pack';

export type BareTouch = Omit<Touch, 'status'>;

/** One part of an entry, opened. `update` is undefined where it is absent, held or can't be opened. */
export interface IncomingPart {
  readonly recordId: RecordId;
  readonly touch: BareTouch;
  /** One for all parts of an entry. */
  readonly author: Author & { readonly hlc: Hlc };
  readonly update: Bytes | undefined;
  /** Kept and not applied, by the member log or because its chain is frozen. */
  readonly isHeld: boolean;
}

export interface RefusedPart {
  readonly touch: Touch;
  readonly reason: string;
}

type GrowingDocs = Map<Scope, GrowingRecord>;

export const growingDocs = (id: RecordId, state: RecordState | undefined): GrowingDocs =>
  new Map(
    (state?.docs ?? []).map(({ scope, state: bytes }) => [
      scope,
      { recordId: id, doc: openMerged(id, noWriter, bytes), held: [bytes] }
    ])
  );

export const touchKey = ({ slot, scope, seq }: BareTouch): string => `${scope}:${slot}:${seq}`;

export function applyInAnyOrder(
  docs: GrowingDocs,
  id: RecordId,
  parts: readonly IncomingPart[],
  heldBefore: ReadonlySet<Scope>
): {
  readonly applied: readonly BareTouch[];
  readonly refused: readonly RefusedPart[];
  readonly changedScopes: ReadonlySet<Scope>;
  /** A part begins at a clock that its writer has taken before. */
  readonly isClockTaken: boolean;
} {
  const applied: BareTouch[] = [];
  let isClockTaken = false;
  const refused: RefusedPart[] = [];
  const changedScopes = new Set<Scope>();
  let queue = [...parts].sort((a, b) => compareTouches(a.touch, b.touch));
  while (queue.length > 0) {
    const pass = applyPass(docs, id, queue);
    for (const { touch } of pass.applied) {
      applied.push(touch);
      changedScopes.add(touch.scope);
    }
    refused.push(...pass.refused);
    isClockTaken ||= pass.isClockTaken;
    queue = pass.later;
    if (pass.applied.length > 0) continue;
    // What builds on a held branch is held with it and stops nobody: its writer, to whom it was lost too, may have
    // written on under the same clocks, and that counts everywhere alike (I1).
    const heldScopes = new Set([...heldBefore, ...refused.map(({ touch }) => touch.scope)]);
    const stranded = strandedOf(
      pass.stuck.filter(({ part }) => heldScopes.has(part.touch.scope)),
      queue
    );
    if (stranded.size === 0) break;
    for (const { touch } of stranded) {
      refused.push({ touch: held(touch), reason: 'builds-on-held' });
    }
    queue = queue.filter((part) => !stranded.has(part));
  }
  return { applied, refused, changedScopes, isClockTaken };
}

/**
 * Of the parts that can't go on: those that wait for nobody in the queue. Others may only stand behind one of these, which is
 * out of the way then. Where all wait for each other, none has anything to hope for.
 */
function strandedOf(
  stuck: readonly StuckPart[],
  queue: readonly IncomingPart[]
): ReadonlySet<IncomingPart> {
  const isHopeless = ({ part, waitsFor }: StuckPart): boolean =>
    !queue.some(
      ({ touch, author }) =>
        touch.scope === part.touch.scope &&
        author.clientId !== part.author.clientId &&
        waitsFor.includes(author.clientId)
    );
  const hopeless = stuck.filter(isHopeless);
  return new Set((hopeless.length > 0 ? hopeless : stuck).map(({ part }) => part));
}

interface StuckPart {
  readonly part: IncomingPart;
  /** Yjs client ids. */
  readonly waitsFor: readonly number[];
}

interface Pass {
  readonly applied: IncomingPart[];
  readonly refused: RefusedPart[];
  /** Left for another pass, in order. */
  readonly later: IncomingPart[];
  /** Of those the first of each writer: the ones that build on what is not here. */
  readonly stuck: StuckPart[];
  isClockTaken: boolean;
}

/** One go over the queue; a writer's parts in their order (I1). */
function applyPass(docs: GrowingDocs, id: RecordId, queue: readonly IncomingPart[]): Pass {
  const pass: Pass = { applied: [], refused: [], later: [], stuck: [], isClockTaken: false };
  const blocked = new Set<string>();
  for (const part of queue) {
    // Two updates of one writer under the same clocks would else end by what came first.
    const chain = chainKey(part.touch);
    const isBehind = blocked.has(chain) && !part.isHeld;
    const outcome: Outcome = isBehind ? { type: 'later' } : applyPart(docs, id, part);
    if (outcome.type === 'applied') {
      pass.applied.push(part);
      pass.isClockTaken ||= outcome.isClockTaken;
    } else if (outcome.type === 'refused') {
      pass.refused.push({ touch: held(part.touch), reason: outcome.reason });
    } else {
      pass.later.push(part);
      // Kinds that this build doesn't know have no update and stop nobody.
      if (outcome.waitsFor) pass.stuck.push({ part, waitsFor: outcome.waitsFor });
      if (part.update) blocked.add(chain);
    }
  }
  return pass;
}

const held = (touch: BareTouch): Touch => ({ ...touch, status: 'held' });

type Outcome =
  | { readonly type: 'applied'; readonly isClockTaken: boolean }
  /** `waitsFor`: Yjs client ids, where it builds on what is not here. */
  | { readonly type: 'later'; readonly waitsFor?: readonly number[] }
  | { readonly type: 'refused'; readonly reason: string };

function applyPart(docs: GrowingDocs, id: RecordId, part: IncomingPart): Outcome {
  const { scope } = part.touch;
  if (part.isHeld) return { type: 'refused', reason: 'held' };
  if (!part.update) return { type: 'later' };
  // An audit record is written once: by its first part.
  if (docs.size > 0 && isAuditId(id)) return { type: 'refused', reason: 'written-once' };
  const present = docs.get(scope) ?? { recordId: id, doc: undefined, held: [] };
  const { grown, refusal } = admitInto(present, part.update, part.author);
  if (grown.doc) docs.set(scope, grown);
  const isClockTaken = refusal?.type === 'already-held';
  if (!refusal || isClockTaken) return { type: 'applied', isClockTaken };
  return refusal.type === 'missing-deps'
    ? { type: 'later', waitsFor: refusal.of }
    : { type: 'refused', reason: refusal.type };
}
