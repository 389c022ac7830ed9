/** Which services may help with a type of need (S3-06, S1-25): who offers them is named beside it, and their help is kept on both sides. Pure. */
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';

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

/** Who may help: a group, or a member who agreed to be asked. */
export interface Helper {
  readonly kind: 'group' | 'person';
  readonly id: RecordId;
  /** Codes of what they offer and the need is about. */
  readonly services: readonly string[];
}

/** What was given and, where the need names somebody, what was received, each an entry of its own (S1-25). */
export function entriesOfHelp(
  need: { readonly id: RecordId; readonly people: readonly RecordId[] },
  helper: Helper,
  on: IsoDate
): readonly Readonly<Record<string, Json>>[] {
  const [type] = helper.services;
  if (type === undefined) return [];
  const shared = { on, type, need: need.id, times: 1 };
  const giver: Readonly<Record<string, Json>> =
    helper.kind === 'group' ? { group: helper.id } : { people: [helper.id] };
  const given = { ...shared, direction: 'given', ...giver };
  if (need.people.length === 0) return [given];
  return [given, { ...shared, direction: 'received', people: need.people }];
}
