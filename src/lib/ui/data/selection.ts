/** Choosing rows by key: pure steps that give a new set, so that a caller may keep or refuse each. */
export type Selection = ReadonlySet<string>;

export function toggled(selection: Selection, key: string): Selection {
  const next = new Set(selection);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** Adds all rows from one index to another, both included, in either direction (Shift). */
export function extended(
  selection: Selection,
  keys: (index: number) => string | undefined,
  from: number,
  to: number
): Selection {
  const next = new Set(selection);
  for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
    const key = keys(index);
    if (key !== undefined) next.add(key);
  }
  return next;
}
