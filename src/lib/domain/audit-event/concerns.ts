/** Whose data an entry of 使用记录 is about. */
import type { RecordId } from '../../kernel/ids';
import type { AuditEventValues } from './record';

/** A disclosure that names nobody was of the whole book: whoever was let in reads everyone, also who comes later. */
export const concerns = ({ action, people }: AuditEventValues, person: RecordId): boolean =>
  people?.includes(person) ?? action === 'disclosure';
