/**
 * Makes two records of one person one: the smaller id stands and takes what was chosen, the other gets a link. Both in
 * one commit, so that either all of it is seen or nothing; the records about the person are left as they are and
 * follow the link (merged-view.ts).
 */
import { definitionOf } from '../../domain/registry';
import type { PersonRow } from '../../domain/person/record';
import type { RecordId } from '../../kernel/ids';
import { canonicalJson, equalJson, type Json } from '../../kernel/json';
import { err, ok } from '../../kernel/result';
import type { FieldPatch, RecordChange } from '../../storage/types';
import { checkRules } from '../commands/check-rules';
import { invalid } from '../commands/parse-values';
import type { SessionContext } from '../session/context';
import type { SaveResult } from '../types';
import type { FieldSide, MergeInput } from './types';

type Values = Readonly<Record<string, Json>>;

interface Side {
  readonly id: RecordId;
  readonly values: Values;
  /** Its place in the pair as given. */
  readonly side: FieldSide;
}

export async function mergePeople(
  context: SessionContext,
  { ids, choices }: MergeInput
): Promise<SaveResult> {
  const { view } = context.replica;
  const [first, second] = [view.standing(ids[0]), view.standing(ids[1])];
  if (first === second) return err(invalid({}, '这两条已经合并了'));
  const sides = [sideOf(context, first, 'first'), sideOf(context, second, 'second')] as const;
  if (!sides[0] || !sides[1]) return err(invalid({}, '其中一条已经看不到了，请重新查找'));
  const [keep, gone] = first < second ? [sides[0], sides[1]] : [sides[1], sides[0]];
  const patch = patchOf(keep, gone, choices);
  const broken = checkRules('person', { ...keep.values, ...patch }, context);
  if (broken) return err(broken);
  const links = (view.stored.row('person', gone.id) as PersonRow | undefined)?.values.mergedInto;
  const link = { id: keep.id, at: context.clock.now() };
  const changes: RecordChange[] = [
    {
      type: 'set',
      kind: 'person',
      id: gone.id,
      values: { mergedInto: [...(links ?? []), link] }
    }
  ];
  if (Object.keys(patch).length > 0) {
    changes.unshift({ type: 'set', kind: 'person', id: keep.id, values: patch });
  }
  const committed = await context.commit(changes);
  if (!committed.ok) return err({ type: 'commit', failure: committed.error });
  return ok({ id: keep.id, receipt: committed.value });
}

/** Nobody who may not be seen is merged with anybody (I14). */
function sideOf(context: SessionContext, id: RecordId, side: FieldSide): Side | undefined {
  const person = context.people.gated(id);
  const row = context.replica.view.stored.row('person', id);
  if (!person || person.state === 'withdrawn' || !row || row.isDeleted) return undefined;
  return { id, values: row.values as Values, side };
}

/**
 * What the standing record takes from the other. What nobody chose, because both say the same, only one says anything,
 * or it may not be seen, loses nothing: lists together, a value before none.
 */
function patchOf(keep: Side, gone: Side, choices: MergeInput['choices']): FieldPatch {
  const patch: Record<string, Json> = {};
  for (const [name, field] of Object.entries(definitionOf('person').fields)) {
    if (field.input.type === 'internal') continue;
    const [own = null, other = null] = [keep.values[name], gone.values[name]];
    const choice = choices[name];
    const isList = field.cardinality === 'many';
    const value = isList
      ? choice === undefined || choice === 'both'
        ? together(own, other)
        : choice === gone.side
          ? other
          : own
      : choice === gone.side
        ? other
        : choice === keep.side
          ? own
          : (own ?? other);
    if (!equalJson(value, own)) patch[name] = value;
  }
  // The reading belongs to the name.
  if ('name' in patch) patch['pinyinKey'] = gone.values['pinyinKey'] ?? null;
  const rows = together(keep.values['importKeys'] ?? null, gone.values['importKeys'] ?? null);
  if (!equalJson(rows, keep.values['importKeys'] ?? null)) patch['importKeys'] = rows;
  return patch;
}

function together(a: Json, b: Json): Json {
  const items = [a, b].flatMap((list) => (Array.isArray(list) ? (list as readonly Json[]) : []));
  if (items.length === 0) return null;
  return [...new Map(items.map((item) => [canonicalJson(item), item])).values()];
}
