/**
 * Records of one person that somebody has merged, told by links alone: the greater id says which smaller one it went
 * into, and the smallest of all that hang together stands for the person. So two devices that merge the same records
 * apart, in whatever order, end with the same one (DESIGN 3, I1), and a link that is taken back leaves no trace.
 */
import { isRecordId, type RecordId } from '../../kernel/ids';

/** On the record that went: into which one, and when (epoch ms). */
export type PersonLink = { readonly id: RecordId; readonly at: number };

const isLink = (value: unknown): value is PersonLink => {
  if (value === null || typeof value !== 'object') return false;
  const { id, at } = value as Readonly<Record<string, unknown>>;
  return typeof id === 'string' && isRecordId(id) && Number.isSafeInteger(at);
};

export const isLinkList = (value: unknown): value is readonly PersonLink[] =>
  Array.isArray(value) && value.every(isLink);

export const isIdList = (value: unknown): value is readonly RecordId[] =>
  Array.isArray(value) && value.every((id) => typeof id === 'string' && isRecordId(id));

/** A person's record as far as links are concerned. */
export interface Linked {
  readonly id: RecordId;
  readonly mergedInto: readonly PersonLink[];
}

/** All records of a person who has several. */
export interface MergedPerson {
  readonly id: RecordId;
  /** The standing one first, then by id. */
  readonly members: readonly RecordId[];
  /** When the last of them came to the others, epoch ms. */
  readonly mergedAt: number;
}

/**
 * By the id of every record that is part of a merged person. A record that is gone (erased) stands for nobody: those
 * that went into it are seen again, so that they can be dealt with.
 */
export function mergedPeople(records: readonly Linked[]): ReadonlyMap<RecordId, MergedPerson> {
  const present = new Set(records.map(({ id }) => id));
  const links = records.flatMap(({ id, mergedInto }) =>
    mergedInto.flatMap((link) => (present.has(link.id) && link.id !== id ? [{ id, link }] : []))
  );
  const rootOf = new Map<RecordId, RecordId>();
  const find = (id: RecordId): RecordId => {
    const next = rootOf.get(id);
    if (next === undefined || next === id) return id;
    const root = find(next);
    rootOf.set(id, root);
    return root;
  };
  for (const { id, link } of links) {
    const [a, b] = [find(id), find(link.id)];
    if (a === b) continue;
    rootOf.set(a < b ? b : a, a < b ? a : b);
  }
  const groups = new Map<RecordId, { members: Set<RecordId>; mergedAt: number }>();
  for (const { id, link } of links) {
    const root = find(id);
    const group = groups.get(root) ?? { members: new Set(), mergedAt: 0 };
    group.members.add(id).add(link.id);
    group.mergedAt = Math.max(group.mergedAt, link.at);
    groups.set(root, group);
  }
  const byId = new Map<RecordId, MergedPerson>();
  for (const [id, { members, mergedAt }] of groups) {
    const person = { id, members: [...members].sort(), mergedAt };
    for (const member of members) byId.set(member, person);
  }
  return byId;
}
