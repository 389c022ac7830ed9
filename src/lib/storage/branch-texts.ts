/** What a branch of a forked chain adds to a text, where part of that may be here already. */
import type { RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import type { Entry } from '../log/entry';
import { isIssueMark, issueMark, textPrefix, type WriterSlot } from '../merge/field-key';
import { project } from '../merge/project';
import { freeRecord, type RecordDoc } from '../merge/record-doc';
import { seenOf } from '../merge/stored-value';
import { readValues, type Candidate } from '../merge/values';
import type { Core } from './core';
import { openDocs } from './edit-record';
import { touches, type Branch } from './fork-paths';
import { lastBy } from './issued';
import { applyBranchPart } from './read-branch';
import { slotOf } from './slot';
import type { RecordState } from './state-pack';

/** A text after an entry of a branch: the mark of its writer's last edit in it. */
export interface TextStep {
  readonly entry: Entry;
  readonly mark: Candidate | undefined;
}

/**
 * How many steps of a branch say nothing new: up to the last that was issued, and those right behind it that only issued again what
 * stands here. A mark that comes up in a writer's vector tells of that: two lives may have issued one branch, each by itself.
 */
export function countKnown(
  steps: readonly TextStep[],
  start: Candidate | undefined,
  {
    isKnown,
    stands
  }: {
    readonly isKnown: (step: TextStep) => boolean;
    readonly stands: readonly Candidate[];
  }
): number {
  let count = steps.length;
  while (count > 0 && !isKnown(steps[count - 1] as TextStep)) count--;
  const marks = new Set<string>(stands.flatMap((one) => [issueMark(one), ...marksIn(one)]));
  let earlier = count === 0 ? start : steps[count - 1]?.mark;
  for (let at = count; at < steps.length; at++) {
    const mark = steps[at]?.mark;
    if (!mark || mark.seq === earlier?.seq) continue;
    const before: Candidate | undefined = earlier;
    const again = marksIn(mark).filter((name) => !before || seenOf(before.seen, name) === 0);
    if (again.length === 0 || !again.every((name) => marks.has(name))) break;
    count = at + 1;
    earlier = mark;
  }
  return count;
}

/** What its writer wrote again. */
const marksIn = ({ seen }: Candidate): WriterSlot[] => Object.keys(seen).filter(isIssueMark);

/**
 * A part of a branch may have been issued before: with another branch that has it too, or when the rest had not come yet. Issued
 * again its words would be doubled, so the rest is told apart on the record as it was before any of it was issued. `none` where
 * there is no rest, undefined where there is no such part.
 */
export async function textBeyond(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  branch: Branch,
  part: {
    readonly scope: Scope;
    readonly key: string;
    readonly knownOf: (steps: readonly TextStep[], start: Candidate | undefined) => number;
  }
): Promise<{ readonly base: string; readonly made: string } | 'none' | undefined> {
  const { scope, key, knownOf } = part;
  const own = branch.filter((entry) => touches([entry], id));
  const slot = own[0] && slotOf(own[0].header);
  const docs = openDocs(core, id, state);
  const markIn = (doc: RecordDoc | undefined): Candidate | undefined =>
    doc && lastBy(slot, readValues(doc).byField.get(textPrefix + key) ?? []);
  const start = markIn(docs.get(scope));
  const steps: (TextStep & { readonly text: string })[] = [];
  for (const entry of own) {
    await applyBranchPart(core, id, entry, docs);
    const doc = docs.get(scope);
    const mark = markIn(doc);
    if (doc && mark) steps.push({ entry, mark, text: project(doc).texts.get(key) ?? '' });
  }
  for (const doc of docs.values()) freeRecord(doc);
  const [known, last] = [steps[knownOf(steps, start) - 1], steps.at(-1)];
  if (!known?.mark || !last?.mark) return undefined;
  const isAll = known.mark.seq === last.mark.seq && known.mark.hlc === last.mark.hlc;
  return isAll ? 'none' : { base: known.text, made: last.text };
}
