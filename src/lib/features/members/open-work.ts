/** A worker's open work by book, in words (交接). */
import type { Queries } from '../../app/types';
import type { WorkRef } from '../../app/members/types';
import type { RecordKind } from '../../domain/field';
import { definitionOf } from '../../domain/registry';

export interface WorkGroup {
  readonly kind: RecordKind;
  readonly label: string;
  readonly refs: readonly WorkRef[];
  /** `名称（栏目）`, as far as it may be said. */
  readonly titles: readonly string[];
}

export function groupWork(refs: readonly WorkRef[], { nameOf }: Pick<Queries, 'nameOf'>) {
  const groups = new Map<RecordKind, WorkRef[]>();
  for (const ref of refs) groups.set(ref.kind, [...(groups.get(ref.kind) ?? []), ref]);
  return [...groups].map(([kind, of]): WorkGroup => {
    const { label, fields } = definitionOf(kind);
    const titleOf = ({ id, field }: WorkRef): string[] => {
      const name = nameOf(kind, id);
      return name === undefined ? [] : [`${name}（${fields[field]?.label ?? ''}）`];
    };
    return { kind, label, refs: of, titles: of.flatMap(titleOf) };
  });
}
