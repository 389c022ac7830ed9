/** Files on their way in: one lot after another, answers offered to every book of the vault (app/sync Y6). */
import { expect, it } from 'vitest';
import type { App } from '../../../src/lib/app/types';
import type { ImportedFile, SyncService } from '../../../src/lib/app/sync/types';
import { err, ok } from '../../../src/lib/kernel/result';
import { FileImport } from '../../../src/lib/state/file-import.svelte';

const received = { received: 0, duplicates: 0, waiting: 0, rejected: 0, from: undefined };
const sync = (fault?: { type: 'not-ours' }): ImportedFile => ({
  fileName: '甲.txb',
  type: 'sync',
  ...received,
  fault
});
const join = (isKnown: boolean): ImportedFile => ({
  fileName: '答复.txjoin',
  type: 'join',
  result: isKnown ? ok({ type: 'known' }) : err({ type: 'not-for-us' })
});

it('Y6 what is none of the open book’s is offered to the app, and lots that brought something are counted', async () => {
  const app = { receive: () => Promise.resolve(err({ type: 'not-for-us' })) } satisfies Pick<
    App,
    'receive'
  >;
  let files: readonly ImportedFile[] = [];
  const offered: unknown[] = [];
  const importFiles: SyncService['importFiles'] = async (_given, receive) => {
    offered.push(await receive?.(new Uint8Array(1)));
    return { files, received: 0, isCancelled: false };
  };
  const imported = new FileImport({ importFiles }, app);
  const counts: number[] = [];
  for (const lot of [[sync({ type: 'not-ours' }), join(false)], [sync()], [join(true)]]) {
    files = lot;
    await imported.take([new File([], '甲.txb')]);
    counts.push(imported.taken);
    expect(imported.report?.files).toEqual(lot);
  }
  expect(counts).toEqual([0, 1, 2]);
  expect(offered).toEqual(Array(3).fill(err({ type: 'not-for-us' })));
});
