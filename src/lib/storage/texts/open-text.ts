/**
 * One text open in one tab. Three copies of it meet in one document: the sealed log (the truth), the working copy
 * (what a kill would lose otherwise) and the other tabs. The document is their union, so none can diverge silently:
 * what the log lacks is committed, what the document lacks is merged. A name of the register is refused before it is
 * written anywhere (I9).
 */
import { UndoManager } from 'yjs';
import { maxTextLength } from '../../domain/library/material-fields';
import { namesInText, type NameSet } from '../../domain/library/names-in-text';
import { equalBytes, type Bytes } from '../../kernel/bytes';
import { err, ok, type Result } from '../../kernel/result';
import { createSource } from '../../kernel/watchable';
import type { RecordId } from '../../kernel/ids';
import type { CommitFailure } from '../types';
import { fromLog, type LogTexts } from './log-texts';
import { linkTabs, type TabLink, type TextChannel } from './tab-link';
import {
  createTextDoc,
  editText,
  encodeWhole,
  mergeUpdate,
  missingIn,
  rootOf,
  textOf,
  type TextDoc
} from './text-doc';
import type { EditRefusal, OpenText, TextCursor, TextEdit, TextState } from './types';
import type { WorkingCopy } from './working-copy';

export interface OpenTextDeps {
  readonly material: RecordId;
  readonly log: LogTexts;
  /** Joins a document with the working copy; resolves when what it held is merged. */
  readonly openCopy: (doc: TextDoc) => Promise<WorkingCopy | undefined>;
  readonly deleteCopy: () => Promise<void>;
  readonly channel: TextChannel | undefined;
  /** As other tabs show it beside the cursor. */
  readonly workerName: string;
  /** Names of the register that must not stand in the text. */
  readonly names: () => NameSet;
  readonly commit: (update: Bytes) => Promise<Result<void, CommitFailure>>;
  /** Runs work after a while; returns cancel. */
  readonly later: (work: () => void, ms: number) => () => void;
  /** Calls back when the page is left without a goodbye: a closed tab. Returns stop. */
  readonly onLeave: (leave: () => void) => () => void;
  readonly onError: (thrown: unknown) => void;
}

/** Typing rests this long before it is sealed: an entry a pause, not one a key. */
const pauseMs = 1_500;
/** Origin of what was typed in this tab. */
const local = Symbol('local');
/** A name is at most this long, blanks between its characters included. */
const nameReach = 40;

export async function openText(deps: OpenTextDeps): Promise<OpenText> {
  const { log, material } = deps;
  const doc = createTextDoc(material);
  const logDoc = (): TextDoc => log.doc(material);
  mergeUpdate(doc, encodeWhole(logDoc()), fromLog);
  const namesInside = [...namesInText(textOf(doc), deps.names()).keys()];
  const copy = await openCopyOf(doc, namesInside, deps);

  const undoManager = new UndoManager(rootOf(doc), { trackedOrigins: new Set([local]) });
  const text = createSource(textOf(doc));
  const state = createSource<TextState>({ type: 'saved' });
  const cursors = createSource<readonly TextCursor[]>([]);
  const link = deps.channel && linkTabs(doc, deps.channel, deps.workerName);
  link?.onCursors(() => cursors.set(link.cursors()));
  const writer = createWriter(doc, logDoc, deps, (next) => state.set(next));

  doc.on('update', (_: Uint8Array, origin: unknown) => {
    text.set(textOf(doc));
    if (link && cursors.get().length > 0) cursors.set(link.cursors());
    if (origin === local || origin === undoManager) writer.schedule();
  });
  const stopLeave = deps.onLeave(() => link?.hideCursor());
  const stopLog = log.onGrowth((grown) => {
    const update = grown.has(material) ? missingIn(doc, logDoc()) : undefined;
    if (update) mergeUpdate(doc, update, fromLog);
  });
  if (missingIn(logDoc(), doc)) writer.schedule();

  return {
    text,
    state,
    cursors,
    namesInside,
    edit(edit) {
      const refusal = refusalOf(text.get(), edit, deps.names());
      if (refusal) return err(refusal);
      editText(doc, edit, local);
      return ok(undefined);
    },
    undo: () => void undoManager.undo(),
    redo: () => void undoManager.redo(),
    setCursor: (start, end) => link?.setCursor(start, end),
    flush: () => writer.flush(),
    async close() {
      await writer.flush();
      writer.stop();
      stopLeave();
      await closeAll(doc, undoManager, link, stopLog, copy);
    }
  };
}

