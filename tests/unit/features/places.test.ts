/** Ctrl/⌘-K finds every place of the work by its name (issue 4 今日, UX 3). */
import { describe, expect, it } from 'vitest';
import { definitionOf, workKinds } from '../../../src/lib/domain/registry';
import { createFurther, createPlaces } from '../../../src/lib/features/shell/places';
import { cadenceWords, networkWords } from '../../../src/lib/text/cadence';

describe('places by name', () => {
  const all = [...createPlaces(), ...createFurther()];
  const found = (word: string) => all.filter(({ label }) => label === word);

  it('S3-01…04: each book, the boards, 制度执行 and 三级网络 stand there once', () => {
    const titles = workKinds.flatMap((kind) => definitionOf(kind).book ?? []);
    expect(titles.length).toBeGreaterThan(10);
    for (const title of [...titles, cadenceWords.title, networkWords.title]) {
      expect(found(title), title).toHaveLength(1);
    }
    expect(all.filter(({ label }) => label.endsWith('办理进度'))).toHaveLength(2);
  });

  it('no two lead to one address, none carries more than kinds', () => {
    const addresses = all.map(({ href }) => href);
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const href of addresses) expect(href).toMatch(/^\/[a-z-/]*(\?kind=[a-zA-Z]+)?$/);
  });
});
