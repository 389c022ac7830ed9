/** Somebody of another unit who is let in to read people: the community sees it in 使用记录 (DESIGN 2, issue 3). */
import type { GrantItem } from '../../app/members/types';
import type { Commands } from '../../app/types';
import { failureText } from '../../text/failures';
import { outsideWords, roleWords } from '../../text/members';

export const readsPeople = ({ scopes }: GrantItem): boolean => scopes.includes('general');

/** What went wrong, in words; a colleague (undefined) is not written down. */
export async function noteOutside(
  commands: Pick<Commands, 'recordDisclosure'>,
  unit: string | undefined,
  { role }: GrantItem
): Promise<string | undefined> {
  if (unit === undefined) return undefined;
  const noted = await commands.recordDisclosure(unit, outsideWords.purpose(roleWords[role].name));
  return noted.ok ? undefined : failureText(noted.error);
}
