/** A closed list of coded values (DOMAIN F). Codes are stored, labels are shown, aliases are understood on import. */
export interface CodeItem {
  readonly code: string;
  readonly label: string;
  /** Other spellings seen in ledgers, normalised; never shown. */
  readonly aliases?: readonly string[];
}

export interface CodeList {
  readonly name: string;
  /** Where the codes come from, e.g. `GB/T 2261.1`. */
  readonly source: string;
  readonly items: readonly CodeItem[];
  readonly labelOf: (code: string) => string | undefined;
  /** Exact match of a code, label or alias after normalising; undefined when unknown, so that a person is asked. */
  readonly find: (text: string) => CodeItem | undefined;
}

/** Trims, removes all white space and folds full-width forms, as ledgers write terms in many ways. */
export const normaliseTerm = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

export function createCodeList(name: string, source: string, items: readonly CodeItem[]): CodeList {
  const labels = new Map(items.map((item) => [item.code, item.label]));
  const byTerm = new Map<string, CodeItem>();
  for (const item of items) {
    for (const term of [item.code, item.label, ...(item.aliases ?? [])]) {
      const key = normaliseTerm(term);
      if (!byTerm.has(key)) byTerm.set(key, item);
    }
  }
  return {
    name,
    source,
    items,
    labelOf: (code) => labels.get(code),
    find: (text) => byTerm.get(normaliseTerm(text))
  };
}
