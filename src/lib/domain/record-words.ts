/** A record in words, from its metadata and the values that may be shown. */
import type { FormatContext } from './field';
import type { RecordDefinition } from './record';

type Values = Readonly<Record<string, unknown>>;

/** One field as plain text; empty when it holds nothing. */
export function fieldText(
  { fields }: RecordDefinition,
  name: string,
  values: Values,
  context: FormatContext
): string {
  const field = fields[name];
  const value = values[name];
  return field === undefined || value === undefined ? '' : field.format(value, context);
}

/** What it was about, in one line: the summary fields that hold something. */
export const recordSummary = (
  definition: RecordDefinition,
  values: Values,
  context: FormatContext
): string =>
  (definition.summary ?? [])
    .map((name) => fieldText(definition, name, values, context))
    .filter(Boolean)
    .join('，');

/** The first longer text of a record, in the order of its fields. */
export function storyOf({ fields }: RecordDefinition, values: Values): string | undefined {
  const name = Object.keys(fields).find((each) => {
    const { input } = fields[each] ?? {};
    const isLong = input?.type === 'sharedText' || (input?.type === 'text' && input.multiline);
    return isLong && typeof values[each] === 'string' && values[each] !== '';
  });
  return name === undefined ? undefined : (values[name] as string);
}
