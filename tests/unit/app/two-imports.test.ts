/** Two devices that import apart and meet by files alone have one list (issue 3; DESIGN 3, I1, I2, I11). */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/lib/kernel/bytes';
import { unwrap } from '../../../src/lib/kernel/result';
import { scopes } from '../../../src/lib/kernel/scope';
import { firstValue } from '../../../src/lib/kernel/watchable';
import type { LedgerSource } from '../../../src/lib/app/ledger/types';
import { readSyncFile, writeSyncFiles } from '../../../src/lib/transports/bundle';
import { createTestPair, valueOf, type TestSession } from '../../factories/session';
import { bookOver, fixtureFile, importAll } from './ledger-helpers';

const h1 = 'h1-统战对象花名册.xls';

const bring = (of: TestSession, source: LedgerSource) =>
  importAll(bookOver(of.context, of.replica, of.fixture.clock), [source]);

/** Everything that one has, as the file that goes to the other. */
async function carry(from: TestSession, to: TestSession): Promise<void> {
  const options = { receipt: null, maxBytes: Number.MAX_SAFE_INTEGER };
  const parts = await writeSyncFiles(from.replica.port('1.0.0'), from.deps, options);
  if (!parts) throw new Error('the carrier key is here');
  for await (const { chunks } of parts) {
    expect(await readSyncFile(to.replica.port('1.0.0'), chunks)).toMatchObject({ fault: null });
  }
}

async function meet(first: TestSession, second: TestSession): Promise<void> {
  await carry(first, second);
  await carry(second, first);
}

async function codesOf({ replica }: TestSession) {
  const digests = await Promise.all(scopes.map((scope) => replica.digest(scope)));
  return digests.map(({ digest, missing }) => [toHex(digest), missing]);
}

const listOf = (of: TestSession) =>
  valueOf(of.queries.people)
    .all.map(({ id }) => id)
    .sort();

describe('I11: two devices import offline and meet through files', () => {
  it('the same ledger: every row is one person, no question is left, equal 核对码', async () => {
    const { first, second } = await createTestPair(301);
    for (const one of [first, second]) {
      expect((await bring(one, fixtureFile(h1))).written).toMatchObject({ created: 23 });
    }
    await meet(first, second);
    for (const one of [first, second]) {
      expect(listOf(one)).toHaveLength(23);
      expect(valueOf(one.queries.conflicts)).toEqual([]);
      expect(one.replica.view.rows('importBatch')).toHaveLength(1);
      expect(one.replica.view.rows('orgNode')).toHaveLength(1);
    }
    expect(listOf(second)).toEqual(listOf(first));
    expect(await codesOf(second)).toEqual(await codesOf(first));
    // Again on either side: nothing is added.
    expect((await bring(second, fixtureFile(h1))).written).toMatchObject({
      created: 0,
      changed: 0
    });
  });

  it('overlapping ledgers: rows of one person are found, merged apart on both, and stay one list', async () => {
    const { first, second } = await createTestPair(302);
    const overlap: LedgerSource = {
      name: '侨眷名单.csv',
      content: new Blob([
        [
          '姓名,性别,联系电话,工作单位,统战类别',
          '林海峰,男,15400000008,某律师事务所,新阶层',
          '陈归国,男,15400000007,远航科技,侨眷',
          '新来的人,女,15400000098,某厂,侨眷'
        ].join('\r\n')
      ])
    };
    await bring(first, fixtureFile(h1));
    await bring(second, overlap);
    await meet(first, second);
    expect(listOf(first)).toHaveLength(26);
    expect(listOf(second)).toEqual(listOf(first));
    // Both settle the same pairs before they meet again.
    for (const one of [first, second]) {
      const pairs = unwrap(await one.doubles.scan('sure', new AbortController().signal));
      expect(pairs).toHaveLength(2);
      for (const { ids } of pairs) unwrap(await one.doubles.merge({ ids, choices: {} }));
      expect(listOf(one)).toHaveLength(24);
    }
    await meet(first, second);
    await meet(first, second);
    for (const one of [first, second]) {
      expect(listOf(one)).toHaveLength(24);
      expect(valueOf(one.queries.conflicts)).toEqual([]);
      expect(unwrap(await one.doubles.scan('sure', new AbortController().signal))).toEqual([]);
    }
    expect(listOf(second)).toEqual(listOf(first));
    expect(await codesOf(second)).toEqual(await codesOf(first));
    // The rows that were merged are known again: the grown ledger adds only who is new.
    expect((await bring(first, overlap)).written).toMatchObject({ created: 0 });
    // Taken back long after, on the other device: both rows are there again, on both.
    const [merged] = await firstValue(second.doubles.merges);
    if (!merged) throw new Error('two merges stand');
    unwrap(await second.doubles.takeBack(merged.from, merged.into));
    await meet(first, second);
    for (const one of [first, second]) expect(listOf(one)).toHaveLength(25);
    expect(await codesOf(second)).toEqual(await codesOf(first));
  });
});
