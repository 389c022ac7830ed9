/** Writes the newest draft of a form, one write at a time; after `clear` nothing older may come back. */
import type { Drafts } from '../app/types';
import type { Json } from '../kernel/json';

export class DraftKeeper {
  readonly #drafts: Drafts;
  readonly #key: string;
  #waiting: Json | undefined;
  #writing: Promise<void> | undefined;

  constructor(drafts: Drafts, key: string) {
    this.#drafts = drafts;
    this.#key = key;
  }

  keep(values: Json): void {
    this.#waiting = values;
    this.#writing ??= this.#drain().finally(() => (this.#writing = undefined));
  }

  async clear(): Promise<void> {
    this.#waiting = undefined;
    await this.#writing;
    await this.#drafts.clear(this.#key);
  }

  async #drain(): Promise<void> {
    while (this.#waiting !== undefined) {
      const values = this.#waiting;
      this.#waiting = undefined;
      try {
        await this.#drafts.save(this.#key, values);
      } catch {
        // Locked in between: the vault takes nothing more, the drafts before this keystroke are kept.
        this.#waiting = undefined;
      }
    }
  }
}
