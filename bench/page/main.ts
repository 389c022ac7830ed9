/** The page of the benchmarks: `window.bench` is driven by bench/measures. All times in milliseconds. */
import { createLargeSpace } from '../../tests/factories/large-space';
import { loadQuickReader } from '../../tests/factories/quick-reader';
import { converge } from './converging';
import type { Contender, Reading, Rows } from './contender';
import { importLedger, parseAlone } from './importing';
import { join } from './joining';
import { createOwn } from './own';
import { createPlainDexie, createPouch, createYDoc } from './peers';
import { searchAsTyped } from './searching';

const contenders: Readonly<Record<string, Contender>> = {
  own: createOwn('own'),
  'own-small': createOwn('own-small'),
  'own-empty': createOwn('own-empty'),
  'own-join': createOwn('own-join'),
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

/** Keeps what was opened alive while the heap is read. */
let held: unknown;

const bench = {
  async fill(name: string, people: number, visits: number): Promise<void> {
    await contender(name).fill(people > 0 ? await makeRows(people, visits) : noRows);
  },
  async open(name: string, reading: Reading): Promise<{ ms: number; count: number }> {
    const start = performance.now();
    const opened = await contender(name).open(reading);
    const ms = performance.now() - start;
    held = opened;
    await opened.settled?.();
    return { ms, count: opened.count };
  },
  async edits(name: string, count: number): Promise<readonly number[]> {
    const opened = await contender(name).open('people');
    await opened.settled?.();
    const times: number[] = [];
    for (let i = 0; i < count; i++) {
      const start = performance.now();
      await opened.edit(i * 37, `单位 ${i}`);
      times.push(performance.now() - start);
    }
    await opened.close();
    return times;
  },
  search: searchAsTyped,
  converge,
  join: () => join('own-join'),
  importLedger,
  parseAlone
};

const noRows: Rows = { people: [], others: [] };

declare global {
  interface Window {
    bench: typeof bench;
    held: () => unknown;
  }
}
window.bench = bench;
window.held = () => held;
