/** Names of communities, grids and buildings in a ledger to nodes of the organisation tree; missing ones are proposed. */
import { assert } from '../../kernel/assert';
import type { RecordId } from '../../kernel/ids';
import type { ExistingOrgNode, OrgProposal } from './dry-run-types';
import type { OrgNames, OrgTargetLevel } from './types';

const levels: readonly OrgTargetLevel[] = ['community', 'grid', 'building'];

/** The fields of a person that refer to each level. */
export const orgFields = {
  community: 'communityId',
  grid: 'gridId',
  building: 'building'
} as const satisfies Record<OrgTargetLevel, string>;

/** 3号楼, 3 幢 and ３栋 are the same place; 和平里 and 和平里社区 too. */
export const orgKey = (level: OrgTargetLevel, name: string): string => {
  const plain = name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
  if (level === 'community') return plain.replace(/(社区居委会|居委会|社区|村委会)$/, '');
  if (level === 'building') return plain.replace(/(号楼|栋|幢|座|#|号)(?=$|\D)/g, '楼');
  return plain;
};

export interface OrgMatch {
  /** Ids by person field. */
  readonly refs: Readonly<Record<string, RecordId>>;
  readonly building?: RecordId;
}

/** What the derived id of a proposed node is made of: its names from the community down. */
function orgImportKey(level: OrgTargetLevel, path: OrgNames): string {
  const names = levels.map((each) => {
    const name = path[each];
    return name === undefined ? null : orgKey(each, name);
  });
  return `org:${JSON.stringify([level, ...names])}`;
}

/** The keys of a path, one per level it names. */
export function orgImportKeys(path: OrgNames): readonly string[] {
  const walked: { -readonly [Level in keyof OrgNames]: OrgNames[Level] } = {};
  return levels.flatMap((level) => {
    const name = path[level];
    if (name === undefined) return [];
    walked[level] = name;
    return [orgImportKey(level, walked)];
  });
}

/** Resolves paths against the tree; every missing node is proposed once, below its parent. */
export class OrgMatcher {
  readonly #nodes = new Map<string, RecordId>();
  readonly #proposals: OrgProposal[] = [];
  readonly #ids: ReadonlyMap<string, RecordId>;

  /** @param ids the id of every key of orgImportKeys, derived so that two devices meet (DESIGN 3). */
  constructor(existing: readonly ExistingOrgNode[], ids: ReadonlyMap<string, RecordId>) {
    this.#ids = ids;
    for (const node of existing) {
      this.#nodes.set(nodeKey(node.level, node.name, node.parentId), node.id);
      // A building whose parent the ledger doesn't name is found by its name when that is unique.
      const loose = nodeKey(node.level, node.name, undefined);
      if (!this.#nodes.has(loose)) this.#nodes.set(loose, node.id);
    }
  }

  get proposals(): readonly OrgProposal[] {
    return this.#proposals;
  }

  resolve(path: OrgNames): OrgMatch {
    const refs: Record<string, RecordId> = {};
    let parentId: RecordId | undefined;
    const walked: { -readonly [Level in keyof OrgNames]: OrgNames[Level] } = {};
    for (const level of levels) {
      const name = path[level];
      if (name === undefined) continue;
      walked[level] = name;
      const id = this.#find(level, name, parentId) ?? this.#propose(level, name, parentId, walked);
      refs[orgFields[level]] = id;
      parentId = id;
    }
    const building = refs[orgFields.building];
    return { refs, ...(building === undefined ? {} : { building }) };
  }

  #find(level: OrgTargetLevel, name: string, parentId: RecordId | undefined): RecordId | undefined {
    const exact = this.#nodes.get(nodeKey(level, name, parentId));
    if (exact !== undefined || (parentId !== undefined && level !== 'community')) return exact;
    return this.#nodes.get(nodeKey(level, name, undefined));
  }

  #propose(
    level: OrgTargetLevel,
    name: string,
    parentId: RecordId | undefined,
    path: OrgNames
  ): RecordId {
    const id = this.#ids.get(orgImportKey(level, path));
    assert(id !== undefined, 'every key of importKeysOf has its id');
    this.#nodes.set(nodeKey(level, name, parentId), id);
    this.#proposals.push({
      level,
      name,
      path: { ...path },
      id,
      ...(parentId === undefined ? {} : { parentId })
    });
    return id;
  }
}

const nodeKey = (level: OrgTargetLevel, name: string, parentId: RecordId | undefined): string =>
  JSON.stringify([level, orgKey(level, name), parentId ?? null]);
