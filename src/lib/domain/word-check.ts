/** placeholder replaced below */
export type WordContext = 'tag' | 'person' | 'work';
export const blockingWord = (_t: string, _c: WordContext): { message: string } | undefined =>
  undefined;
