/** What a half-made list of those who came or were asked keeps: whom, and as what they are listed. */
import type { Json } from '../../kernel/json';
import { namesDraft, parseNamesDraft, type NamesDraft } from './names-draft';

export interface AttendanceDraft extends NamesDraft {
  readonly role: Json | undefined;
}

export function parseAttendanceDraft(stored: Json | undefined): AttendanceDraft | undefined {
  const names = parseNamesDraft(stored);
  return names && { ...names, role: (stored as Readonly<Record<string, Json>>)['role'] };
}

export const attendanceDraft = (names: NamesDraft, role: string): Json => ({
  ...namesDraft(names),
  role
});
