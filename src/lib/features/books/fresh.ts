/** What a new record begins with: today, me, the first status, the usual tick; what the address gives comes on top. */
import type { RecordKind } from '../../domain/field';
import type { RecordDefinition } from '../../domain/record';
import type { IsoDate } from '../../kernel/dates';
import { isRecordId, type RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import { shownFields } from './books';

interface FreshInput {
  readonly today: IsoDate;
  readonly now: number;
  /** The record of the worker at the screen, if there is one. */
  readonly me: RecordId | undefined;
  readonly params: URLSearchParams;
}

const first: Partial<Record<RecordKind, Readonly<Record<string, Json>>>> = {
  need: { status: 'registered' },
  suggestion: { status: 'raised' },
  // S0-07: what is written into this book is 统战 work unless somebody says otherwise.
  activity: { isUnitedFront: true },
  job: { status: 'offered' },
  attendance: { role: 'attended' },
  reception: { channel: 'office' }
};

const mine: ReadonlySet<string> = new Set(['firstReceiver', 'workers', 'recorder']);

/** Codes and ids that the address may give to a new record, by `v.<field>`. */
function given(definition: RecordDefinition, params: URLSearchParams): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const name of shownFields(definition)) {
    const text = params.get(`v.${name}`);
    const input = definition.fields[name]?.input;
    if (text === null || !input) continue;
    if (input.type === 'code' && input.list.labelOf(text) !== undefined) values[name] = text;
    if (input.type === 'ref' && isRecordId(text)) values[name] = text;
    if (input.type === 'refs' && isRecordId(text)) values[name] = [text];
  }
  return values;
}

export function freshValues(
  definition: RecordDefinition,
  { today, now, me, params }: FreshInput
): Readonly<Record<string, Json>> {
  const values: Record<string, Json> = { ...first[definition.kind] };
  for (const name of shownFields(definition)) {
    const field = definition.fields[name];
    if (field?.required && field.input.type === 'date') values[name] = today;
    if (field?.required && field.input.type === 'dateTime') values[name] = now;
    if (field?.required && field.input.type === 'partialDate') values[name] = today.slice(0, 4);
    if (me !== undefined && mine.has(name)) values[name] = field?.input.type === 'refs' ? [me] : me;
  }
  return { ...values, ...given(definition, params) };
}
