/** Which of a record's open conflicts a person is asked about. */
import type { RecordDefinition } from './record';

/** Stands among a row's conflicts when one deleted what another edited; no field has this name. */
export const deletionConflict = 'deleted';

/** Internal fields have no words: what is derived follows the field it is derived from, the rest keeps the newest. */
export const settleable = (
  { fields }: Pick<RecordDefinition, 'fields'>,
  conflicts: readonly string[]
): readonly string[] =>
  conflicts.length === 0
    ? conflicts
    : conflicts.filter((name) => {
        const field = fields[name];
        return name === deletionConflict || (field && field.input.type !== 'internal');
      });
