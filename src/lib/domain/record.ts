/** A record kind and the plain values of its records. One record kind, one file: `domain/<kind>/record.ts`. */
import type { Json } from '../kernel/json';
import type { Hlc } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import type { ConsentPurpose } from './consent/purposes';
import type { FieldDefinition, FieldMap, RecordKind } from './field';

export interface RecordDefinition<Fields extends FieldMap = FieldMap> {
  readonly kind: RecordKind;
  readonly label: string;
  /** Version of the stored values; older ones are upcast on reading (DESIGN 4). */
  readonly version: number;
  readonly fields: Fields;
  /** audit: kept outside the digest and never edited (DESIGN 5 "Audit"). */
  readonly stream: 'records' | 'audit';
  /** Upcasts values stored by an older version; never written back as an entry. */
  readonly migrations?: readonly RecordMigration[];
  /** Short display name of a record, from its own values alone. */
  readonly title: (values: RecordValues<Fields>) => string;
  /** Fields that say in one line what it was about, in order: cards, timeline. */
  readonly summary?: readonly (keyof Fields & string)[];
  /** Title of the book these records are kept in (S3-01…04); without one they have no book page. */
  readonly book?: string;
  /** Numbers that a book adds up below its list. */
  readonly totals?: readonly (keyof Fields & string)[];
  /** The date that places it on a timeline (`YYYY-MM-DD`), if any. */
  readonly dateOf?: (values: RecordValues<Fields>) => string | undefined;
  /** Fields that say which record it is: two devices that write the same one apart meet in it (DESIGN 3). */
  readonly identity?: readonly (keyof Fields & string)[];
  /** Grows with every day of work: read after the register, so that the list of people need not wait for it. */
  readonly opensLater?: true;
  /** A setting, or a part of another record: kept out of the 回收站 and of what 今日 calls work. */
  readonly isSetting?: true;
  /** A further purpose that all fields resting on consent need when the values ask for it (a need for care: care). */
  readonly strictPurpose?: StrictPurpose<Fields>;
  /**
   * A number that outlives an erased person (I7): what no consent guards stays, and the named field takes one more.
   * Without it, a record about nobody else goes. `true`: the record counts by itself.
   */
  readonly leavesCount?: true | (keyof Fields & string);
  /** A list that others refer to and that has no story: an erased person is taken out of it in place. */
  readonly isRoster?: true;
}

export interface StrictPurpose<Fields extends FieldMap = FieldMap> {
  readonly purpose: ConsentPurpose;
  readonly isNeeded: (values: RecordValues<Fields>) => boolean;
}

export interface RecordMigration {
  readonly name: string;
  readonly toVersion: number;
  readonly up: (values: Readonly<Record<string, Json>>) => Readonly<Record<string, Json>>;
}

type ValueOf<F> = F extends FieldDefinition<infer T> ? T : never;

/** Values by field; a missing key means "not known". Shared texts are plain strings here. */
export type RecordValues<Fields extends FieldMap> = {
  readonly [Name in keyof Fields]?: ValueOf<Fields[Name]>;
};

/** A record as queries see it: the merged, winning values. Frozen plain data, replaced and never changed. */
export interface RecordRow<Fields extends FieldMap = FieldMap> {
  readonly id: RecordId;
  readonly kind: RecordKind;
  readonly values: RecordValues<Fields>;
  /** Fields with several surviving values that a person has to settle. */
  readonly conflicts: readonly string[];
  readonly createdAt: Hlc;
  readonly updatedAt: Hlc;
  /** Slot key (device and incarnation) of the last change. */
  readonly updatedBy: string;
  /** In the 回收站. */
  readonly isDeleted: boolean;
  /** Locked for erasure or withdrawn: hidden at once everywhere (DESIGN 5 "Erasing"). */
  readonly isLocked: boolean;
}

/** Declares a record kind; checks nothing at run time, infers the types of its values. */
export const defineRecord = <const Fields extends FieldMap>(
  definition: RecordDefinition<Fields>
): RecordDefinition<Fields> => definition;

/** Values and rows of a declared kind: `ValuesOf<typeof personRecord>`. */
export type ValuesOf<D> = D extends RecordDefinition<infer F> ? RecordValues<F> : never;
export type RowOf<D> = D extends RecordDefinition<infer F> ? RecordRow<F> : never;
