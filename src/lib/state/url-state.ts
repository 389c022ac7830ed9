/**
 * State that lives in the address (STYLE law 10): filters, page, tab. Pure functions over URL; a route
 * passes `page.url` in and gives the result to `goto(url, { keepFocus: true, noScroll: true })`.
 * Never put a name, number or search text of a person in the address: it stays in the browser's history.
 */
export type ParamChanges = Readonly<Record<string, string | readonly string[] | undefined>>;

export const paramOf = (url: URL, name: string, fallback = ''): string =>
  url.searchParams.get(name) ?? fallback;

/** All values of a repeated parameter, in order. */
export const paramsOf = (url: URL, name: string): string[] => url.searchParams.getAll(name);

/** One of a closed set; anything else in the address counts as the fallback. */
export function choiceOf<T extends string>(
  url: URL,
  name: string,
  choices: readonly T[],
  fallback: T
): T {
  const text = url.searchParams.get(name);
  return choices.find((choice) => choice === text) ?? fallback;
}

/** The same address with some parameters changed; empty and undefined take one out. Hash and others stay. */
export function withParams(url: URL, changes: ParamChanges): URL {
  const next = new URL(url);
  for (const [name, value] of Object.entries(changes)) {
    next.searchParams.delete(name);
    const values = typeof value === 'string' ? [value] : (value ?? []);
    for (const item of values) if (item !== '') next.searchParams.append(name, item);
  }
  return next;
}
