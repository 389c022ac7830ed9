/** Which columns this worker sees: kept with the drafts, sealed and per worker. */
import type { Drafts } from '../../../app/types';

const key = 'people-columns';

export class ColumnChoice {
  ids = $state.raw<readonly string[]>([]);
  readonly #drafts: Drafts;
  readonly #usual: readonly string[];

  constructor(drafts: Drafts, usual: readonly string[]) {
    this.#drafts = drafts;
    this.#usual = usual;
    this.ids = usual;
    void this.#load();
  }

  async #load(): Promise<void> {
    const kept = await this.#drafts.load(key);
    if (Array.isArray(kept)) {
      this.ids = (kept as readonly unknown[]).filter((id): id is string => typeof id === 'string');
    }
  }

  set(ids: readonly string[]): void {
    this.ids = ids;
    void this.#drafts.save(key, [...ids]);
  }

  reset(): void {
    this.ids = this.#usual;
    void this.#drafts.clear(key);
  }
}
