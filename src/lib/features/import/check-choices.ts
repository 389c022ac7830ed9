/** From ticks on the screen to the decisions of a dry run. A tick that nobody touched is what the check proposed. */
import type { CheckDifference, CheckLine, DryRunDecisions } from '../../app/ledger/types';
import type { RecordId } from '../../kernel/ids';

export const differenceKey = ({ id, field }: CheckDifference): string => `${id} ${field}`;

/** A value edited here since the last import stays unless ticked; every other change is taken over unless unticked. */
export const isTaken = (difference: CheckDifference, toggled: ReadonlySet<string>): boolean =>
  toggled.has(differenceKey(difference)) === difference.isEditedHere;

export function decisionsOf(
  lines: readonly CheckLine[],
  same: ReadonlyMap<string, RecordId | 'new'>,
  toggled: ReadonlySet<string>
): DryRunDecisions {
  const touched = lines
    .flatMap(({ differences }) => differences)
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
    overwrite: touched.filter(({ isEditedHere }) => isEditedHere).map(named),
    keep: touched.filter(({ isEditedHere }) => !isEditedHere).map(named)
  };
}

/** How many people the import would make or change. */
export function peopleToWrite(
  lines: readonly CheckLine[],
  same: ReadonlyMap<string, RecordId | 'new'>,
  { overwrite = [], keep = [] }: DryRunDecisions
): number {
  const overwritten = new Set(overwrite.map(({ id, field }) => `${id} ${field}`));
  const kept = new Set(keep.map(({ id, field }) => `${id} ${field}`));
  return lines.filter(({ kind, key, differences }) => {
    if (kind === 'new') return true;
    if (kind === 'probably-same') return same.has(key);
    return (
      kind === 'changed' &&
      differences.some((each) =>
        each.isEditedHere ? overwritten.has(differenceKey(each)) : !kept.has(differenceKey(each))
      )
    );
  }).length;
}
