/** 待确认的不同写法: what two people wrote apart from each other, until one of them or a third settles it. */
import type { RecordKind } from '../../domain/field';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';

/** A record that holds something to settle, through the gate. */
export interface ConflictItem {
  readonly kind: RecordKind;
  readonly id: RecordId;
  readonly title: string;
  /** Names of the fields; `deletionConflict` of domain/conflicts for a deletion that was contested. */
  readonly fields: readonly string[];
  /** People it names, as far as they may be named. */
  readonly people: readonly RecordId[];
  readonly updatedAt: number;
}

/** Who wrote it, when, and whether on this very device. */
export interface ShownHand {
  readonly by: string;
  readonly atMs: number;
  readonly isThisDevice: boolean;
  /** Who wrote it again for them, who couldn't any more. */
  readonly againBy?: string;
}

export interface ShownVersion extends ShownHand {
  /** Names it in a settlement. */
  readonly key: string;
  /** null: cleared. */
  readonly value: Json;
}

export type ShownConflict =
  | {
      readonly type: 'field';
      readonly field: string;
      /** Newest first. */
      readonly versions: readonly ShownVersion[];
      /** `strictest`: the most restrictive holds already, and nothing but that can be confirmed (DESIGN 3). */
      readonly rule: 'choose' | 'choose-or-join' | 'strictest';
      /** What stood there before all of them; null: nothing. Absent where that can't be told surely. */
      readonly before?: Json;
      /** What shows now. */
      readonly present: Json;
    }
  | {
      readonly type: 'deletion';
      readonly deletions: readonly ShownHand[];
      /** One line a hand, newest first. */
      readonly edits: readonly (ShownHand & {
        readonly fields: readonly string[];
        readonly isCreation: boolean;
        readonly isRestored: boolean;
      })[];
    };

export type Settlement =
  /** One of the versions; of a field whose strictest version holds, that one whatever is named. */
  | { readonly type: 'keep'; readonly field: string; readonly version: string }
  /** All versions of a list together. */
  | { readonly type: 'join'; readonly field: string }
  /** A third one. */
  | { readonly type: 'write'; readonly field: string; readonly value: Json }
  /** Of a contested deletion. */
  | { readonly type: 'delete' }
  | { readonly type: 'keep-record' };
