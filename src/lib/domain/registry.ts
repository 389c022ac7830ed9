/**
 * Every record kind of the product by its stored name. A new kind is added here, in field.ts `RecordKind` and in
 * record-rules.ts.
 */
import { activityRecord } from './activity/record';
import { aidRecord } from './aid/record';
import { attendanceRecord } from './attendance/record';
import { auditEventRecord } from './audit-event/record';
import { budgetLineRecord } from './budget-line/record';
import { consentRecord } from './consent/record';
import type { RecordKind } from './field';
import { deviceNameRecord } from './device-name/record';
import { groupRecord } from './group/record';
import { householdRecord } from './household/record';
import { importBatchRecord } from './import-batch/record';
import { jobRecord } from './job/record';
import { lifeEventRecord } from './life-event/record';
import { needRecord } from './need/record';
import { orgNodeRecord } from './org-node/record';
import { pairingRecord } from './pairing/record';
import { partnerResourceRecord } from './partner-resource/record';
import { partnerUnitRecord } from './partner-unit/record';
import { personFieldsOf } from './people-of';
import { personRecord } from './person/record';
import { readingEntryRecord } from './reading-entry/record';
import { receptionRecord } from './reception/record';
import type { RecordDefinition, RowOf, ValuesOf } from './record';
import { regulationRecord } from './regulation/record';
import { relationRecord } from './relation/record';
import { reportRecord } from './report/record';
import { savedListRecord } from './saved-list/record';
import { serviceEntryRecord } from './service-entry/record';
import { showcaseCaseRecord } from './showcase-case/record';
import { spaceSettingsRecord } from './space-settings/record';
import { studyMaterialRecord } from './study-material/record';
import { suggestionRecord } from './suggestion/record';
import { textPieceRecord } from './text-piece/record';
import { textVersionRecord } from './text-version/record';
import { venueRecord } from './venue/record';
import { visitRuleRecord } from './visit-rule/record';
import { visitTaskRecord } from './visit-task/record';
import { visitRecord } from './visit/record';
import { workLogRecord } from './work-log/record';
import { workTargetRecord } from './work-target/record';
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
  activity: activityRecord,
  attendance: attendanceRecord,
  need: needRecord,
  reception: receptionRecord,
  suggestion: suggestionRecord,
  group: groupRecord,
  serviceEntry: serviceEntryRecord,
  workLog: workLogRecord,
  aid: aidRecord,
  job: jobRecord,
  partnerUnit: partnerUnitRecord,
  partnerResource: partnerResourceRecord,
  venue: venueRecord,
  budgetLine: budgetLineRecord,
  workTarget: workTargetRecord,
  showcaseCase: showcaseCaseRecord,
  importBatch: importBatchRecord,
  spaceSettings: spaceSettingsRecord,
  auditEvent: auditEventRecord,
  regulation: regulationRecord,
  studyMaterial: studyMaterialRecord,
  readingEntry: readingEntryRecord,
  textVersion: textVersionRecord,
  textPiece: textPieceRecord,
  savedList: savedListRecord,
  deviceName: deviceNameRecord,
  report: reportRecord
} as const satisfies Record<RecordKind, RecordDefinition>;

export type RecordDefinitions = typeof recordDefinitions;
export type RowOfKind<K extends RecordKind> = RowOf<RecordDefinitions[K]>;
export type ValuesOfKind<K extends RecordKind> = ValuesOf<RecordDefinitions[K]>;

/** Kinds with a field that refers to persons: told by the types of their fields. */
export type NamingKind = {
  [K in RecordKind]: true extends {
    [Name in keyof RecordDefinitions[K]['fields']]: RecordDefinitions[K]['fields'][Name] extends {
      readonly input: { readonly kind: 'person' };
    }
      ? true
      : never;
  }[keyof RecordDefinitions[K]['fields']]
    ? K
    : never;
}[RecordKind];

export const recordKinds = Object.keys(recordDefinitions) as readonly RecordKind[];

/** The definition of a kind known only at run time. */
export const definitionOf = (kind: RecordKind): RecordDefinition => recordDefinitions[kind];

/** Whether this build knows a kind; unknown ones are stored and forwarded, never shown (DESIGN 4). */
export const isRecordKind = (text: string): text is RecordKind =>
  Object.prototype.hasOwnProperty.call(recordDefinitions, text);

/** Kinds that hold the work itself: in the 回收站, in what changed, in what a backup is behind. */
export const workKinds: readonly RecordKind[] = recordKinds.filter((kind) => {
  const { stream, isSetting } = definitionOf(kind);
  return stream === 'records' && !isSetting;
});

/** Work kinds whose records name people: what a person may be found in, and what an erasure goes through. */
export const namingKinds: readonly RecordKind[] = workKinds.filter(
  (kind) => personFieldsOf(definitionOf(kind)).length > 0
);
