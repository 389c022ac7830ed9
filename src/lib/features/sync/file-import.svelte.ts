/** Files on their way in, however they came: chosen, dropped on the page, opened with the app. One lot after another. */
import type { ImportReport, SyncService } from '../../app/sync/types';

export class FileImport {
  readonly #sync: SyncService;
  #last: Promise<void> = Promise.resolve();
  /** Of the lot that is being read; undefined when none is. */
  received = $state<number>();
  report = $state.raw<ImportReport>();
  #stop: AbortController | undefined;

  constructor(sync: SyncService) {
    this.#sync = sync;
  }

  take(files: readonly File[]): Promise<void> {
    const taking = this.#last.then(() => (files.length > 0 ? this.#takeNow(files) : undefined));
    this.#last = taking.catch(() => undefined);
    return taking;
  }

  cancel(): void {
    this.#stop?.abort();
  }

  async #takeNow(files: readonly File[]): Promise<void> {
    const stop = new AbortController();
    this.#stop = stop;
    this.report = undefined;
    this.received = 0;
    try {
      this.report = await this.#sync.importFiles(
        files,
        (received) => (this.received = received),
        stop.signal
      );
    } finally {
      this.received = undefined;
      this.#stop = undefined;
    }
  }
}
