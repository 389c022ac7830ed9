/** A text open in this tab, as screens see it. */
import type { Result } from '../../kernel/result';
import type { Watchable } from '../../kernel/watchable';
import type { CommitFailure } from '../types';
import type { TextCursor } from './tab-link';
import type { TextEdit } from './text-doc';

export type { TextCursor, TextEdit };

/** Why something was not written into a text. */
export type EditRefusal =
  /** Names of people of the register: the library is not sealed while it is open (I9). */
  | { readonly type: 'names'; readonly names: readonly string[] }
  | { readonly type: 'too-long'; readonly limit: number };

export type TextState =
  | { readonly type: 'saved' }
  /** Typed, in the working copy, not yet in the sealed log. */
  | { readonly type: 'waiting' }
  | { readonly type: 'failed'; readonly failure: CommitFailure };

/** Live with the other tabs, with the log, and with the working copy. */
export interface OpenText {
  readonly text: Watchable<string> & { get(): string };
  readonly state: Watchable<TextState>;
  /** Where other tabs of this profile are. */
  readonly cursors: Watchable<readonly TextCursor[]>;
  /** Names of the register that stood in the text when it was opened: it then has no working copy. */
  readonly namesInside: readonly string[];
  /** Writes at once, or says why not and leaves everything as it was. */
  edit(edit: TextEdit): Result<void, EditRefusal>;
  /** Own edits of this tab only. */
  undo(): void;
  redo(): void;
  setCursor(start: number, end: number): void;
  /** Brings what was typed into the sealed log; it also happens by itself. */
  flush(): Promise<Result<void, CommitFailure>>;
  close(): Promise<void>;
}
