/** Ctrl/⌘-K finds every place of the work by its name (issue 4 今日, UX 3). */
import { describe, expect, it } from 'vitest';
import { definitionOf, workKinds } from '../../../src/lib/domain/registry';
import { findTopics, topicsOf } from '../../../src/lib/features/shell/help-topics';
import { createFurther, createPlaces, figuresPlaces } from '../../../src/lib/features/shell/places';
import { cadenceWords, networkWords } from '../../../src/lib/text/cadence';
import { helpChapters } from '../../../src/lib/text/help';

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

describe('the manual by its words, where no place is called so', () => {
  const topics = topicsOf(helpChapters);
  it.each([
    ['换电脑', '换电脑，或换浏览器'],
    ['交接', '有人离岗、设备丢失'],
    ['忘了口令', '忘了口令'],
    ['一人一档', '看一个人的资料要有依据'],
    ['中继', '同步：把新内容送到别的设备']
  ])('%s: %s', (word, title) => {
    expect(findTopics(topics, word).map((topic) => topic.title)).toContain(title);
  });

  it('titles come first, one character finds nothing, each has an address of its own', () => {
    expect(findTopics(topics, '备份')[0]?.title).toContain('备份');
    expect(findTopics(topics, '人')).toEqual([]);
    expect(new Set(topics.map(({ href }) => href)).size).toBe(topics.length);
  });
});

it('DESIGN 2: who gets figures alone has no door that is closed, and 统计 opens at 街道汇总', () => {
  const shown = figuresPlaces(createPlaces());
  expect(shown.map(({ id }) => id)).toEqual(['today', 'statistics', 'sync', 'settings', 'help']);
  expect(shown.find(({ id }) => id === 'statistics')?.href).toBe('/statistics/summary');
});
