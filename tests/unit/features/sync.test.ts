import { describe, expect, it } from 'vitest';
import { createDeviceId, createRecordId, type SpaceId } from '../../../src/lib/kernel/ids';
import { err, ok } from '../../../src/lib/kernel/result';
import { systemRandom } from '../../../src/lib/crypto/random';
import type { ImportedFile, SyncView } from '../../../src/lib/app/sync/types';
import { adviseWay, syncWays } from '../../../src/lib/features/sync/advice';
import {
  faultWords,
  fileLine,
  sumOf,
  wantsAnswer
} from '../../../src/lib/features/sync/file-lines';
import { erasureLines, headlineOf } from '../../../src/lib/features/sync/headline';
import { verdictWords } from '../../../src/lib/features/sync/verdict-words';
import { unsyncedOf } from '../../../src/lib/state/unsynced';
import { shell } from '../../../src/lib/text/shell';
import { checkWords, syncFileWords, syncWords } from '../../../src/lib/text/sync';

const off = { state: { type: 'off' } } as SyncView['folder'];
const peer = (weLack: number): SyncView['peers'][number] => ({
  deviceId: createDeviceId(systemRandom),
  memberId: 'm' as SyncView['peers'][number]['memberId'],
  memberName: '莫小雨',
  deviceName: '二号机',
  word: {
    saidMs: 0,
    heardMs: 0,
    theyLack: 0,
    weLack,
    areMembersEqual: true,
    appVersion: '1.0.0',
    clockOffMs: 0
  },
  next: weLack > 0 ? 'take' : 'none',
  isMismatched: false
});
/** Nothing has come from it. */
const silent = { ...peer(0), word: undefined, next: 'meet' } as const;
const view = (changes: Partial<SyncView>): SyncView => ({
  unsynced: 0,
  peers: [peer(0)],
  folder: off,
  relay: off,
  relayHint: undefined,
  lastSuccessMs: undefined,
  trust: 'verified',
  erasures: [],
  ...changes
});

describe('the state of synchronising in one sentence (issue 3)', () => {
  it.each([
    [{ trust: 'alone', peers: [], unsynced: 40 }, syncWords.alone],
    [{ trust: 'mismatch', unsynced: 3 }, syncWords.mismatch],
    [{ trust: 'removed', unsynced: 3, peers: [peer(7)] }, shell.removedTitle],
    [{ unsynced: 12 }, '还有 12 次修改没送到别的设备'],
    [{ peers: [peer(0), peer(7)] }, '还有 7 次修改没有收到'],
    [{ peers: [peer(0), { ...peer(0), next: 'give' }] }, '还有 1 台设备没有收齐'],
    [{ peers: [peer(0), silent] }, '已同步'],
    [{ trust: 'unverified' }, syncWords.delivered],
    [{ trust: 'unverified', peers: [silent] }, syncWords.noWord],
    [{}, '已同步']
  ] as const)('%j is told as %s', (changes, title) => {
    expect(headlineOf(view(changes)).title).toBe(title);
  });

  it('what lies in a folder or a relay goes on by itself, and is not with the others yet', () => {
    const on = { state: { type: 'idle', nextMs: undefined } } as SyncView['folder'];
    for (const way of ['folder', 'relay'] as const) {
      expect(headlineOf(view({ unsynced: 2, [way]: on })).text).toBe(syncWords.onWayText);
    }
    expect(headlineOf(view({ unsynced: 2 })).text).toBe(syncWords.unsyncedText);
  });

  it('on a device that was removed it says what is left to hand over, and to whom', () => {
    expect(headlineOf(view({ trust: 'removed', unsynced: 3 })).text).toContain('还有 3 次修改');
    expect(headlineOf(view({ trust: 'removed' })).text).toBe(syncWords.removedNothing);
    expect(unsyncedOf(view({ trust: 'removed', unsynced: 3 }))).toBe(0);
  });

  it('未同步 is nothing where nobody else is', () => {
    expect(unsyncedOf(view({ unsynced: 12 }))).toBe(12);
    expect(unsyncedOf(view({ unsynced: 12, trust: 'alone' }))).toBe(0);
    expect(unsyncedOf(undefined)).toBe(0);
  });

  it('I7: orders of erasure are counted by how far they have come, those that wait first', () => {
    const order = (done: number) => ({ recordId: createRecordId(systemRandom), done, devices: 3 });
    expect(erasureLines(view({ erasures: [order(3), order(1), order(1), order(2)] }))).toEqual([
      { count: 2, done: 1, devices: 3 },
      { count: 1, done: 2, devices: 3 },
      { count: 1, done: 3, devices: 3 }
    ]);
  });
});

describe('怎样同步: two questions, one way', () => {
  it.each([
    ['', '', undefined],
    ['apart', '', undefined],
    ['', 'none', undefined],
    ['apart', 'none', 'file'],
    ['same', 'none', 'direct'],
    ['', 'relay', 'relay'],
    ['same', 'folder', 'folder']
  ] as const)('%s and %s: %s', (where, share, way) => {
    expect(adviseWay(where, share, true)).toBe(way);
  });

  it('a browser without folders is sent to the file, and every way has its words', () => {
    expect(adviseWay('apart', 'folder', false)).toBe('file');
    for (const way of syncWays) expect(syncWords.advice[way]).toContain(syncWords.ways[way]);
  });
});

