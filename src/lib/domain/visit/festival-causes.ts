/** Causes that go with a festival (DOMAIN F "visit cause", E V1 and V6). */
const festivalCauses: ReadonlySet<string> = new Set(['festival', 'twoFestivals']);

export const isFestivalCause = (cause: string | undefined): boolean =>
  festivalCauses.has(cause ?? '');
