/** What a list of names is to an activity: who is expected or signed up before the day, who came after it. Pure. */
import type { IsoDate } from '../../kernel/dates';

export type ListedRole = 'invited' | 'signedUp' | 'attended';

/** The usual one first. */
export function listedRoles(on: IsoDate, today: IsoDate): readonly ListedRole[] {
  if (on > today) return ['signedUp', 'invited'];
  return on === today ? ['attended', 'invited'] : ['attended'];
}

/** Who was there, served or spoke keeps what is written; a sign-up becomes an attendance, 应到 becomes anything. */
export function keepsRole(written: string | undefined, wanted: ListedRole): boolean {
  if (wanted === 'invited') return true;
  if (written === 'excused' || written === 'invited') return false;
  return wanted === 'signedUp' || written !== 'signedUp';
}
