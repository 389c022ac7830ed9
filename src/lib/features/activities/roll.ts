/** The roll as records give it: attendance through the gate, members of the group, people in the order of their names. */
import type { PeopleSnapshot, RecordItem } from '../../app/types';
import { rollOf, type Roll } from '../../domain/activity/roll';
import { createNameOrders, type NamedRow } from '../../domain/name-order';
import type { RecordId } from '../../kernel/ids';

interface RollSources {
  readonly activity: RecordItem<'activity'>;
  readonly attendance: readonly RecordItem<'attendance'>[];
  readonly groups: readonly RecordItem<'group'>[];
  readonly people: PeopleSnapshot;
}

export function readRoll({ activity, attendance, groups, people }: RollSources): Roll {
  const group = groups.find(({ id }) => id === activity.values.group);
  const named = (id: RecordId): NamedRow => {
    const { name = '', pinyinKey } = people.byId.get(id)?.values ?? {};
    return { name, pinyinKey };
  };
  const { pinyin } = createNameOrders();
  const order = new Map<RecordId, NamedRow>();
  const rowOf = (id: RecordId): NamedRow => {
    const row = order.get(id) ?? named(id);
    order.set(id, row);
    return row;
  };
  return rollOf({
    entries: attendance
      .filter(({ values }) => values.activity === activity.id)
      .map(({ id, values }) => ({
        id,
        person: values.person,
        count: values.count ?? 0,
        role: values.role ?? '',
        isExpected: values.isExpected === true,
        isRest: values.importBatch !== undefined && (values.count ?? 0) > 0
      })),
    expected: (group?.people ?? []).map(({ id }) => id).filter((id) => people.byId.has(id)),
    guests: activity.values.guests ?? 0,
    actual: activity.values.actual,
    compare: (a, b) => pinyin(rowOf(a), rowOf(b)) || (a < b ? -1 : 1)
  });
}

/** 应到 as it was told, or else everyone of the list and of the group that meets, those without a name here among them. */
export function expectedOf(
  { values }: RecordItem<'activity'>,
  groups: readonly RecordItem<'group'>[],
  { invited }: Roll
): number | undefined {
  const group = groups.find(({ id }) => id === values.group);
  if (values.expected !== undefined) return values.expected;
  const ofGroup = group && group.people.length + group.hiddenPeople;
  return ofGroup === undefined && invited === 0 ? undefined : (ofGroup ?? 0) + invited;
}
