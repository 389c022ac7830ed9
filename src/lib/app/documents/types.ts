/** Papers that leave the house: tables as .xlsx, with purpose, audit entry and marks. */
import type { Result } from '../../kernel/result';
import type { RecordId } from '../../kernel/ids';
import type { AuditFailure } from '../commands/audit';

export type CellKind = 'text' | 'number' | 'date' | 'money';

export interface TableDocument {
  readonly title: string;
  readonly columns: readonly {
    readonly label: string;
    readonly kind: CellKind;
    readonly width?: number;
  }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** People whose data the table shows, for the audit entry and the person's own file. */
  readonly personIds: readonly RecordId[];
  readonly notes?: readonly string[];
}

/** internal: 内部使用, true numbers. outside: 对外, small cells merged by the caller before. */
export type Audience = 'internal' | 'outside';

export interface DocumentService {
  /** Writes the audit entry first, then the sheet; the mark says who, when, for what. A purpose names nobody of the register. */
  exportTable(
    table: TableDocument,
    purpose: string,
    audience: Audience
  ): Promise<Result<{ readonly fileName: string; readonly blob: Blob }, AuditFailure>>;
  /** Several tables as the sheets of one file, under one purpose and one audit entry. */
  exportTables(
    title: string,
    tables: readonly TableDocument[],
    purpose: string,
    audience: Audience
  ): Promise<Result<{ readonly fileName: string; readonly blob: Blob }, AuditFailure>>;
  /** Sheets of counts alone: nothing of a person leaves, so nothing is noted; a 统计 member may write no entry. */
  exportCounts(
    title: string,
    tables: readonly TableDocument[],
    purpose: string
  ): Promise<{ readonly fileName: string; readonly blob: Blob }>;
  /** Writes the audit entry of a print of personal data. */
  recordPrint(
    title: string,
    purpose: string,
    personIds: readonly RecordId[]
  ): Promise<Result<void, AuditFailure>>;
  /** Hands a file to the worker: share sheet, save dialog or download, by what the browser can. */
  deliver(fileName: string, blob: Blob): Promise<'saved' | 'cancelled' | 'blocked'>;
}
