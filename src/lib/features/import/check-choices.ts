/** From ticks on the screen to the decisions of a dry run. A tick that nobody touched is what the check proposed. */
import type { CheckDifference, CheckLine, DryRunDecisions } from '../../app/ledger/types';
import type { RecordId } from '../../kernel/ids';

export const differenceKey = ({ id, field }: CheckDifference): string => `${id} ${field}`;

/** A held difference is only taken over when ticked; every other one is unless unticked. */
export const isTaken = (difference: CheckDifference, toggled: ReadonlySet<string>): boolean =>
  toggled.has(differenceKey(difference)) === (difference.hold !== undefined);

/** Of a line that may be somebody known: those of the person it was said to be. */
const differencesOf = (
  { key, differences, candidates }: CheckLine,
  same: ReadonlyMap<string, RecordId | 'new'>
): readonly CheckDifference[] => {
  const is = same.get(key);
  const chosen = candidates.find(({ id }) => id === is);
  return chosen ? chosen.differences : differences;
};

export const rememberedSame = (
  lines: readonly CheckLine[]
): readonly (readonly [string, RecordId])[] =>
  lines.flatMap(({ key, remembered }) => (remembered ? [[key, remembered] as const] : []));

export function decisionsOf(
  lines: readonly CheckLine[],
  same: ReadonlyMap<string, RecordId | 'new'>,
  toggled: ReadonlySet<string>,
  bring: ReadonlySet<RecordId> = new Set()
): DryRunDecisions {
  const touched = lines
    .flatMap((line) => differencesOf(line, same))
    .filter((difference) => toggled.has(differenceKey(difference)));
  const named = ({ id, field }: CheckDifference): { id: RecordId; field: string } => ({
    id,
    field
  });
  return {
    same: lines.flatMap(({ key, rowKey, sheetKey }) => {
      const is = same.get(key);
      return is === undefined ? [] : [{ rowKey, sheetKey, is }];
    }),
    ...(bring.size > 0 ? { bring: [...bring] } : {}),
    overwrite: touched.filter(({ hold }) => hold !== undefined).map(named),
    keep: touched.filter(({ hold }) => hold === undefined).map(named)
  };
}

export interface WriteCounts {
  readonly created: number;
  /** People of the book with at least one value that would change, each once. */
  readonly updated: number;
}

/** How many people the import would make and change. A row that is an earlier row of the file is nobody more. */
export function peopleToWrite(
  lines: readonly CheckLine[],
  same: ReadonlyMap<string, RecordId | 'new'>,
  toggled: ReadonlySet<string>,
  bring: ReadonlySet<RecordId> = new Set()
): WriteCounts {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const answerOf = (id: RecordId): RecordId | 'new' | undefined => {
    const line = byId.get(id);
    return line?.kind === 'probably-same' ? same.get(line.key) : undefined;
  };
  const isLeftOut = (id: RecordId): boolean =>
    byId.get(id)?.kind === 'probably-same' && answerOf(id) === undefined;
  const finalId = (id: RecordId): RecordId => {
    const is = answerOf(id);
    return is === undefined || is === 'new' || isLeftOut(is) ? id : finalId(is);
  };
  const made = new Set<RecordId>(bring);
  const updated = new Set<RecordId>();
  for (const { kind, id } of lines) {
    const isAsked = kind === 'probably-same' && !isLeftOut(id);
    if (kind === 'new' || (isAsked && finalId(id) === id)) made.add(id);
  }
  for (const line of lines) {
    const taken = differencesOf(line, same).filter((each) => isTaken(each, toggled));
    for (const { id } of taken) if (!made.has(finalId(id))) updated.add(finalId(id));
  }
  return { created: made.size, updated: updated.size };
}
