/**
 * What a ledger says other than the workbook, per field. An import adds and refines; it never takes an item
 * out of a set, never makes a date less precise, and never overwrites a value edited here unasked.
 */
import { equalJson, type Json } from '../../kernel/json';
import { categoryKey, type PersonCategory } from '../../domain/categories';
import type { FieldDifference } from './dry-run-types';
import { personFields } from './header-vocabulary';

type Values = Readonly<Record<string, Json>>;

export interface ComparedValues {
  /** Of the row, references included. */
  readonly ledger: Values;
  /** Fields the row itself does not say (ParsedRow). */
  readonly inferred: readonly string[];
  /** Of the person now, or of the earlier row of the file. */
  readonly here: Values;
  /** What the earlier import wrote; undefined when the person was not in it. */
  readonly before?: Values | undefined;
  readonly isEarlierRow?: boolean;
}

export function differencesOf({
  ledger,
  inferred,
  here,
  before,
  isEarlierRow = false
}: ComparedValues): readonly FieldDifference[] {
  const differences: FieldDifference[] = [];
  for (const [field, value] of Object.entries(ledger)) {
    const present = here[field] ?? null;
    const after = joined(field, present, value);
    if (equalJson(after, present)) continue;
    const earlier = before?.[field];
    // The file says what it said last time; the change is ours and stays.
    if (present !== null && earlier !== undefined && equalJson(earlier, value)) continue;
    const isReplaced =
      present !== null &&
      (earlier === undefined || !equalJson(earlier, present)) &&
      !isAddition(field);
    const hold = isReplaced
      ? isEarlierRow
        ? 'earlier-row'
        : 'edited-here'
      : inferred.includes(field) && isIdentity(field)
        ? 'not-in-row'
        : undefined;
    differences.push({ field, before: present, after, ...(hold ? { hold } : {}) });
  }
  return differences;
}

/** Sets only grow by an import, so nothing of ours is overwritten there. */
const isAddition = (field: string): boolean => personFields.get(field)?.cardinality === 'many';

/** What says who somebody is politically: never given to a known person by a cell of other rows. */
const isIdentity = (field: string): boolean => personFields.get(field)?.consent === 'identity';

function joined(field: string, present: Json, value: Json): Json {
  if (present === null) return value;
  if (Array.isArray(present) && Array.isArray(value)) return union(present, value);
  if (typeof present !== 'string' || typeof value !== 'string') return value;
  const type = personFields.get(field)?.input.type;
  // 1968-05-12 here and 1968-05 in the ledger don't differ.
  if (type === 'partialDate' && present.startsWith(value)) return present;
  if (field === 'note' && present.includes(value)) return present;
  return value;
}

function union(present: readonly Json[], added: readonly Json[]): Json {
  const keys = new Set(present.map(itemKey));
  return [...present, ...added.filter((item) => !keys.has(itemKey(item)))];
}

/** Telephones are one by their number, categories by scheme and code, whatever stands beside them. */
function itemKey(item: Json): string {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return JSON.stringify(item);
  const object = item as { readonly [key: string]: Json };
  if (typeof object['number'] === 'string') return object['number'];
  if (typeof object['scheme'] === 'string') return categoryKey(object as unknown as PersonCategory);
  return JSON.stringify(item);
}
