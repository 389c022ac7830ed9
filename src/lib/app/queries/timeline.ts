/** What happened with a person, newest first: the work, consents, the record itself. Only what the gate lets show. */
import { consentPurposes } from '../../domain/consent/purposes';
import { isRefusal, type ConsentRow } from '../../domain/consent/record';
import type { GatedPerson } from '../../domain/consent/gate';
import { definitionOf } from '../../domain/registry';
import { recordSummary, storyOf } from '../../domain/record-words';
import { localDate, parseIsoDate } from '../../kernel/dates';
import { hlcToMs } from '../../kernel/hlc';
import type { Queries, RecordItem, TimelineItem } from '../types';

/** A record of the work that has a day; consents are told by their own two dates. */
function recordItem(item: RecordItem, nameOf: Queries['nameOf']): TimelineItem[] {
  const definition = definitionOf(item.kind);
  const on = parseIsoDate(definition.dateOf?.(item.values) ?? '');
  if (item.kind === 'consent' || on === undefined) return [];
  const words = recordSummary(definition, item.values, { nameOf });
  const detail = storyOf(definition, item.values);
  return [
    {
      on,
      type: 'record',
      title: words === '' ? definition.label : `${definition.label}：${words}`,
      ...(detail === undefined ? {} : { detail }),
      kind: item.kind,
      id: item.id
    }
  ];
}

function consentItems(row: ConsentRow): TimelineItem[] {
  if (row.isDeleted) return [];
  const labels = (row.values.purposes ?? []).map((code) => consentPurposes.labelOf(code) ?? code);
  const base = { type: 'consent', detail: labels.join('、'), kind: 'consent', id: row.id } as const;
  const { signedOn, withdrawnOn } = row.values;
  return [
    ...(signedOn && !isRefusal(row) ? [{ ...base, on: signedOn, title: '签署同意书' }] : []),
    ...(withdrawnOn ? [{ ...base, on: withdrawnOn, title: '撤回同意' }] : [])
  ];
}

export function personTimeline(
  person: GatedPerson,
  records: readonly RecordItem[],
  consents: readonly ConsentRow[],
  nameOf: Queries['nameOf']
): readonly TimelineItem[] {
  const created: TimelineItem = {
    on: localDate(hlcToMs(person.createdAt)),
    type: person.values.source ? 'imported' : 'created',
    title: '登记入册',
    ...(person.values.source ? { detail: person.values.source } : {}),
    kind: 'person',
    id: person.id
  };
  const items = [
    ...records.flatMap((item) => recordItem(item, nameOf)),
    ...consents.flatMap(consentItems),
    created
  ];
  return items.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
}
