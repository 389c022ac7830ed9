/** What happened with a person, newest first: visits, consents, the record itself. Only what the gate lets show. */
import { consentPurposes } from '../../domain/consent/purposes';
import type { ConsentRow } from '../../domain/consent/record';
import type { GatedPerson } from '../../domain/consent/gate';
import { visitCauses } from '../../domain/code-lists/visit-cause';
import { visitMethods } from '../../domain/code-lists/visit-method';
import { localDate } from '../../kernel/dates';
import { hlcToMs } from '../../kernel/hlc';
import type { TimelineItem, VisitItem } from '../types';

function visitItem(visit: VisitItem): TimelineItem[] {
  const { on, method, cause, content } = visit.values;
  if (!on) return [];
  const words = [visitCauses.labelOf(cause ?? ''), visitMethods.labelOf(method ?? '')];
  return [
    {
      on,
      type: 'visit',
      title: `走访：${words.filter(Boolean).join('，') || '日常'}`,
      ...(content ? { detail: content } : {}),
      kind: 'visit',
      id: visit.id
    }
  ];
}

function consentItems(row: ConsentRow): TimelineItem[] {
  if (row.isDeleted) return [];
  const labels = (row.values.purposes ?? []).map((code) => consentPurposes.labelOf(code) ?? code);
  const base = { type: 'consent', detail: labels.join('、'), kind: 'consent', id: row.id } as const;
  const { signedOn, withdrawnOn } = row.values;
  return [
    ...(signedOn ? [{ ...base, on: signedOn, title: '签署同意书' }] : []),
    ...(withdrawnOn ? [{ ...base, on: withdrawnOn, title: '撤回同意' }] : [])
  ];
}

export function personTimeline(
  person: GatedPerson,
  visits: readonly VisitItem[],
  consents: readonly ConsentRow[]
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
    ...visits.filter((visit) => visit.people.some(({ id }) => id === person.id)).flatMap(visitItem),
    ...consents.flatMap(consentItems),
    created
  ];
  return items.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
}
