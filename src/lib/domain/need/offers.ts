/** Which services may help with a type of need (S3-06, S1-25): who offers them is named beside it, and their help is kept on both sides. Pure. */
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import type { ServiceEntryValues } from '../service-entry/record';

const servicesByType: Readonly<Partial<Record<string, readonly string[]>>> = {
  job: ['jobs', 'contacts'],
  assistance: ['donation', 'company'],
  housing: ['law', 'mediation'],
  schooling: ['tutoring'],
  law: ['law'],
  clinic: ['medical'],
  eldercare: ['company', 'medical', 'repair'],
  papers: ['translation'],
  neighbours: ['mediation', 'repair'],
  business: ['contacts', 'lecture'],
  customs: ['contacts'],
  overseas: ['law', 'translation']
};

/** Services of an offer that fit the type of need, in the order of the table. */
export const fittingServices = (
  type: string | undefined,
  offered: readonly string[] | undefined
): readonly string[] =>
  (servicesByType[type ?? ''] ?? []).filter((service) => offered?.includes(service));

/** Who may help: a group, a unit, or a member who agreed to be asked. */
export interface Helper {
  readonly kind: 'group' | 'partnerUnit' | 'person';
  readonly id: RecordId;
  /** Codes of what they offer and the need is about. */
  readonly services: readonly string[];
}

/** What a kind of resource (S0-08) lets its unit do for a need. */
const serviceByResource: Readonly<Partial<Record<string, string>>> = {
  talent: 'lecture',
  funds: 'donation',
  venue: 'venue'
};

/** What a unit offers: as it was told, and by what it lends. */
export const servicesOfUnit = (
  told: readonly string[] | undefined,
  resources: readonly (string | undefined)[]
): readonly string[] => [
  ...new Set([...(told ?? []), ...resources.flatMap((type) => serviceByResource[type ?? ''] ?? [])])
];

function giverOf({ kind, id }: Helper): Readonly<Record<string, Json>> {
  if (kind === 'person') return { people: [id] };
  return kind === 'group' ? { group: id } : { unit: id };
}

/** An entry of the service book, and what makes it the same when it is asked for again. */
export interface HelpEntry {
  readonly values: Readonly<Record<string, Json>>;
  readonly once: readonly string[];
}

/** What was given and, where the need names somebody, what was received, each an entry of its own (S1-25); once a day. */
export function entriesOfHelp(
  need: { readonly id: RecordId; readonly people: readonly RecordId[] },
  helper: Helper,
  on: IsoDate
): readonly HelpEntry[] {
  const [type] = helper.services;
  if (type === undefined) return [];
  const shared = { on, type, need: need.id, times: 1 };
  const entry = (direction: string, side: HelpEntry['values']): HelpEntry => ({
    values: { ...shared, direction, ...side },
    once: [direction, need.id, helper.id, on]
  });
  const given = entry('given', giverOf(helper));
  return need.people.length === 0 ? [given] : [given, entry('received', { people: need.people })];
}

/** Whether this helper's help with a need stands in the book for the day. */
export const isKept = (
  given: readonly { readonly values: ServiceEntryValues }[],
  { id }: Pick<Helper, 'id'>,
  on: IsoDate
): boolean =>
  given.some(
    ({ values }) =>
      values.on === on &&
      (values.group === id || values.unit === id || values.people?.includes(id) === true)
  );
