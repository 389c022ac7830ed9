/** Files of a book that came along with the answer that opens it: held in the page, and taken in when it is open. */
import { getContext, setContext } from 'svelte';

export class BookFiles {
  #kept: readonly File[] = [];

  keep(files: readonly File[]): void {
    this.#kept = [...this.#kept, ...files];
  }

  /** Once. */
  take(): readonly File[] {
    const files = this.#kept;
    this.#kept = [];
    return files;
  }
}

const key = Symbol('book-files');

export const provideBookFiles = (files: BookFiles): BookFiles => setContext(key, files);
export const getBookFiles = (): BookFiles => getContext<BookFiles>(key);
