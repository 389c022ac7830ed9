/**
 * Parts from the log into a record's documents: remote entries, and every entry again in a rebuild. The result
 * depends on the set of parts alone (I1): a part that builds on what is not here waits, and is tried again
 * whenever the record gains another part.
 */
import type { Bytes } from '../kernel/bytes';
import type { Hlc } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { clientIdOf } from '../log/client-id';
import { isKnownEntry, openPart, type Entry } from '../log/entry';
import { isKnownKind } from '../log/entry-header';
import { admit } from '../merge/admission';
import { freeRecord, noWriter, openRecord, type RecordDoc } from '../merge/record-doc';
import type { WriterSlot } from '../merge/field-key';
import type { Core } from './core';
import { encodeDocs, openDocs, placeRow } from './edit-record';
import type { ChangedRecord } from './overlay';
import { kindOfDocs, projectDocs } from './projector';
import { parseSlot, slotOf } from './slot';
import { compareTouches, type RecordState, type Touch } from './state-pack';

/** One part of an entry, opened. `update` is undefined where it is absent, held or can't be opened. */
export interface IncomingPart {
  readonly recordId: RecordId;
  readonly touch: Omit<Touch, 'isPending'>;
  readonly hlc: Hlc;
  readonly update: Bytes | undefined;
}

/** Opens the parts of an entry; kinds and versions this build doesn't know give parts without update. */
export async function openParts(core: Core, entry: Entry): Promise<IncomingPart[]> {
  const { header } = entry;
  const slot = slotOf(header);
  const known = isKnownEntry(entry) && isKnownKind(entry.header.kind) ? entry : undefined;
  const key = known && (await core.deps.keys.ring.entryKey(known.header));
  return Promise.all(
    header.parts.map(async ({ recordId }, index) => {
      const touch = { slot, scope: header.scope, seq: header.seq };
      const hlc = known?.header.hlc ?? (0 as Hlc);
      if (!known || !key?.ok || core.erased.has(recordId)) {
        return { recordId, touch, hlc, update: undefined };
      }
      const opened = await openPart(known, index, key.value);
      return { recordId, touch, hlc, update: opened.ok ? opened.value : undefined };
    })
  );
}

export interface MergedRecord {
  readonly changed: ChangedRecord;
  /** Parts that merge refused for good, with its reason. */
  readonly refused: readonly { readonly touch: Touch; readonly reason: string }[];
}

/** Merges new parts, and waiting ones with them, into a record. */
export async function mergeRecord(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  parts: readonly IncomingPart[],
  readWaiting: (touch: Touch) => Promise<IncomingPart | undefined>
): Promise<MergedRecord> {
  const docs = openDocs(core, id, state);
  const waiting: IncomingPart[] = [];
  for (const touch of state?.touches ?? []) {
    const part = touch.isPending ? await readWaiting(touch) : undefined;
    if (part) waiting.push(part);
  }
  const { applied, refused, changedScopes } = applyInAnyOrder(docs, id, [...waiting, ...parts]);
  const touches = new Map<string, Touch>();
  for (const touch of state?.touches ?? []) touches.set(touchKey(touch), touch);
  for (const { touch } of parts) touches.set(touchKey(touch), { ...touch, isPending: true });
  for (const touch of applied) touches.set(touchKey(touch), { ...touch, isPending: false });
  const bare = projectDocs(docs, undefined);
  const kind = kindOfDocs(bare);
  const definition = kind === 'unknown' ? undefined : core.deps.registry.get(kind);
  const projections = definition ? projectDocs(docs, definition) : bare;
  const placed = placeRow(core, projections, id);
  const changed = {
    placed,
    state: {
      id,
      kind,
      docs: encodeDocs(docs, projections, state, changedScopes),
      touches: [...touches.values()].sort(compareTouches)
    }
  };
  for (const doc of docs.values()) freeRecord(doc);
  return { changed, refused };
}

type BareTouch = Omit<Touch, 'isPending'>;
const touchKey = ({ slot, scope, seq }: BareTouch): string => `${scope}:${slot}:${seq}`;

function applyInAnyOrder(
  docs: Map<Scope, RecordDoc>,
  id: RecordId,
  parts: readonly IncomingPart[]
): { applied: BareTouch[]; refused: MergedRecord['refused']; changedScopes: Set<Scope> } {
  const applied: BareTouch[] = [];
  const refused: { touch: Touch; reason: string }[] = [];
  const changedScopes = new Set<Scope>();
  let queue = [...parts].sort((a, b) => compareTouches(pending(a.touch), pending(b.touch)));
  for (let hasProgress = true; hasProgress && queue.length > 0;) {
    hasProgress = false;
    const later: IncomingPart[] = [];
    for (const part of queue) {
      const outcome = applyPart(docs, id, part);
      if (outcome === 'later') later.push(part);
      else if (outcome !== 'applied') refused.push({ touch: pending(part.touch), reason: outcome });
      else {
        applied.push(part.touch);
        changedScopes.add(part.touch.scope);
        hasProgress = true;
      }
    }
    queue = later;
  }
  return { applied, refused, changedScopes };
}

const pending = (touch: BareTouch): Touch => ({ ...touch, isPending: true });

/** `applied`, `later`, or the reason of a refusal. */
function applyPart(docs: Map<Scope, RecordDoc>, id: RecordId, part: IncomingPart): string {
  const { scope, slot } = part.touch;
  if (!part.update) return 'later';
  const present = docs.get(scope) ?? openRecord(id, noWriter);
  const { deviceId, incarnation } = parseSlot(slot);
  const author = {
    slot: slot as WriterSlot,
    clientId: clientIdOf(deviceId, incarnation),
    hlc: part.hlc
  };
  const admitted = admit(present, part.update, author);
  if (admitted.ok) {
    freeRecord(present);
    docs.set(scope, admitted.value);
    return 'applied';
  }
  if (!docs.has(scope)) freeRecord(present);
  if (admitted.error.type === 'already-held') return 'applied';
  return admitted.error.type === 'missing-deps' ? 'later' : admitted.error.type;
}
