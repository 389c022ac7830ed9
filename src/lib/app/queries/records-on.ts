/** Records of one day through the consent gate (I14): they wait for the books of its year alone. */
import { gateRecord } from '../../domain/consent/gate-record';
import type { RecordDefinition } from '../../domain/record';
import type { IsoDate } from '../../kernel/dates';
import type { Watchable } from '../../kernel/watchable';
import type { RecordView } from '../../storage/types';
import type { RecordItem } from '../types';
import { combine, watchView } from './live-view';
import type { PeopleIndex } from './people-index';

interface Deps {
  readonly view: RecordView;
  readonly people: PeopleIndex;
}

export function recordsOn(
  { view, people }: Deps,
  definition: RecordDefinition,
  day: IsoDate
): Watchable<readonly RecordItem[]> {
  const year = Number(day.slice(0, 4));
  const { kind, dateOf } = definition;
  const ofDay = watchView(
    view,
    [kind],
    () =>
      view
        .rows(kind, year)
        .filter((row) => !row.isDeleted && !row.isLocked && dateOf?.(row.values) === day),
    year
  );
  return combine(ofDay, people.snapshot, (rows) =>
    rows.map((row) => gateRecord(definition, row, people.gated) as RecordItem)
  );
}
