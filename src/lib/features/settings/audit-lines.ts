/** 使用记录 as lines of words, newest first. */
import { auditActions } from '../../domain/code-lists/audit-action';
import type { AuditEventRow } from '../../domain/audit-event/record';
import type { RecordKind } from '../../domain/field';
import type { RecordId } from '../../kernel/ids';
import { localDate } from '../../kernel/dates';
import { formatDate, formatTime } from '../../text/dates';
import { auditPurpose, auditWords } from '../../text/settings';

export interface AuditLine {
  readonly id: string;
  readonly when: string;
  readonly action: string;
  readonly by: string;
  readonly purpose: string;
  readonly fields: string;
  readonly marker: string;
  readonly count: number;
  /** Names that may be shown. */
  readonly names: readonly string[];
  /** People who may not be shown any more, e.g. after a withdrawal. */
  readonly hiddenCount: number;
}

type NameOf = (kind: RecordKind, id: RecordId) => string | undefined;

function toLine({ id, values }: AuditEventRow, nameOf: NameOf): AuditLine {
  const ids = values.people ?? [];
  const names = ids.flatMap((person) => nameOf('person', person) ?? []);
  const at = values.at ?? 0;
  return {
    id,
    when: `${formatDate(localDate(at))} ${formatTime(at)}`,
    action: auditActions.labelOf(values.action ?? '') ?? '',
    by: values.by ?? '',
    purpose: auditPurpose(values),
    fields: (values.fields ?? []).join('、'),
    marker: values.marker ?? '',
    count: values.count ?? ids.length,
    names,
    hiddenCount: ids.length - names.length
  };
}

export const auditLines = (rows: readonly AuditEventRow[], nameOf: NameOf): readonly AuditLine[] =>
  [...rows]
    .sort((a, b) => (b.values.at ?? 0) - (a.values.at ?? 0))
    .map((row) => toLine(row, nameOf));

/** `王 某、李 某，另有 2 人不可见`. */
export function peopleText({ names, hiddenCount }: AuditLine): string {
  const shown = names.join('、');
  if (hiddenCount === 0) return shown;
  return [shown, auditWords.hidden(hiddenCount)].filter(Boolean).join('，');
}
