/** Every record kind of the product by its stored name. A new kind is added here and in field.ts `RecordKind`. */
import { auditEventRecord } from './audit-event/record';
import { consentRecord } from './consent/record';
import type { RecordKind } from './field';
import { householdRecord } from './household/record';
import { importBatchRecord } from './import-batch/record';
import { lifeEventRecord } from './life-event/record';
import { orgNodeRecord } from './org-node/record';
import { pairingRecord } from './pairing/record';
import { personRecord } from './person/record';
import { readingEntryRecord } from './reading-entry/record';
import type { RecordDefinition, RowOf, ValuesOf } from './record';
import { regulationRecord } from './regulation/record';
import { relationRecord } from './relation/record';
import { spaceSettingsRecord } from './space-settings/record';
import { studyMaterialRecord } from './study-material/record';
import { textPieceRecord } from './text-piece/record';
import { textVersionRecord } from './text-version/record';
import { visitRecord } from './visit/record';
import { visitRuleRecord } from './visit-rule/record';
import { visitTaskRecord } from './visit-task/record';
import { workerRecord } from './worker/record';

export const recordDefinitions = {
  person: personRecord,
  household: householdRecord,
  relation: relationRecord,
  consent: consentRecord,
  orgNode: orgNodeRecord,
  worker: workerRecord,
  lifeEvent: lifeEventRecord,
  pairing: pairingRecord,
  visitRule: visitRuleRecord,
  visitTask: visitTaskRecord,
  visit: visitRecord,
  importBatch: importBatchRecord,
  spaceSettings: spaceSettingsRecord,
  auditEvent: auditEventRecord,
  regulation: regulationRecord,
  studyMaterial: studyMaterialRecord,
  readingEntry: readingEntryRecord,
  textVersion: textVersionRecord,
  textPiece: textPieceRecord
} as const satisfies Record<RecordKind, RecordDefinition>;

export type RecordDefinitions = typeof recordDefinitions;
export type RowOfKind<K extends RecordKind> = RowOf<RecordDefinitions[K]>;
export type ValuesOfKind<K extends RecordKind> = ValuesOf<RecordDefinitions[K]>;

export const recordKinds = Object.keys(recordDefinitions) as readonly RecordKind[];

/** The definition of a kind known only at run time. */
export const definitionOf = (kind: RecordKind): RecordDefinition => recordDefinitions[kind];

/** Whether this build knows a kind; unknown ones are stored and forwarded, never shown (DESIGN 4). */
export const isRecordKind = (text: string): text is RecordKind =>
  Object.prototype.hasOwnProperty.call(recordDefinitions, text);
