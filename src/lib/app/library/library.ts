/** The library of an open session. Loaded when a screen of 资料 asks for it, with the packages it needs. */
import { maxTextLength } from '../../domain/library/material-fields';
import { readTextFile, textFileLimits } from '../../exchange/texts/read-text-file';
import { createNameSet, namesInText, type NameSet } from '../../domain/library/names-in-text';
import { maxPieces } from '../../domain/text-piece/record';
import type { Bytes } from '../../kernel/bytes';
import { err, ok, type Result } from '../../kernel/result';
import { createRecordId, type RecordId } from '../../kernel/ids';
import { createSource } from '../../kernel/watchable';
import { copyName, deleteWorkingCopy, rememberCopy } from '../../storage/texts/copy-names';
import { createLogTexts } from '../../storage/texts/log-texts';
import { openText } from '../../storage/texts/open-text';
import { batchToChanges, splitBytes, splitText } from '../../storage/texts/pieces';
import type { TextChannel } from '../../storage/texts/tab-link';
import { createTextDoc, editText, encodeWhole } from '../../storage/texts/text-doc';
import type { OpenText } from '../../storage/texts/types';
import { openWorkingCopy } from '../../storage/texts/working-copy';
import type { CommitFailure, RecordChange } from '../../storage/types';
import { saveRecord } from '../commands/save';
import { parseValues } from '../commands/parse-values';
import type { SessionContext } from '../session/context';
import type { AppDatabase } from '../../storage/database';
import type { Library, LibraryError } from './types';

export interface LibraryDeps {
  readonly context: SessionContext;
  readonly database: AppDatabase;
  readonly page: Window & typeof globalThis;
  readonly onError: (thrown: unknown) => void;
}

export interface OpenLibrary extends Library {
  /** Brings what is open into the log and lets go of everything; before the replica closes. */
  close(): Promise<void>;
}

function channelOf(page: Window & typeof globalThis, name: string): TextChannel {
  const channel = new page.BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    onMessage: (listener) =>
      channel.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data)),
    close: () => channel.close()
  };
}

/** Names that may be shown (I14): a notice must not tell that a hidden person is in the book. */
function createNames(context: SessionContext): (ordinary: readonly string[]) => NameSet {
  let last: { people: unknown; ordinary: readonly string[]; set: NameSet } | undefined;
  return (ordinary) => {
    const people = context.people.snapshot.get();
    if (last?.people === people && last.ordinary === ordinary) return last.set;
    const names = people.all.flatMap(({ values }) => (values.name ? [values.name] : []));
    last = { people, ordinary, set: createNameSet(names, ordinary) };
    return last.set;
  };
}

const noWords: readonly string[] = [];

export function createLibrary({ context, database, page, onError }: LibraryDeps): OpenLibrary {
  const { replica, random } = context;
  const log = createLogTexts(replica.view);
  const texts = createSource((material: RecordId) => log.text(material));
  const stopTexts = log.onGrowth(() => texts.set((material) => log.text(material)));
  const names = createNames(context);
  const open = new Set<OpenText>();
  /** Screens let go of a text without waiting; a lock has to. */
  const closing = new Set<Promise<void>>();
  const newId = (): RecordId => createRecordId(random);

  const updateChanges = (
    material: RecordId,
    update: Bytes
  ): readonly RecordChange[] | undefined => {
    const pieces = splitBytes(update);
    if (pieces.length > maxPieces) return undefined;
    return batchToChanges({ material, id: newId(), form: 'update', pieces }, newId);
  };
  async function commitUpdate(
    material: RecordId,
    update: Bytes
  ): Promise<Result<void, CommitFailure>> {
    const changes = updateChanges(material, update);
    if (!changes) return err({ type: 'too-large', limit: maxTextLength });
    const committed = await context.commit(changes);
    return committed.ok ? ok(undefined) : committed;
  }

  return {
    texts,
    versionText: (version) => log.versionText(version),
    async open(kind, material) {
      const name = copyName(replica.spaceId, material);
      const ordinary = (): readonly string[] => {
        const values: Readonly<Record<string, unknown>> =
          replica.view.row(kind, material)?.values ?? {};
        const words = values['ordinaryWords'];
        return Array.isArray(words) ? (words as readonly string[]) : noWords;
      };
      const opened = await openText({
        material,
        log,
        openCopy: async (doc) => {
          await rememberCopy(database, name);
          return openWorkingCopy(name, doc);
        },
        deleteCopy: () => deleteWorkingCopy(name, page.indexedDB),
        channel: channelOf(page, name),
        workerName: context.workerName,
        names: () => names(ordinary()),
        commit: (update) => commitUpdate(material, update),
        later: (work, ms) => {
          const timer = page.setTimeout(work, ms);
          return () => page.clearTimeout(timer);
        },
        onLeave: (leave) => {
          page.addEventListener('pagehide', leave);
          return () => page.removeEventListener('pagehide', leave);
        },
        onError
      });
      const tracked: OpenText = {
        ...opened,
        async close() {
          if (!open.delete(tracked)) return;
          const closed = opened.close().finally(() => closing.delete(closed));
          closing.add(closed);
          await closed;
        }
      };
      open.add(tracked);
      return tracked;
    },
    async create(kind, values, text) {
      const refused = refusalOfText(text, names(noWords), values);
      if (refused) return err(refused);
      const saved = await saveRecord(context, kind, undefined, values);
      if (!saved.ok || text === '') return saved;
      const { id } = saved.value;
      const doc = createTextDoc(id);
      editText(doc, { at: 0, deleted: 0, inserted: text }, undefined);
      const written = await commitUpdate(id, encodeWhole(doc));
      return written.ok ? ok({ id }) : err({ type: 'commit', failure: written.error });
    },
    readFile: async (file) => {
      // Asked before the bytes are fetched: a film would fill the memory.
      if (file.size > textFileLimits.fileBytes) {
        return err({ type: 'too-large', limit: textFileLimits.fileBytes });
      }
      return readTextFile(file.name, new Uint8Array(await file.arrayBuffer()));
    },
    async finalise(material, values) {
      const text = log.text(material);
      const parsed = parseValues(
        'textVersion',
        { ...values, material, characters: text.replace(/\s/g, '').length },
        true
      );
      if (!parsed.ok) return parsed;
      const id = newId();
      const pieces = splitText(text);
      const committed = await context.commit([
        { type: 'create', kind: 'textVersion', id, values: parsed.value },
        ...batchToChanges({ material, id, form: 'version', pieces }, newId)
      ]);
      return committed.ok ? ok({ id }) : err({ type: 'commit', failure: committed.error });
    },
    async remove(kind, material) {
      const removed = await context.commit([{ type: 'delete', kind, id: material }]);
      if (!removed.ok) return removed;
      await deleteWorkingCopy(copyName(replica.spaceId, material), page.indexedDB);
      return ok(undefined);
    },
    async close() {
      for (const text of [...open]) await text.close();
      await Promise.all(closing);
      stopTexts();
      log.stop();
    }
  };
}

function refusalOfText(
  text: string,
  names: NameSet,
  values: Readonly<Record<string, unknown>>
): LibraryError | undefined {
  if (text.length > maxTextLength) return { type: 'too-long', limit: maxTextLength };
  const ordinary = values['ordinaryWords'];
  const allowed = new Set(Array.isArray(ordinary) ? (ordinary as readonly string[]) : noWords);
  const found = [...namesInText(text, names).keys()].filter((name) => !allowed.has(name));
  return found.length === 0 ? undefined : { type: 'names', names: found };
}
