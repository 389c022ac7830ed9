/**
 * Whether a text of the library names someone of the register. The library is class P and its open texts lie
 * unsealed on the device (I9): such a text is asked about before it is written.
 */
export interface NameSet {
  readonly names: ReadonlySet<string>;
  /** Lengths that occur, in UTF-16 units, longest first. */
  readonly lengths: readonly number[];
}

const blanks = /[\s\u200b-\u200f\ufeff]+/gu;

/** Names of one character would stop every sentence, and are left out. */
export function createNameSet(names: Iterable<string>, except: readonly string[] = []): NameSet {
  const ordinary = new Set(except.map((word) => word.replace(blanks, '')));
  const kept = new Set<string>();
  for (const name of names) {
    const bare = name.replace(blanks, '');
    if (bare.length >= 2 && !ordinary.has(bare)) kept.add(bare);
  }
  const lengths = [...new Set([...kept].map((name) => name.length))].sort((a, b) => b - a);
  return { names: kept, lengths };
}

/** Names found, each with how often it stands; blanks inside a name don't hide it. */
export function namesInText(text: string, set: NameSet): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const bare = text.replace(blanks, '');
  for (let at = 0; at < bare.length; at += 1) {
    for (const length of set.lengths) {
      const word = bare.slice(at, at + length);
      if (word.length === length && set.names.has(word)) {
        found.set(word, (found.get(word) ?? 0) + 1);
        break;
      }
    }
  }
  return found;
}
