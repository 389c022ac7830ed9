/** Tables and prints that leave the house: audit entry first, then the file with its mark (DOMAIN B-10, J). */
import { toHex } from '../../kernel/bytes';
import { err, ok } from '../../kernel/result';
import { auditChange, namesPerson } from '../commands/audit';
import type { SessionContext } from '../session/context';
import { deliverFile } from './deliver';
import type { Audience, DocumentService, TableDocument } from './types';

const audienceWords: Record<Audience, string> = { internal: '内部使用', outside: '对外' };

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const pad = (value: number): string => String(value).padStart(2, '0');

function minute(epochMs: number): string {
  const date = new Date(epochMs);
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** Characters that file systems refuse, and anything that could hide an extension. */
const safeFileName = (title: string): string => title.replace(/[\\/:*?"<>|.\s]+/g, '_');

export function createDocumentService(
  context: SessionContext,
  page: Window & typeof globalThis
): DocumentService {
  const newMarker = (): string => toHex(context.random.bytes(4)).toUpperCase();
  async function write(
    title: string,
    tables: readonly TableDocument[],
    purpose: string,
    audience: Audience
  ): Promise<{ fileName: string; blob: Blob }> {
    const settings = context.settings();
    const { writeTables } = await import('../../exchange/documents/workbook-writer');
    const bytes = await writeTables(
      tables,
      {
        who: context.workerName,
        when: minute(context.clock.now()),
        purpose,
        audience: audienceWords[audience]
      },
      {
        preparedBy: settings.compiler || context.workerName,
        checkedBy: settings.reviewer,
        approvedBy: settings.approver,
        unit: settings.reportingUnit,
        date: context.clock.today()
      }
    );
    const fileName = `${safeFileName(title)}_${context.clock.today()}.xlsx`;
    return { fileName, blob: new Blob([bytes.slice()], { type: xlsxType }) };
  }
  const exportTables: DocumentService['exportTables'] = async (
    title,
    tables,
    purpose,
    audience
  ) => {
    if (namesPerson(context, purpose)) return err({ type: 'names-person' });
    const marker = newMarker();
    const people = [...new Set(tables.flatMap(({ personIds }) => personIds))];
    const audit = auditChange(context, {
      action: 'export',
      purpose,
      count: people.length,
      people,
      fields: [...new Set(tables.flatMap(({ columns }) => columns.map(({ label }) => label)))],
      marker
    });
    const committed = await context.commit([audit]);
    if (!committed.ok) return committed;
    return ok(await write(title, tables, `${purpose}（编号 ${marker}）`, audience));
  };
  return {
    exportTable: (table, purpose, audience) =>
      exportTables(table.title, [table], purpose, audience),
    exportTables,
    exportCounts: (title, tables, purpose) => write(title, tables, purpose, 'outside'),
    async recordPrint(title, purpose, personIds) {
      if (namesPerson(context, purpose)) return err({ type: 'names-person' });
      const audit = auditChange(context, {
        action: 'print',
        purpose: `${title}：${purpose}`,
        count: personIds.length,
        people: personIds
      });
      const committed = await context.commit([audit]);
      return committed.ok ? ok(undefined) : committed;
    },
    deliver: (fileName, blob) => deliverFile(page, fileName, blob)
  };
}
