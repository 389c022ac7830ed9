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
  /** Lots of which something could be taken: what an earlier deed said is no news any more. */
  taken = $state(0);

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
      const report = await this.#sync.importFiles(files, (bytes) => this.#app.receive(bytes));
      this.report = report;
      if (report.files.some(isTaken)) this.taken += 1;
    } finally {
      this.isBusy = false;
    }
  }
}

function isTaken(file: ImportedFile): boolean {
  if (file.type === 'sync') return !file.fault;
  return file.type !== 'other' && file.result.ok;
}

const key = Symbol('file-import');

export const provideFileImport = (imported: FileImport): FileImport => setContext(key, imported);
export const getFileImport = (): FileImport => getContext<FileImport>(key);
