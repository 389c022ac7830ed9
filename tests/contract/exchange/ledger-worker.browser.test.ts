/** The ledger worker in a real browser: module worker, the library under the browser's own decoders, cancel. */
import { describe, expect, it } from 'vitest';
import { createLedgerClient } from '../../../src/lib/exchange/worker/ledger-client';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import { personFields } from '../../../src/lib/exchange/ledger/header-vocabulary';
import xls from '../../fixtures/ledgers/h1-统战对象花名册.xls?url';
import gbk from '../../fixtures/ledgers/h1-gbk.csv?url';

const hints = {
  enabledFields: [...personFields.keys()],
  mappings: [],
  currentYear: 2026,
  today: '2026-11-28' as IsoDate
};

async function load(name: string, url: string): Promise<{ name: string; content: Uint8Array }> {
  const response = await fetch(url);
  return { name, content: new Uint8Array(await response.arrayBuffer()) };
}

describe('ledger worker in the browser', () => {
  it('H1 as .xls and GBK text give the same 23 rows', async () => {
    const client = createLedgerClient();
    const files = [await load('a.xls', xls), await load('b.csv', gbk)];
    const opened = await client.open(files, hints);
    if (!opened.ok) throw new Error(opened.error.type);
    expect(opened.value.map(({ kind }) => kind)).toEqual(['xls', 'text']);
    const rows = await Promise.all(['0/0', '1/0'].map((key) => client.apply(key, {})));
    const values = rows.map((answer) =>
      answer.ok ? answer.value?.rows.map((row) => row.values) : undefined
    );
    expect(values[0]).toHaveLength(23);
    expect(values[1]).toEqual(values[0]);
    client.cancel();
  });

  it('cancel answers at once and nothing answers after it', async () => {
    const client = createLedgerClient();
    const opened = client.open([{ name: 'a.csv', content: '姓名,性别\n张三,男' }], hints);
    client.cancel();
    expect(await opened).toEqual({ ok: false, error: { type: 'cancelled' } });
  });
});