async function closeAll(
  doc: TextDoc,
  undoManager: UndoManager,
  link: TabLink | undefined,
  stopLog: () => void,
  copy: WorkingCopy | undefined
): Promise<void> {
  stopLog();
  link?.close();
  undoManager.destroy();
  await copy?.close();
  doc.destroy();
}

/**
 * A text that names someone gets no working copy. What an older one held is taken over first, so that nothing is
 * lost, and then the copy goes.
 */
async function openCopyOf(
  doc: TextDoc,
  namesInside: readonly string[],
  deps: OpenTextDeps
): Promise<WorkingCopy | undefined> {
  if (namesInside.length === 0) return deps.openCopy(doc);
  const held = createTextDoc(deps.material);
  const copy = await deps.openCopy(held);
  mergeUpdate(doc, encodeWhole(held), undefined);
  await copy?.close();
  const missing = missingIn(deps.log.doc(deps.material), doc);
  const kept = missing === undefined || (await deps.commit(missing)).ok;
  if (kept) await deps.deleteCopy();
  return undefined;
}

/** Only what the edit adds counts: a name that stood there before does not stop the mending of a comma. */
function refusalOf(text: string, edit: TextEdit, names: NameSet): EditRefusal | undefined {
  if (text.length - edit.deleted + edit.inserted.length > maxTextLength) {
    return { type: 'too-long', limit: maxTextLength };
  }
  const from = Math.max(0, edit.at - nameReach);
  const end = edit.at + edit.deleted;
  const before = text.slice(from, edit.at);
  const after = text.slice(end, end + nameReach);
  const stood = namesInText(before + text.slice(edit.at, end) + after, names);
  const found = [...namesInText(before + edit.inserted + after, names)]
    .filter(([name, count]) => count > (stood.get(name) ?? 0))
    .map(([name]) => name);
  return found.length === 0 ? undefined : { type: 'names', names: found };
}

interface Writer {
  schedule(): void;
  flush(): Promise<Result<void, CommitFailure>>;
  stop(): void;
}

/** Commits what the log lacks, one commit after the other. */
function createWriter(
  doc: TextDoc,
  logDoc: () => TextDoc,
  deps: OpenTextDeps,
  tell: (state: TextState) => void
): Writer {
  let running: Promise<Result<void, CommitFailure>> | undefined;
  let cancel: (() => void) | undefined;

  async function write(): Promise<Result<void, CommitFailure>> {
    // Typing goes on while a commit runs; the loop ends when the log has everything.
    let before: Bytes | undefined;
    for (let update = missingIn(logDoc(), doc); update; update = missingIn(logDoc(), doc)) {
      // The log has it and doesn't show it, beside what another has written under its clocks.
      if (before && equalBytes(before, update)) break;
      before = update;
      const committed = await deps.commit(update);
      if (!committed.ok) {
        tell({ type: 'failed', failure: committed.error });
        return committed;
      }
    }
    tell({ type: 'saved' });
    return ok(undefined);
  }

  function flush(): Promise<Result<void, CommitFailure>> {
    cancel?.();
    cancel = undefined;
    running ??= write().finally(() => (running = undefined));
    return running;
  }

  return {
    flush,
    schedule() {
      tell({ type: 'waiting' });
      cancel?.();
      cancel = deps.later(() => void flush().catch(deps.onError), pauseMs);
    },
    stop() {
      cancel?.();
      cancel = undefined;
    }
  };
}
