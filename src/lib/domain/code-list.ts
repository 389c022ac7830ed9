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
  /** Items a person may be offered for a term: one when it is known, several when it is ambiguous, none when unknown. */
  readonly candidatesOf: (text: string) => readonly CodeItem[];
  /** Terms that mean another code from person to person (盟员): one answer never holds for all who share the word. */
  readonly isPersonal: (text: string) => boolean;
}

/** Trims, removes all white space and folds full-width forms, as ledgers write terms in many ways. */
export const normaliseTerm = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

/**
 * @param ambiguous terms that are never decided alone, with the codes to offer, best guess first (I12).
 *   Such a term is not found even when it is also a code or alias.
 * @param personal those of them that isPersonal tells.
 */
export function createCodeList(
  name: string,
  source: string,
  items: readonly CodeItem[],
  ambiguous: Readonly<Record<string, readonly string[]>> = {},
  personal: readonly string[] = []
): CodeList {
  const byCode = new Map(items.map((item) => [item.code, item]));
  const asks = new Map(
    Object.entries(ambiguous).map(([term, codes]) => [normaliseTerm(term), codes])
  );
  const personalTerms = new Set(personal.map(normaliseTerm));
  const byTerm = new Map<string, CodeItem>();
  for (const item of items) {
    for (const term of [item.code, item.label, ...(item.aliases ?? [])]) {
      const key = normaliseTerm(term);
      if (!byTerm.has(key) && !asks.has(key)) byTerm.set(key, item);
    }
  }
  return {
    name,
    source,
    items,
    labelOf: (code) => byCode.get(code)?.label,
    find: (text) => byTerm.get(normaliseTerm(text)),
    isPersonal: (text) => personalTerms.has(normaliseTerm(text)),
    candidatesOf(text) {
      const key = normaliseTerm(text);
      const codes = asks.get(key);
      if (codes) return codes.flatMap((code) => byCode.get(code) ?? []);
      const item = byTerm.get(key);
      return item ? [item] : [];
    }
  };
}
