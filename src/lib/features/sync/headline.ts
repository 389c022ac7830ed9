/** The state of synchronising in one sentence, the worst thing first. Pure. */
import type { SyncView, WayState } from '../../app/sync/types';
import { shell } from '../../text/shell';
import { syncWords } from '../../text/sync';

export interface Headline {
  readonly type:
    | 'removed'
    | 'alone'
    | 'mismatch'
    | 'unsynced'
    | 'missing'
    | 'unheard'
    | 'behind'
    | 'delivered'
    | 'synced';
  readonly tone: 'info' | 'good' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
}

const goesByItself = ({ type }: WayState): boolean => type === 'idle' || type === 'running';

export function headlineOf({ trust, unsynced, peers, folder, relay }: SyncView): Headline {
  const weLack = Math.max(0, ...peers.map(({ word }) => word?.weLack ?? 0));
  const words = syncWords;
  if (trust === 'removed') {
    const text = unsynced > 0 ? words.removedUnsent(unsynced) : words.removedNothing;
    return { type: 'removed', tone: 'warn', title: shell.removedTitle, text };
  }
  if (trust === 'alone')
    return { type: 'alone', tone: 'info', title: words.alone, text: words.aloneText };
  if (trust === 'mismatch')
    return { type: 'mismatch', tone: 'bad', title: words.mismatch, text: words.mismatchText };
  if (unsynced > 0) {
    const title = words.unsynced(unsynced);
    const isOnWay = goesByItself(folder.state) || goesByItself(relay.state);
    const text = isOnWay ? words.onWayText : words.unsyncedText;
    return { type: 'unsynced', tone: 'warn', title, text };
  }
  if (weLack > 0)
    return {
      type: 'missing',
      tone: 'warn',
      title: words.missing(weLack),
      text: words.missingText
    };
  // Nobody has said what they have: a device that has just joined.
  if (trust === 'unverified' && peers.every(({ word }) => word === undefined))
    return { type: 'unheard', tone: 'info', title: words.noWord, text: words.noWordText };
  // What some colleague still lacks may be members and keys alone.
  const behind = peers.filter(({ next }) => next === 'give').length;
  if (behind > 0)
    return {
      type: 'behind',
      tone: 'info',
      title: words.behind(behind),
      text: words.behindText
    };
  if (trust === 'unverified')
    return {
      type: 'delivered',
      tone: 'info',
      title: words.delivered,
      text: words.deliveredText
    };
  return { type: 'synced', tone: 'good', title: words.synced, text: words.syncedText };
}

export interface ErasureLine {
  readonly count: number;
  readonly done: number;
  readonly devices: number;
}

/** Orders that stand equal are told together: of whom they are nobody may know. Those that everybody carried out go last. */
export function erasureLines({ erasures }: SyncView): readonly ErasureLine[] {
  const lines = new Map<number, ErasureLine>();
  for (const { done, devices } of erasures)
    lines.set(done, { count: (lines.get(done)?.count ?? 0) + 1, done, devices });
  return [...lines.values()].sort((a, b) => a.done - b.done);
}
