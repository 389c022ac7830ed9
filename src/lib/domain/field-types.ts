/**
 * Factories that make a FieldDefinition of every input type. A definition says label, class, scope, consent
 * and how a value is parsed, shown and masked; all else is drawn from it (STYLE law 6).
 * Longer than most files: one factory per FieldInput type, kept side by side to be read as one list.
 */
import type { Json } from '../kernel/json';
import type { IsoDate, PartialDate } from '../kernel/dates';
import type { RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { ok } from '../kernel/result';
import { categoryLabel, type PersonCategory } from './categories';
import { normaliseTerm, type CodeList } from './code-list';
import type {
  ConsentNeed,
  FieldClass,
  FieldDefinition,
  FieldInput,
  FormatContext,
  RecordKind
} from './field';
import * as parsers from './field-parsers';
import {
  formatDecimal,
  formatFen,
  formatInstant,
  formatIsoDate,
  formatPartialDate
} from './field-formats';
import { maskIdNumber } from './id-number';
import { parseCategories, parseIdNumberInput, parsePhones } from './person-parsers';
import { formatPhone, isDoubtfulTyping, maskPhone, type Phone } from './phone';
import { parseSteps, sortSteps, stepText, type Step } from './step';
import type { WordContext } from './word-check';

/** What a definition says about a field besides its type; defaults: class C1, scope general, no consent, on. */
export interface FieldOptions {
  readonly label: string;
  readonly section?: string;
  readonly class?: FieldClass;
  readonly scope?: Scope;
  readonly consent?: ConsentNeed;
  readonly required?: boolean;
  readonly enabledByDefault?: boolean;
  readonly onContactCard?: boolean;
  readonly hint?: string;
  readonly isSeldom?: boolean;
  readonly importHeaders?: readonly string[];
}

export interface CombineOption<T extends Json> {
  /** See FieldDefinition.combine. */
  readonly combine?: (survivors: readonly (T | null)[]) => T | null;
}

type Behaviour<T extends Json> = Pick<
  FieldDefinition<T>,
  'input' | 'cardinality' | 'parse' | 'format' | 'mask' | 'combine'
>;

function define<T extends Json>(
  options: FieldOptions,
  behaviour: Behaviour<T>
): FieldDefinition<T> {
  return {
    label: options.label,
    class: options.class ?? 'C1',
    scope: options.scope ?? 'general',
    consent: options.consent ?? 'none',
    required: options.required ?? false,
    enabledByDefault: options.enabledByDefault ?? true,
    onContactCard: options.onContactCard ?? false,
    section: options.section ?? '基本信息',
    ...(options.hint === undefined ? {} : { hint: options.hint }),
    isSeldom: options.isSeldom ?? false,
    importHeaders: (options.importHeaders ?? []).map(normaliseTerm),
    ...behaviour
  };
}

export interface TextOptions extends FieldOptions {
  readonly maxLength: number;
  readonly multiline?: boolean;
  /** Default `person`: the text stands beside a person. `work` for names, places and organisations; `none` for technical texts. */
  readonly words?: WordContext | 'none';
}

const textRules = (options: TextOptions): parsers.TextRules => ({
  maxLength: options.maxLength,
  multiline: options.multiline ?? false,
  words: options.words ?? 'person'
});

export function textField(options: TextOptions): FieldDefinition<string> {
  const rules = textRules(options);
  const input: FieldInput = {
    type: 'text',
    maxLength: rules.maxLength,
    multiline: rules.multiline ?? false
  };
  return define(options, {
    input,
    cardinality: 'one',
    parse: (value) => parsers.parseText(value, rules),
    format: (value) => value
  });
}

/** Text that several people write in together; merged as text (DESIGN 3). Always multiline. */
export function sharedTextField(options: TextOptions): FieldDefinition<string> {
  const rules = { ...textRules(options), multiline: true };
  return define(options, {
    input: { type: 'sharedText', maxLength: rules.maxLength },
    cardinality: 'shared',
    parse: (value) => parsers.parseText(value, rules),
    format: (value) => value
  });
}

/** Several short texts from a free hand, each word-checked as a tag. */
export function tagsField(
  options: FieldOptions & {
    readonly maxLength: number;
    readonly suggestions?: CodeList;
    readonly words?: WordContext | 'none';
  }
): FieldDefinition<readonly string[]> {
  const rules: parsers.TextRules = { maxLength: options.maxLength, words: options.words ?? 'tag' };
  const { suggestions } = options;
  return define(options, {
    input: { type: 'tags', maxLength: options.maxLength, ...(suggestions ? { suggestions } : {}) },
    cardinality: 'many',
    parse: (value) =>
      parsers.parseMany(value, (item) => parsers.parseText(item, rules), normaliseTerm),
    format: (value) => value.join('、')
  });
}

export function codeField(
  options: FieldOptions & { readonly list: CodeList }
): FieldDefinition<string> {
  const { list } = options;
  return define(options, {
    input: { type: 'code', list },
    cardinality: 'one',
    parse: (value) => parsers.parseCode(value, list),
    format: (value) => list.labelOf(value) ?? value
  });
}

/** A set of codes; `cardinality: 'one'` makes it one value, for sets that must not grow by merging. */
export function codesField(
  options: FieldOptions &
    CombineOption<readonly string[]> & {
      readonly list: CodeList;
      readonly cardinality?: 'one' | 'many';
    }
): FieldDefinition<readonly string[]> {
  const { list, combine } = options;
  return define(options, {
    input: { type: 'codes', list },
    cardinality: options.cardinality ?? 'many',
    parse: (value) => parsers.parseMany(value, (item) => parsers.parseCode(item, list), String),
    format: (value) => value.map((code) => list.labelOf(code) ?? code).join('、'),
    ...(combine ? { combine } : {})
  });
}

export function categoriesField(options: FieldOptions): FieldDefinition<readonly PersonCategory[]> {
  return define(options, {
    input: { type: 'categories' },
    cardinality: 'many',
    parse: parseCategories,
    format: (value) => value.map(categoryLabel).join('、')
  });
}

export function partialDateField(options: FieldOptions): FieldDefinition<PartialDate> {
  return define(options, {
    input: { type: 'partialDate' },
    cardinality: 'one',
    parse: parsers.parsePartialDateInput,
    format: formatPartialDate
  });
}

export function dateField(
  options: FieldOptions & CombineOption<IsoDate>
): FieldDefinition<IsoDate> {
  const { combine } = options;
  return define(options, {
    input: { type: 'date' },
    cardinality: 'one',
    parse: parsers.parseDateInput,
    format: formatIsoDate,
    ...(combine ? { combine } : {})
  });
}

/** An instant in epoch milliseconds. */
export function dateTimeField(options: FieldOptions): FieldDefinition<number> {
  return define(options, {
    input: { type: 'dateTime' },
    cardinality: 'one',
    parse: parsers.parseDateTimeInput,
    format: formatInstant
  });
}

export function phonesField(options: FieldOptions): FieldDefinition<readonly Phone[]> {
  return define(options, {
    input: { type: 'phones', isDoubtful: isDoubtfulTyping },
    cardinality: 'many',
    parse: parsePhones,
    format: (value) => value.map(formatPhone).join('、'),
    mask: (value) => value.map(maskPhone).join('、')
  });
}

export function idNumberField(options: FieldOptions): FieldDefinition<string> {
  return define(options, {
    input: { type: 'idNumber' },
    cardinality: 'one',
    parse: parseIdNumberInput,
    format: (value) => value,
    mask: maskIdNumber
  });
}

/** A person may be hidden by the gate; any other record without a name was deleted. */
const refName = (context: FormatContext, kind: RecordKind, id: RecordId): string =>
  context.nameOf(kind, id) ?? (kind === 'person' ? '（不可见）' : '（已删除）');

/** A field that refers to records of a kind; the kind stands in its type, so that fields naming people are told apart. */
export type RefFieldOf<T extends Json, Kind extends RecordKind> = FieldDefinition<T> & {
  readonly input: { readonly kind: Kind };
};

export function refField<Kind extends RecordKind>(
  options: FieldOptions & { readonly kind: Kind }
): RefFieldOf<RecordId, Kind> {
  const { kind } = options;
  const input = { type: 'ref', kind } as const;
  const field = define<RecordId>(options, {
    input,
    cardinality: 'one',
    parse: parsers.parseRef,
    format: (value, context) => refName(context, kind, value)
  });
  return { ...field, input };
}

export function refsField<Kind extends RecordKind>(
  options: FieldOptions &
    CombineOption<readonly RecordId[]> & {
      readonly kind: Kind;
      readonly cardinality?: 'one' | 'many';
    }
): RefFieldOf<readonly RecordId[], Kind> {
  const { kind, combine } = options;
  const input = { type: 'refs', kind } as const;
  const field = define<readonly RecordId[]>(options, {
    input,
    cardinality: options.cardinality ?? 'many',
    parse: (value) => parsers.parseMany(value, parsers.parseRef, String),
    format: (value, context) => value.map((id) => refName(context, kind, id)).join('、'),
    ...(combine ? { combine } : {})
  });
  return { ...field, input };
}

/** `isTick`: what is not said is no. `open` is the answer for not known yet, in words of this field. */
export function flagField(
  options: FieldOptions & { readonly isTick?: boolean; readonly open?: string }
): FieldDefinition<boolean> {
  const { isTick, open } = options;
  return define(options, {
    input: {
      type: 'flag',
      ...(isTick === undefined ? {} : { isTick }),
      ...(open === undefined ? {} : { open })
    },
    cardinality: 'one',
    parse: parsers.parseFlag,
    format: (value) => (value ? '是' : '否')
  });
}

export function countField(
  options: FieldOptions & { readonly max: number; readonly unit?: string }
): FieldDefinition<number> {
  const { max, unit = '' } = options;
  return define(options, {
    input: { type: 'count', max, unit },
    cardinality: 'one',
    parse: (value) => parsers.parseCount(value, max),
    format: (value) => `${value}${unit}`
  });
}

/** A number with decimals (85.5 平方米), stored as an integer of its smallest step; a typed text is read as it stands. */
export function decimalField(
  options: FieldOptions & {
    /** Largest value as read, e.g. 100000 平方米. */
    readonly max: number;
    readonly decimals: number;
    readonly unit: string;
  }
): FieldDefinition<number> {
  const { max, decimals, unit } = options;
  return define(options, {
    input: { type: 'decimal', max, decimals, unit },
    cardinality: 'one',
    parse: (value) => parsers.parseDecimal(value, max, decimals),
    format: (value) => `${formatDecimal(value, decimals)}${unit}`
  });
}

/** Dated steps of one matter: steps that two people add apart from each other both stay. */
export function stepsField(options: FieldOptions): FieldDefinition<readonly Step[]> {
  return define(options, {
    input: { type: 'steps' },
    cardinality: 'many',
    parse: parseSteps,
    format: (value, context) =>
      sortSteps(value)
        .map((step) => stepText(step, context))
        .join('；')
  });
}

/** Integer fen; a typed text is read as yuan. */
export function moneyField(options: FieldOptions): FieldDefinition<number> {
  return define(options, {
    input: { type: 'money' },
    cardinality: 'one',
    parse: parsers.parseMoney,
    format: formatFen
  });
}

/** Structure that no generic form shows; `check` says whether a value from a file or peer has the right shape. */
export function internalField<T extends Json>(
  options: FieldOptions & {
    readonly check: (value: unknown) => value is T;
    readonly cardinality?: 'one' | 'many';
  }
): FieldDefinition<T> {
  return define<T>(options, {
    input: { type: 'internal' },
    cardinality: options.cardinality ?? 'one',
    parse(value) {
      if (value === null || value === undefined) return parsers.emptyValue();
      if (options.check(value)) return ok(value);
      return { ok: false, error: { type: 'format', message: '格式不对' } };
    },
    format: (value) => (typeof value === 'string' ? value : '')
  });
}

/** The slot of whoever wrote what the field `of` shows, for values that only some may write. */
export const writerField = (options: FieldOptions & { readonly of: string }) => ({
  ...internalField<string>({
    ...options,
    check: (value): value is string => typeof value === 'string'
  }),
  writerOf: options.of
});
