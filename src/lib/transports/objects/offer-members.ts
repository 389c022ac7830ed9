/**
 * Member entries on a medium: some device keeps all of them there. A list of all belongs together, because what stands in
 * one device's objects must be complete when others rely on it.
 */
import type { MemberEntryId } from '../../log/ids';
import type { ListedObject } from '../../log/protocol/listing';
import { membersBeyond } from '../../log/protocol/member-closure';
import { listed, type Offer } from './offering';
import type { Source } from './context';

/** Above so many objects they are written anew as few. */
const maxMemberObjects = 8;

export async function offerMembers(offer: Offer): Promise<{
  readonly objects: readonly ListedObject[];
  readonly upTo: readonly MemberEntryId[];
}> {
  const { visit, own, others, content, write } = offer;
  const { spaceId } = visit.port;
  const heads = content.frontier.memberHeads;
  const all = visit.port.memberEntries();
  const lacks = (upTo: readonly MemberEntryId[]): number =>
    upTo.length === 0 ? all.length : membersBeyond(spaceId, all, upTo).length;
  const complete = own.find(isComplete);
  const kept = complete ? membersOf(complete) : [];
  const upTo = complete?.listing.membersUpTo ?? [];
  if (lacks(upTo) === 0) return { objects: kept, upTo };
  if (others.some((source) => isComplete(source) && lacks(source.listing.membersUpTo) === 0))
    return { objects: kept, upTo };
  const isFull = kept.length >= maxMemberObjects;
  const from = isFull ? [] : upTo;
  const added = await write('members', { members: from, chains: [] });
  return { objects: isFull ? added : [...kept, ...added], upTo: heads };
}

/** Says that it holds all up to somewhere, and everything it lists is there. */
const isComplete = (source: Source): boolean =>
  source.listing.membersUpTo.length > 0 &&
  membersOf(source).length ===
    source.listing.objects.filter(({ kind }) => kind === 'members').length;

const membersOf = ({ objects }: Source): ListedObject[] =>
  objects.filter(({ kind }) => kind === 'members').map(listed);
