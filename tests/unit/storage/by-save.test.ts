/** The order in which a device's chains leave together (storage S25). */
import { expect, it } from 'vitest';
import type { Hlc } from '../../../src/lib/kernel/hlc';
import type { Entry } from '../../../src/lib/log/entry';
import { bySave } from '../../../src/lib/storage/by-save';

const entry = (name: string, hlc: number | null, ...records: string[]): Entry =>
  ({
    id: name,
    header: {
      ...(hlc === null ? { body: new Uint8Array(0) } : { hlc: hlc as Hlc }),
      parts: records.map((recordId) => ({ recordId }))
    }
  }) as unknown as Entry;

async function* chainOf(...entries: readonly Entry[]): AsyncGenerator<Entry> {
  yield* entries;
}

async function order(...chains: AsyncIterable<Entry>[]): Promise<string> {
  const names: string[] = [];
  for await (const { id } of bySave(chains)) names.push(id);
  return names.join(' ');
}

it('S25: save by save, a large one with its scopes beside each other', async () => {
  const general = chainOf(
    entry('g1', 5, 'a', 'b'),
    entry('g2', 5, 'c', 'd'),
    entry('g3', 5, 'e'),
    entry('g4', 9, 'f')
  );
  const sensitive = chainOf(
    entry('s1', 3, 'x'),
    entry('s2', 5, 'a', 'b', 'c'),
    entry('s3', 5, 'd', 'e'),
    entry('s4', 7, 'f')
  );
  expect(await order(general, sensitive)).toBe('s1 g1 s2 g2 s3 g3 s4 g4');
});

it('S25: every entry once and each chain in its order, whatever the stamps and versions say', async () => {
  const backwards = chainOf(entry('g1', 9, 'a'), entry('g2', 2, 'b'), entry('g3', null, 'c'));
  expect(await order(backwards, chainOf(entry('s1', 4, 'a')), chainOf())).toBe('s1 g1 g2 g3');
  expect(await order()).toBe('');
});
