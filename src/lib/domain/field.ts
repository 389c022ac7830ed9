/**
 * What a field of a record is: one description from which form, table, detail, filter, import, export and
 * print are drawn (STYLE law 6). Built by the factories in field-types.ts.
 */
import type { Json } from '../kernel/json';
import type { Result } from '../kernel/result';
import type { Scope } from '../kernel/scope';
import type { RecordId } from '../kernel/ids';
import type { CodeList } from './code-list';
import type { ConsentPurpose } from './consent/purposes';

/** DOMAIN D: P public/organisation, C1 ordinary personal, C2 strong identifier (masked), C3 sensitive (PIPL 28). */
export type FieldClass = 'P' | 'C1' | 'C2' | 'C3';

/** Which of a person's consents a value rests on: none, the basic form, or a separately ticked purpose. */
export type ConsentNeed = 'none' | ConsentPurpose;

/** Kinds of records; the string is part of the stored format. */
export type RecordKind =
  | 'person'
  | 'household'
  | 'relation'
  | 'consent'
  | 'orgNode'
  | 'worker'
  | 'lifeEvent'
  | 'pairing'
  | 'visitRule'
  | 'visitTask'
  | 'visit'
  | 'activity'
  | 'attendance'
  | 'need'
  | 'reception'
  | 'suggestion'
  | 'group'
  | 'serviceEntry'
  | 'workLog'
  | 'aid'
  | 'job'
  | 'partnerUnit'
  | 'partnerResource'
  | 'venue'
  | 'budgetLine'
  | 'workTarget'
  | 'showcaseCase'
  | 'importBatch'
  | 'spaceSettings'
  | 'auditEvent'
  | 'regulation'
  | 'studyMaterial'
  | 'readingEntry'
  | 'textVersion'
  | 'textPiece'
  | 'savedList'
  | 'deviceName'
  | 'report';

/** How a value is entered and stored. `many` fields merge item by item, `shared` texts merge as text. */
export type FieldInput =
  | { readonly type: 'text'; readonly maxLength: number; readonly multiline?: boolean }
  | { readonly type: 'sharedText'; readonly maxLength: number }
  | { readonly type: 'code'; readonly list: CodeList }
  | { readonly type: 'codes'; readonly list: CodeList }
  | { readonly type: 'tags'; readonly maxLength: number; readonly suggestions?: CodeList }
  | { readonly type: 'categories' }
  | { readonly type: 'partialDate' }
  | { readonly type: 'date' }
  | { readonly type: 'dateTime' }
  | {
      readonly type: 'phones';
      /** Of a number as typed: taken all the same, but to be checked. */
      readonly isDoubtful: (typed: string) => boolean;
    }
  | { readonly type: 'idNumber' }
  | { readonly type: 'ref'; readonly kind: RecordKind }
  | { readonly type: 'refs'; readonly kind: RecordKind }
  /** `isTick`: said or not said; otherwise nobody may have answered yet, which `open` names. */
  | { readonly type: 'flag'; readonly isTick?: boolean; readonly open?: string }
  | { readonly type: 'count'; readonly max: number; readonly unit: string }
  /** Integer number of the smallest step: 85.5 with two decimals is 8550. */
  | {
      readonly type: 'decimal';
      readonly max: number;
      readonly decimals: number;
      readonly unit: string;
    }
  /** Dated steps of one matter, merged step by step (domain/step.ts). */
  | { readonly type: 'steps' }
  /** Integer fen (1/100 yuan). */
  | { readonly type: 'money' }
  /** Internal structure that no generic form shows. */
  | { readonly type: 'internal' };

/** Why a typed or imported value was refused; `message` is plain Chinese for the screen. */
export interface FieldError {
  readonly type: 'empty' | 'too-long' | 'format' | 'unknown-code' | 'range' | 'word';
  readonly message: string;
}

/** Looks up what a value alone does not know. */
export interface FormatContext {
  /** Display name of a referred record; undefined when it is gone or hidden by the consent gate. */
  readonly nameOf: (kind: RecordKind, id: RecordId) => string | undefined;
}

export interface FieldDefinition<T extends Json = Json> {
  readonly label: string;
  readonly class: FieldClass;
  readonly scope: Scope;
  readonly consent: ConsentNeed;
  readonly input: FieldInput;
  /** one = a register; many = a set merged item by item (value is an array); shared = text merged as text. */
  readonly cardinality: 'one' | 'many' | 'shared';
  readonly required: boolean;
  /** Off fields are switched on in 设置 (DOMAIN D1 "optional", "off by default"). */
  readonly enabledByDefault: boolean;
  /** Visible while the person's basis is not recorded yet (contact card, I14). */
  readonly onContactCard: boolean;
  /** Heading under which form and detail group it. */
  readonly section: string;
  readonly hint?: string;
  /** Seldom filled in: forms fold it away with its like. */
  readonly isSeldom: boolean;
  /** Headers of real ledgers that mean this field, normalised (DOMAIN G). */
  readonly importHeaders: readonly string[];
  /** From the screen, a file or a peer: anything to a valid value. An empty input is `empty`. */
  readonly parse: (input: unknown) => Result<T, FieldError>;
  /** Plain text for table, export and print. */
  readonly format: (value: T, context: FormatContext) => string;
  /** Short masked text, for fields that are shown masked (phones in export, id numbers everywhere). */
  readonly mask?: (value: T) => string;
  /**
   * For fields where the most restrictive value holds (DESIGN 3 "Concurrent consent values"): makes the value
   * of several surviving ones (null = cleared). Commutative, associative, idempotent. The conflict stays listed.
   */
  readonly combine?: (survivors: readonly (T | null)[]) => T | null;
  /** Holds who wrote what that field shows (a writer's slot): worked out on reading, never stored, so nobody can claim it. */
  readonly writerOf?: string;
}

// A heterogeneous map needs the widest definition: T stands in both argument and result position.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyField = FieldDefinition<any>;
export type FieldMap = Readonly<Record<string, AnyField>>;
