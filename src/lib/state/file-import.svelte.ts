/**
 * Files on their way in, however they came: chosen, dropped on the page, opened with the app. One lot after another. Lives
 * as long as the book is open, so that other pages can be used meanwhile.
 */
import { getContext, setContext } from 'svelte';
import type { App } from '../app/types';
import type { ImportedFile, ImportReport, SyncService } from '../app/sync/types';

export class FileImport {
  readonly #sync: Pick<SyncService, 'importFiles'>;
  readonly #app: Pick<App, 'receive'>;
  #last: Promise<void> = Promise.resolve();
  isBusy = $state(false);
  report = $state.raw<ImportReport>();

  constructor(sync: Pick<SyncService, 'importFiles'>, app: Pick<App, 'receive'>) {
    this.#sync = sync;
    this.#app = app;
  }

  take(files: readonly File[]): Promise<void> {
    const taking = this.#last.then(() => (files.length > 0 ? this.#takeNow(files) : undefined));
    this.#last = taking.catch(() => undefined);
    return taking;
  }

  async #takeNow(files: readonly File[]): Promise<void> {
    this.report = undefined;
    this.isBusy = true;
    try {
      const report = await this.#sync.importFiles(files);
      const told = report.files.map((one, at) => this.#offerElsewhere(one, files[at]));
      this.report = { ...report, files: await Promise.all(told) };
    } finally {
      this.isBusy = false;
    }
  }

  /** An answer may be for another book of this vault that waits. */
  async #offerElsewhere(one: ImportedFile, file: File | undefined): Promise<ImportedFile> {
    const isStrange =
      one.type === 'join' && !one.result.ok && one.result.error.type === 'not-for-us';
    if (!isStrange || !file) return one;
    const received = await this.#app.receive(new Uint8Array(await file.arrayBuffer()));
    const result = received.ok ? { ok: true as const, value: received.value.receipt } : received;
    return { fileName: one.fileName, type: 'join', result };
  }
}

const key = Symbol('file-import');

export const provideFileImport = (imported: FileImport): FileImport => setContext(key, imported);
export const getFileImport = (): FileImport => getContext<FileImport>(key);
