/**
 * What the book gets to know about somebody who was let in: a colleague who writes stands in the list of workers, or no
 * visit, need or 交接 could name them; a further device is called what it was invited as.
 */
import type { GrantItem, RequestItem } from '../../app/members/types';
import type { Commands, SaveError } from '../../app/types';
import { failureText } from '../../text/failures';

type Asked = Pick<RequestItem, 'name' | 'deviceId' | 'grant' | 'invitation'>;

const writes = ({ role }: GrantItem): boolean =>
  role === 'editor' || role === 'admin' || role === 'owner';

/** Somebody new who writes, and whose name the list has not got yet. */
export const mayBeWorker = (
  { name, grant, invitation }: Asked,
  names: readonly (string | undefined)[]
): boolean => writes(grant) && !invitation?.memberId && !names.includes(name);

const problemOf = (error: SaveError): string =>
  error.type === 'commit' ? failureText(error.failure) : error.message;

/** What went wrong, in words; the member is let in all the same. */
export async function noteAdmitted(
  commands: Pick<Commands, 'save'>,
  { name, deviceId, invitation }: Asked,
  isWorker: boolean
): Promise<string | undefined> {
  const called = invitation?.memberId ? invitation.label?.trim() : undefined;
  const saved = isWorker
    ? await commands.save('worker', undefined, { name })
    : called && (await commands.save('deviceName', undefined, { device: deviceId, name: called }));
  return !saved || saved.ok ? undefined : problemOf(saved.error);
}
