/**
 * What a form field needs to know to be drawn. Structurally the part of the domain's FieldDefinition that
 * concerns the screen, declared again because ui knows nothing of the domain: a definition fits as it is.
 */
export interface UiCodeItem {
  readonly code: string;
  readonly label: string;
  readonly aliases?: readonly string[];
}

export interface UiCodeList {
  readonly items: readonly UiCodeItem[];
  /** The item that a text names by its code, label or another name; undefined where that is in doubt. */
  readonly find?: (text: string) => UiCodeItem | undefined;
}

export type UiFieldInput =
  | { readonly type: 'text'; readonly maxLength: number; readonly multiline?: boolean }
  | { readonly type: 'sharedText'; readonly maxLength: number }
  | { readonly type: 'code'; readonly list: UiCodeList }
  | { readonly type: 'codes'; readonly list: UiCodeList }
  | { readonly type: 'tags'; readonly maxLength: number; readonly suggestions?: UiCodeList }
  | { readonly type: 'categories' }
  | { readonly type: 'partialDate' }
  | { readonly type: 'date' }
  | { readonly type: 'dateTime' }
  | { readonly type: 'phones'; readonly isDoubtful?: (typed: string) => boolean }
  | { readonly type: 'idNumber' }
  | { readonly type: 'ref'; readonly kind: string }
  | { readonly type: 'refs'; readonly kind: string }
  | { readonly type: 'flag'; readonly isTick?: boolean; readonly open?: string }
  | { readonly type: 'count'; readonly max: number; readonly unit?: string }
  | {
      readonly type: 'decimal';
      readonly max: number;
      readonly decimals: number;
      readonly unit: string;
    }
  | { readonly type: 'steps' }
  | { readonly type: 'money' }
  | { readonly type: 'internal' };

export interface UiField {
  readonly label: string;
  readonly input: UiFieldInput;
  readonly required: boolean;
  readonly hint?: string;
}

/** One choice of a list. `keywords` are further spellings it is found by: pinyin, initials, aliases. */
export interface Option {
  readonly value: string;
  readonly label: string;
  /** A second, softer line: building, age band, what tells two namesakes apart. */
  readonly detail?: string;
  readonly keywords?: readonly string[];
}

/** The place where the choices of a list are added. */
export interface ChoiceSource {
  readonly label: string;
  /** Left out where going there would lose what was typed. */
  readonly href?: string;
}

/** What every field takes; `error` is plain Chinese and shows as soon as it is given. */
export interface FieldProps {
  label: string;
  hint?: string;
  error?: string;
  required?: boolean;
  disabled?: boolean;
  /** The label is read out but not shown, for fields whose place says what they are. */
  hideLabel?: boolean;
}

/** A typed value, or the raw text while it can't be understood: nothing typed is ever dropped. */
export type Draft<T> = T | string | undefined;

export const optionsOf = (list: UiCodeList): Option[] =>
  list.items.map((item) => ({
    value: item.code,
    label: item.label,
    keywords: [item.code, ...(item.aliases ?? [])]
  }));

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

/**
 * Options that a typed text means: by label, or by the beginning of a keyword. Labels that begin with the
 * text come first, the given order is kept otherwise.
 */
export function matchOptions(options: readonly Option[], text: string): readonly Option[] {
  const wanted = fold(text);
  if (wanted === '') return options;
  const first: Option[] = [];
  const others: Option[] = [];
  for (const option of options) {
    const label = fold(option.label);
    if (label.startsWith(wanted)) first.push(option);
    else if (
      label.includes(wanted) ||
      option.keywords?.some((word) => fold(word).startsWith(wanted))
    ) {
      others.push(option);
    }
  }
  return [...first, ...others];
}

/** What a list that is whole and fixed takes a text for besides its labels; answers an option's value. */
export type ReadTerm = (text: string) => string | undefined;

/**
 * The one option that a typed text means without doubt: its label, when no other has the same; of a fixed list, which
 * comes with `reads`, also another name or the beginning of a label, when nothing else matches (汉 is 汉族). An open
 * list may lack what was meant: 7号 is not yet 7号楼.
 */
export function optionMeant(
  options: readonly Option[],
  text: string,
  reads: ReadTerm | undefined
): Option | undefined {
  const wanted = fold(text);
  if (wanted === '') return undefined;
  const exact = options.filter((option) => fold(option.label) === wanted);
  if (exact.length > 0) return exact.length === 1 ? exact[0] : undefined;
  if (!reads) return undefined;
  const read = reads(text);
  if (read !== undefined) return options.find((option) => option.value === read);
  const [first, ...others] = matchOptions(options, text);
  return first && others.length === 0 && fold(first.label).startsWith(wanted) ? first : undefined;
}

/**
 * True while an input method composes: Enter and arrows then belong to the candidate window. Safari ends
 * the composition before the key event and tells it by key code 229 only.
 */
export const isComposing = (event: KeyboardEvent): boolean =>
  event.isComposing || event.keyCode === 229;
