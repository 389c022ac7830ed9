/**
 * Columns of the list, drawn from the field metadata (STYLE law 6) plus what is derived. Phones and identity
 * numbers stay masked in rows; a place column never stands beside a sensitive one (B-8, B-10).
 */
import type { Queries } from '../../../app/types';
import { completenessOf } from '../../../domain/completeness';
import type { GatedPerson } from '../../../domain/consent/gate';
import { isPlaceBoundField, placeFields } from '../../../domain/filters';
import type { PersonField } from '../../../domain/person/record';
import { ageOn, localDate, type IsoDate } from '../../../kernel/dates';
import { hlcToMs } from '../../../kernel/hlc';
import type { RecordId } from '../../../kernel/ids';
import { relativeDay } from '../../../text/dates';
import { columnWords, consentStateWords, people as words } from '../../../text/people';
import type { Column } from '../../../ui/data/column';
import { fieldOf, fieldText, isCovered, isPersonField, shownFields } from './person-fields';

export interface ColumnContext {
  readonly enabled: ReadonlySet<string>;
  readonly nameOf: Queries['nameOf'];
  readonly today: IsoDate;
  /** Undefined while it is not known yet. */
  readonly lastContactOf: ((id: RecordId) => IsoDate | undefined) | undefined;
}

export type PersonColumn = Column<GatedPerson>;

const widths: Readonly<Partial<Record<PersonField, number>>> = {
  sex: 4.5,
  birth: 8,
  mobile: 9.5,
  phone: 9.5,
  building: 11,
  communityId: 9,
  categories: 13,
  unit: 14,
  school: 14,
  note: 14
};

const ageText = (person: GatedPerson, today: IsoDate): string => {
  const { birth } = person.values;
  return birth === undefined ? '' : columnWords.ageOf(ageOn(birth, today).years);
};

function derivedColumns(context: ColumnContext): readonly PersonColumn[] {
  const { today, lastContactOf, enabled } = context;
  const contactText = (person: GatedPerson): string => {
    if (!lastContactOf) return '';
    const last = lastContactOf(person.id);
    return last === undefined ? columnWords.never : relativeDay(last, today);
  };
  return [
    {
      id: 'age',
      label: columnWords.age,
      text: (person) => ageText(person, today),
      width: 5.5,
      isNumber: true,
      isSortable: true
    },
    {
      id: 'consent',
      label: columnWords.consent,
      text: (person) => consentStateWords[person.state],
      width: 7.5
    },
    {
      id: 'contact',
      label: columnWords.contact,
      text: contactText,
      width: 7,
      isSortable: true
    },
    {
      id: 'registered',
      label: columnWords.registered,
      text: (person) => localDate(hlcToMs(person.createdAt)),
      width: 8,
      isSortable: true
    },
    {
      id: 'missing',
      label: columnWords.missing,
      text: (person) =>
        completenessOf(person, (name) => enabled.has(name))
          .missing.map((name) => fieldOf(name).label)
          .join('、'),
      width: 12,
      grows: true
    }
  ];
}

/** All columns that may be shown; covered fields are never offered, they are opened one by one on the page. */
export function personColumns(context: ColumnContext): readonly PersonColumn[] {
  const fields = shownFields(context.enabled).filter(({ name }) => !isCovered(name));
  const fromFields = fields.map(({ name, field }): PersonColumn => ({
    id: name,
    label: field.label,
    text: (person) =>
      name === 'name'
        ? (person.values.name ?? words.unnamed)
        : fieldText(person, name, context.nameOf, true),
    // A name of eight characters, as many Uyghur and Kazakh names have, stands whole.
    width: name === 'name' ? 9.5 : (widths[name] ?? 9),
    grows: name === 'name' || (widths[name] ?? 0) > 10,
    ...(name === 'name' ? { isFixed: true, isSortable: true } : {})
  }));
  const [name, ...others] = fromFields;
  return [...(name ? [name] : []), ...derivedColumns(context), ...others];
}

export const defaultColumns: readonly string[] = [
  'name',
  'sex',
  'age',
  'mobile',
  'building',
  'consent',
  'contact'
];

/** Beside an open person there is room for these only. */
export const narrowColumns: readonly string[] = ['name', 'consent'];

const isPlace = (id: string): boolean => isPersonField(id) && placeFields.includes(id);
const isSensitive = (id: string): boolean => isPersonField(id) && isPlaceBoundField(id);

/** The choice as it may stand: what was just added wins, what conflicts with it goes. */
export function settleColumns(
  before: readonly string[],
  chosen: readonly string[]
): { readonly columns: readonly string[]; readonly isReduced: boolean } {
  if (!chosen.some(isPlace) || !chosen.some(isSensitive)) {
    return { columns: chosen, isReduced: false };
  }
  const added = chosen.filter((id) => !before.includes(id));
  const drop = added.some(isSensitive) ? isPlace : isSensitive;
  return { columns: chosen.filter((id) => !drop(id)), isReduced: true };
}
