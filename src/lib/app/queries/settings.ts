/** The workbook's settings with their defaults; one record with a fixed id, so that two devices meet in it. */
import { personRecord } from '../../domain/person/record';
import { isFieldOn, type FieldSwitches } from '../../domain/field-switches';
import {
  spaceSettingsId,
  spaceSettingsRecord,
  type SpaceSettingsValues
} from '../../domain/space-settings/record';
import type { RecordView } from '../../storage/types';
import type { SpaceSettings } from '../types';

const defaults = {
  autoLockMinutes: 30,
  retentionDays: 15,
  pendingDays: 60,
  reviewMonths: 24,
  consentYears: 3
} as const;

/** A colleague's device may have written any number: one past what the form takes would lock at once, or end in no date. */
function countOf(values: SpaceSettingsValues, name: keyof typeof defaults): number {
  const parsed = spaceSettingsRecord.fields[name].parse(values[name]);
  return parsed.ok ? parsed.value : defaults[name];
}

const enabledFields = (switches: FieldSwitches): ReadonlySet<string> =>
  new Set(Object.keys(personRecord.fields).filter((name) => isFieldOn('person', name, switches)));

export function resolveSettings(values: SpaceSettingsValues): SpaceSettings {
  const communityName = values.communityName ?? '';
  return {
    spaceName: values.spaceName ?? '',
    subdistrictName: values.subdistrictName ?? '',
    communityName,
    reportingUnit: values.reportingUnit ?? communityName,
    compiler: values.compiler ?? '',
    reviewer: values.reviewer ?? '',
    approver: values.approver ?? '',
    contactForRights: values.contactForRights ?? '',
    fieldSwitches: values.fieldSwitches ?? {},
    enabledFields: enabledFields(values.fieldSwitches ?? {}),
    autoLockMinutes: countOf(values, 'autoLockMinutes'),
    retentionDays: countOf(values, 'retentionDays'),
    pendingDays: countOf(values, 'pendingDays'),
    reviewMonths: countOf(values, 'reviewMonths'),
    consentYears: countOf(values, 'consentYears'),
    erasedMarks: values.erasedMarks?.length ?? 0,
    festivalDates: values.festivalDates ?? {},
    reportSchedule: values.reportSchedule
  };
}

export const readSettings = (view: RecordView): SpaceSettings =>
  resolveSettings(
    (view.row('spaceSettings', spaceSettingsId)?.values ?? {}) as SpaceSettingsValues
  );
