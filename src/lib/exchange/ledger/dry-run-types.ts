/** What an import would do, before it does anything (issue 2 "dry run"). */
import type { Json } from '../../kernel/json';
import type { RecordId } from '../../kernel/ids';
import type { OrgNames, OrgTargetLevel, ParsedRow } from './types';

/** A person already in the workbook, as the dry run needs it. */
export interface ExistingPerson {
  readonly id: RecordId;
  /** In the 回收站, withdrawn or locked: an import never brings such a person back or shows it. */
  readonly isHidden: boolean;
  readonly values: Readonly<Record<string, Json>>;
}

export interface ExistingOrgNode {
  readonly id: RecordId;
  readonly level: OrgTargetLevel;
  readonly name: string;
  readonly parentId?: RecordId;
}

/** What an earlier import of the same kind of ledger wrote, by person. */
export interface EarlierImport {
  readonly people: readonly {
    readonly id: RecordId;
    readonly values: Readonly<Record<string, Json>>;
  }[];
}

export type MatchReason = 'same-row' | 'id-number' | 'name-phone' | 'name-birth-building';

/**
 * Why a difference is only taken over when ticked. `edited-here`: the value here was edited since the last import, or
 * never came from one. `earlier-row`: an earlier row of the file says something else. `not-in-row`: a political
 * identity that a merged cell, a section line or a title gave to many rows at once.
 */
export type DifferenceHold = 'edited-here' | 'earlier-row' | 'not-in-row';

export interface FieldDifference {
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
  readonly hold?: DifferenceHold;
}

/** Who a row may be: a person here, or an earlier row of the same import, with what merging would change there. */
export interface Candidate {
  readonly id: RecordId;
  readonly differences: readonly FieldDifference[];
  /** rowKey of the earlier row of the file. */
  readonly sameAsRow?: string;
}

export type DryRunItem =
  | {
      readonly type: 'new';
      readonly row: ParsedRow;
      readonly id: RecordId;
      readonly values: Readonly<Record<string, Json>>;
    }
  | {
      readonly type: 'same';
      readonly row: ParsedRow;
      readonly id: RecordId;
      readonly by: MatchReason;
    }
  | {
      readonly type: 'changed';
      readonly row: ParsedRow;
      readonly id: RecordId;
      readonly by: MatchReason;
      readonly differences: readonly FieldDifference[];
    }
  /** Looks like one or several people here or earlier in the file: a person decides. */
  | {
      readonly type: 'probably-same';
      readonly row: ParsedRow;
      readonly id: RecordId;
      /** What would be written if it is somebody new. */
      readonly values: Readonly<Record<string, Json>>;
      readonly candidates: readonly Candidate[];
      readonly reason: string;
    }
  /** Is or would be a person who is in the 回收站, withdrawn or locked. */
  | { readonly type: 'blocked'; readonly row: ParsedRow; readonly id: RecordId }
  /** Bears a mark of somebody who asked to be erased: only comes in when a person says so. */
  | {
      readonly type: 'erased';
      readonly row: ParsedRow;
      readonly id: RecordId;
      /** What would be written then. */
      readonly values: Readonly<Record<string, Json>>;
    }
  /** Was in the earlier import and isn't in this file. Only listed, never changed. */
  | { readonly type: 'gone'; readonly id: RecordId };

export interface OrgProposal {
  readonly level: OrgTargetLevel;
  readonly name: string;
  readonly path: OrgNames;
  readonly id: RecordId;
  readonly parentId?: RecordId;
}

export interface DryRun {
  readonly items: readonly DryRunItem[];
  readonly orgProposals: readonly OrgProposal[];
}

/** What a person ticked in the dry run. Everything not named follows the safe default. */
export interface DryRunDecisions {
  /** `probably-same` rows: the person they are, or 'new'. Undecided rows stay out. */
  readonly same?: readonly {
    readonly rowKey: string;
    /** Where several files are imported at once: a rowKey is unique in its file only. */
    readonly sheetKey?: string;
    readonly is: RecordId | 'new';
  }[];
  /** `erased` rows, by their id, that come in all the same. */
  readonly bring?: readonly RecordId[];
  /** Held differences that are taken over all the same. */
  readonly overwrite?: readonly { readonly id: RecordId; readonly field: string }[];
  /** Other differences that are not taken over. */
  readonly keep?: readonly { readonly id: RecordId; readonly field: string }[];
}

/** The same shape as a storage change; plain data, because exchange knows no storage. */
export type ProposedChange = {
  readonly type: 'create' | 'set';
  readonly kind: 'person' | 'orgNode';
  readonly id: RecordId;
  readonly values: Readonly<Record<string, Json>>;
};
