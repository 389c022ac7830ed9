/** The page of the benchmarks: `window.bench` is driven by bench/run.mjs. All times in milliseconds. */
import { createLargeSpace } from '../../tests/factories/large-space';
import { loadQuickReader } from '../../tests/factories/quick-reader';
import type { Contender, Rows } from './contender';
import { createOwn } from './own';
import { createPlainDexie, createPouch, createYDoc } from './peers';

const contenders: Readonly<Record<string, Contender>> = {
  own: createOwn(),
  'own-small': createOwn('own-small'),
  dexie: createPlainDexie(),
  ydoc: createYDoc(),
  pouch: createPouch()
};

const contender = (name: string): Contender => {
  const found = contenders[name];
  if (!found) throw new Error(`no contender ${name}`);
  return found;
};

async function makeRows(people: number, visits: number): Promise<Rows> {
  const space = createLargeSpace({ people, visits, readName: await loadQuickReader() });
  return { people: space.people, others: [...space.places, ...space.visits] };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const bench = {
  async fill(name: string, people: number, visits: number): Promise<number> {
    const rows = await makeRows(people, visits);
    const start = performance.now();
    await contender(name).fill(rows);
    return performance.now() - start;
  },
  async open(name: string): Promise<{ ms: number; count: number }> {
    const start = performance.now();
    const opened = await contender(name).open();
    const ms = performance.now() - start;
    held = opened;
    return { ms, count: opened.count };
  },
  async edits(name: string, count: number): Promise<number> {
    const opened = await contender(name).open();
    const times: number[] = [];
    for (let i = 0; i < count; i++) {
      const start = performance.now();
      await opened.edit(i * 37, `单位 ${i}`);
      times.push(performance.now() - start);
    }
    await opened.close();
    return median(times);
  },
  async search(queries: readonly string[]): Promise<{ query: string; ms: number; hits: number }[]> {
    const opened = await createOwn().open();
    opened.find('x');
    const results = queries.map((query) => {
      const start = performance.now();
      const hits = opened.find(query);
      return { query, ms: performance.now() - start, hits };
    });
    await opened.close();
    return results;
  }
};

/** Keeps what was opened alive while the heap is read. */
let held: unknown;

declare global {
  interface Window {
    bench: typeof bench;
    held: () => unknown;
  }
}
window.bench = bench;
window.held = () => held;
