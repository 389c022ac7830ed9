import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createLedgerClient,
  type WorkerLike
} from '../../../src/lib/exchange/worker/ledger-client';
import type { FromWorker, ToWorker } from '../../../src/lib/exchange/worker/ledger-protocol';
import { takeApart } from '../../../src/lib/exchange/worker/pieces';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { hints } from './ledger-helpers';

class FakeWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  readonly sent: ToWorker[] = [];
  isEnded = false;
  postMessage(message: ToWorker): void {
    this.sent.push(message);
  }
  terminate(): void {
    this.isEnded = true;
  }
  say(data: FromWorker): void {
    this.onmessage?.({ data } as MessageEvent<FromWorker>);
  }
}

describe('ledger client (UX rule 11)', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('answers, with progress on the way', async () => {
    const worker = new FakeWorker();
    const client = createLedgerClient({ createWorker: () => worker });
    const seen: string[] = [];
    const answer = client.open([{ name: 'a.xls', content: '姓名' }], hints, ({ fileName }) =>
      seen.push(fileName)
    );
    worker.say({ type: 'progress', id: 1, done: 0, total: 1, fileName: 'a.xls' });
    worker.say({ type: 'answer', id: 1, value: [] });
    expect(await answer).toEqual({ ok: true, value: [] });
    expect(seen).toEqual(['a.xls']);
  });

  it('long lists come ahead of their answer in pieces, each a short task of the page', async () => {
    const worker = new FakeWorker();
    const client = createLedgerClient({ createWorker: () => worker, timeoutMs: 1000 });
    const answer = client.compare({ sheets: [], ids: [], orgNodes: [] });
    const ids = Array.from({ length: 1200 }, (_, i) => i.toString(16).padStart(32, '0'));
    const items = ids.map((id) => ({ type: 'gone' as const, id: id as RecordId }));
    const { pieces, rest } = takeApart({ items, orgProposals: [] });
    expect(pieces.map((piece) => piece.items.length)).toEqual([250, 250, 250, 250, 200]);
    expect(rest).toEqual({ orgProposals: [] });
    for (const piece of pieces) {
      vi.advanceTimersByTime(900);
      worker.say({ type: 'piece', id: 1, piece });
    }
    worker.say({ type: 'answer', id: 1, value: rest });
    expect(await answer).toEqual({ ok: true, value: { items, orgProposals: [] } });
    const short = { items: items.slice(0, 3), orgProposals: [] };
    expect(takeApart(short)).toEqual({ pieces: [], rest: short });
    expect(takeApart(ids)).toEqual({ pieces: [], rest: ids });
  });

  it('cancel ends the worker and every open request', async () => {
    const worker = new FakeWorker();
    const client = createLedgerClient({ createWorker: () => worker });
    const answer = client.apply('0/0', {});
    client.cancel();
    expect(await answer).toEqual({ ok: false, error: { type: 'cancelled' } });
    expect(worker.isEnded).toBe(true);
    expect(await client.apply('0/0', {})).toEqual({ ok: false, error: { type: 'cancelled' } });
  });

  it('silence past the limit ends the worker; progress starts the time anew', async () => {
    const worker = new FakeWorker();
    const client = createLedgerClient({ createWorker: () => worker, timeoutMs: 1000 });
    const answer = client.open([], hints);
    vi.advanceTimersByTime(900);
    worker.say({ type: 'progress', id: 1, done: 0, total: 1, fileName: 'a' });
    vi.advanceTimersByTime(900);
    expect(worker.isEnded).toBe(false);
    vi.advanceTimersByTime(200);
    expect(await answer).toEqual({ ok: false, error: { type: 'timeout' } });
    expect(worker.isEnded).toBe(true);
  });
});
