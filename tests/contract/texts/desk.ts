/** A desk for one text: a sealed log in memory, working copies where the environment has them, tabs and kills. */
import { createNameSet } from '../../../src/lib/domain/library/names-in-text';
import type { TextPieceRow } from '../../../src/lib/domain/text-piece/record';
import { createRecordId, type RecordId } from '../../../src/lib/kernel/ids';
import { err, ok } from '../../../src/lib/kernel/result';
import { deleteWorkingCopy } from '../../../src/lib/storage/texts/copy-names';
import { createLogTexts } from '../../../src/lib/storage/texts/log-texts';
import { openText } from '../../../src/lib/storage/texts/open-text';
import { batchToChanges, splitBytes } from '../../../src/lib/storage/texts/pieces';
import type { TextChannel } from '../../../src/lib/storage/texts/tab-link';
import type { OpenText } from '../../../src/lib/storage/texts/types';
import { openWorkingCopy } from '../../../src/lib/storage/texts/working-copy';
import type { CommitFailure, RecordView } from '../../../src/lib/storage/types';
import { createTestSession } from '../../factories/session';

export const insert = (at: number, inserted: string) => ({ at, deleted: 0, inserted });

/** Messages between the tabs of one desk, delivered at once. */
function createHub(): { join(): TextChannel } {
  const members = new Set<(message: unknown) => void>();
  return {
    join() {
      let own: ((message: unknown) => void) | undefined;
      return {
        post(message) {
          for (const member of [...members]) if (member !== own) member(message);
        },
        onMessage(listener) {
          own = listener;
          members.add(listener);
        },
        close: () => void (own && members.delete(own))
      };
    }
  };
}

let desks = 0;

export async function createDesk(seed = 1) {
  const session = await createTestSession(seed);
  const { replica, context } = session;
  const material = createRecordId(context.random);
  const copy = `texts-contract/${++desks}/${material}`;
  const hub = createHub();
  let names: readonly string[] = [];
  let failure: CommitFailure | undefined;
  const newId = (): RecordId => createRecordId(context.random);

  /** Opens the text in a further tab; `kill` ends it as a crash does: nothing more reaches the log. */
  async function open(view: RecordView = replica.view, id: RecordId = material) {
    const log = createLogTexts(view);
    const timers = new Set<() => void>();
    const leavers = new Set<() => void>();
    let isDead = false;
    const text: OpenText = await openText({
      material: id,
      log,
      openCopy: (doc) => openWorkingCopy(copy, doc),
      deleteCopy: () => deleteWorkingCopy(copy, indexedDB),
      channel: hub.join(),
      workerName: `使用者${timers.size + 1}`,
      names: () => createNameSet(names),
      async commit(update) {
        if (isDead) return err({ type: 'locked' });
        if (failure) return err(failure);
        const pieces = splitBytes(update);
        const batch = { material: id, id: newId(), form: 'update', pieces } as const;
        const committed = await replica.commit(batchToChanges(batch, newId));
        return committed.ok ? ok(undefined) : committed;
      },
      later(work) {
        timers.add(work);
        return () => timers.delete(work);
      },
      onLeave(leave) {
        leavers.add(leave);
        return () => leavers.delete(leave);
      },
      onError: (thrown) => {
        throw thrown;
      }
    });
    return {
      ...text,
      /** What rests a while is written now. */
      waitIsOver: () => {
        for (const work of [...timers]) work();
      },
      /** The browser closes the tab. */
      leave: () => {
        for (const leave of [...leavers]) leave();
      },
      async kill() {
        isDead = true;
        await text.close();
      }
    };
  }

  return {
    session,
    material,
    copy,
    open,
    newId,
    register: (registered: readonly string[]) => void (names = registered),
    failWith: (next: CommitFailure | undefined) => void (failure = next),
    logText: () => createLogTexts(replica.view).text(material),
    pieces: () => replica.view.rows('textPiece') as readonly TextPieceRow[],
    wipeCopy: () => deleteWorkingCopy(copy, indexedDB)
  };
}

/** Every byte a database of y-indexeddb holds, as one text; nothing when there is no such database. */
export async function rawCopy(name: string): Promise<string> {
  const database = await new Promise<IDBDatabase | undefined>((resolve) => {
    const request = indexedDB.open(name);
    // There was none: looking must not make one.
    request.onupgradeneeded = () => request.transaction?.abort();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(undefined);
  });
  if (!database) return '';
  const values = await new Promise<readonly Uint8Array[]>((resolve, reject) => {
    const request = database.transaction('updates').objectStore('updates').getAll();
    request.onsuccess = () => resolve(request.result as readonly Uint8Array[]);
    request.onerror = () => reject(request.error ?? new Error('not read'));
  });
  database.close();
  return values.map((value) => new TextDecoder().decode(value)).join('\n');
}