describe('what an import brought, in words', () => {
  const sync = (changes: Partial<Extract<ImportedFile, { type: 'sync' }>>): ImportedFile => ({
    fileName: '甲.txb',
    type: 'sync',
    received: 0,
    duplicates: 0,
    waiting: 0,
    rejected: 0,
    from: '莫小雨',
    fault: undefined,
    ...changes
  });

  it.each([
    [
      sync({ received: 3, duplicates: 2 }),
      '甲.txb：来自 莫小雨，新的 3 次修改，已有的 2 次修改',
      'good'
    ],
    [sync({ from: undefined, waiting: 4 }), '甲.txb：没有新的修改，4 次修改要等另一个文件', 'good'],
    [
      sync({ received: 1, fault: { type: 'truncated' } }),
      `甲.txb：来自 莫小雨，新的 1 次修改，${syncFileWords.faults.truncated}`,
      'bad'
    ],
    [sync({ fault: { type: 'not-ours' } }), `甲.txb：${syncFileWords.faults['not-ours']}`, 'bad'],
    [{ fileName: '照片.jpg', type: 'other' }, `照片.jpg：${syncFileWords.other}`, 'bad'],
    [
      { fileName: '答复.txjoin', type: 'join', result: err({ type: 'not-for-us' }) },
      `答复.txjoin：${syncFileWords.faults['not-for-us']}`,
      'info'
    ],
    [
      { fileName: '答复.txjoin', type: 'join', result: err({ type: 'other-device' }) },
      `答复.txjoin：${syncFileWords.faults['not-for-us']}`,
      'info'
    ],
    [
      { fileName: '申请.txjoin', type: 'join', result: err({ type: 'damaged' }) },
      `申请.txjoin：${syncFileWords.faults.damaged}`,
      'bad'
    ]
  ] as const)('%j', (file, text, tone) => {
    expect(fileLine(file as ImportedFile)).toEqual({ text, tone });
  });

  it('an answer that opened a book beside this one says how the switcher calls it, and nothing of “no news”', () => {
    const opened = (book?: string): ImportedFile => ({
      fileName: '答复.txjoin',
      type: 'join',
      result: ok({ type: 'admitted', spaceId: 'space' as SpaceId }),
      ...(book !== undefined && { book })
    });
    expect(fileLine(opened('和风里')).text).toContain('“和风里”');
    expect(fileLine(opened('')).text).toContain(`“${shell.unnamedBook}”`);
    expect(fileLine(opened()).text).toBe(`答复.txjoin：${syncFileWords.joinDone}`);
    const report = { received: 0, isCancelled: false };
    expect(sumOf({ ...report, files: [opened('')] })).toBeUndefined();
    expect(sumOf({ ...report, files: [sync({})] })).toBe(syncFileWords.received(0));
    expect(sumOf({ ...report, received: 3, files: [opened('和风里'), sync({})] })).toBe(
      syncFileWords.received(3)
    );
  });

  it('a fault without words of its own says that nothing was changed', () => {
    expect(faultWords('some-later-fault')).toBe(syncFileWords.faults.other);
    expect(faultWords('toString')).toBe(syncFileWords.faults.other);
  });

  it('the other side is answered when something new came', () => {
    const report = { received: 0, isCancelled: false };
    expect(wantsAnswer({ ...report, files: [sync({ duplicates: 9 })] })).toBe(false);
    expect(wantsAnswer({ ...report, files: [sync({ received: 1 })] })).toBe(true);
    const removed = sync({ received: 1, fault: { type: 'removed-here' } });
    expect(wantsAnswer({ ...report, files: [removed] })).toBe(false);
    const ofFormer = sync({ received: 1, isOfFormer: true });
    expect(wantsAnswer({ ...report, files: [ofFormer] })).toBe(false);
    expect(wantsAnswer({ ...report, files: [ofFormer, sync({ received: 1 })] })).toBe(true);
  });
});

describe('核对码 of two devices in words (issue 3 "Proof")', () => {
  const own = [{ scope: 'general', code: '2508 8406 0773', records: 3, isComplete: true }] as const;
  const verdict = 'not-comparable';
  it.each([
    [{ scope: 'general', code: '2508 8406 0773', verdict }, checkWords.sameCode],
    [{ scope: 'general', code: '1378 0000 0000', verdict }, checkWords.verdicts[verdict]],
    [{ scope: 'general', code: undefined, verdict }, checkWords.verdicts[verdict]],
    [{ scope: 'general', code: '2508 8406 0773', verdict: 'match' }, checkWords.verdicts.match]
  ] as const)('%j is told as %s', (check, words) => {
    expect(verdictWords(check, own)).toBe(words);
  });
});
