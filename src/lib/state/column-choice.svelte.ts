/** Which columns of a list this worker sees: kept with the drafts, sealed and per worker. */
import type { Drafts } from '../app/types';

export class ColumnChoice {
  ids = $state.raw<readonly string[]>([]);
  readonly #drafts: Drafts;
  readonly #key: string;
  readonly #usual: readonly string[];

  constructor(drafts: Drafts, key: string, usual: readonly string[]) {
    this.#drafts = drafts;
    this.#key = key;
    this.#usual = usual;
    this.ids = usual;
    void this.#load();
  }

  async #load(): Promise<void> {
    const kept = await this.#drafts.load(this.#key);
    if (Array.isArray(kept)) {
      this.ids = (kept as readonly unknown[]).filter((id): id is string => typeof id === 'string');
    }
  }

  set(ids: readonly string[]): void {
    this.ids = ids;
    void this.#drafts.save(this.#key, [...ids]);
  }

  reset(): void {
    this.ids = this.#usual;
    void this.#drafts.clear(this.#key);
  }
}
