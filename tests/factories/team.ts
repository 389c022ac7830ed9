/** Profiles of one space, admitted by file, and the files that travel between them. */
import { unwrap } from '../../src/lib/kernel/result';
import type { RecordId } from '../../src/lib/kernel/ids';
import type { GrantItem, RequestItem } from '../../src/lib/app/members/types';
import type { ImportReport, SyncFile, SyncService } from '../../src/lib/app/sync/types';
import { bytesOf, nextOf, type Profile } from './profile';

export const editor: GrantItem = { role: 'editor', scopes: ['general', 'sensitive', 'reports'] };
export const invitation = (grant: GrantItem = editor, label = '莫小雨') => ({
  label,
  grant,
  validDays: 7,
  memberId: null
});

/** Invitation, request by file, confirmation, answer by file; the joiner's space is then open. */
export async function admit(
  owner: Profile,
  joiner: Profile,
  name: string,
  grant: GrantItem = editor
): Promise<{ request: RequestItem; link: string }> {
  const { members } = owner.session().session;
  const { link } = unwrap(await members.invite(invitation(grant)));
  unwrap(await joiner.join(link, name));
  unwrap(await owner.receive(await bytesOf(await joiner.waiting().requestFile())));
  const [request] = (await nextOf(members.view)).requests;
  if (!request) throw new Error('the request is here');
  unwrap(await members.admit(request.id));
  const file = await members.answerFile(request.id);
  if (!file) throw new Error('the answer can be given');
  unwrap(await joiner.receive(await bytesOf(file)));
  await joiner.reopen(joiner.waiting().spaceId);
  return { request, link };
}

export const syncOf = (of: Profile): SyncService => of.session().session.sync;

export async function saveWorker(of: Profile, name: string): Promise<RecordId> {
  return unwrap(await of.session().session.commands.save('worker', undefined, { name })).id;
}

export const workersOf = (of: Profile): string[] =>
  of
    .session()
    .replica.view.rows('worker')
    .map(({ values }) => String((values as Readonly<Record<string, unknown>>)['name']))
    .sort();

const asFile = ({ fileName, bytes }: SyncFile): File => new File([bytes], fileName);

export const take = (of: Profile, files: readonly SyncFile[]): Promise<ImportReport> =>
  syncOf(of).importFiles(files.map(asFile), of.receive);

export const write = async (
  of: Profile,
  to: Parameters<SyncService['exportFiles']>[0]['to'] = 'everyone',
  maxBytes?: number
): Promise<readonly SyncFile[]> =>
  unwrap(
    await syncOf(of).exportFiles(
      { to, ...(maxBytes !== undefined && { maxBytes }) },
      () => undefined,
      new AbortController().signal
    )
  );

export const viewOf = (of: Profile) => nextOf(syncOf(of).view);
/** With what stands on branches, also where the machine is slow to compare them. */
export const membersOf = (of: Profile) =>
  nextOf(of.session().session.members.view, ({ isLooking }) => !isLooking);
export const checkOf = (of: Profile) => nextOf(syncOf(of).check);
