/**
 * What stays of somebody who asked to be erased, so that the next ledger does not bring them back: keyed fingerprints
 * of the id number, of name with telephone and of name with month of birth. They stand in the settings of the
 * workbook, away from the erased record, and can be cleared there. See rule 22 of exchange/SPEC.md for what they
 * tell and to whom.
 */
import { spaceSettingsId, type SpaceSettingsValues } from '../../domain/space-settings/record';
import { identityKeys } from '../../exchange/ledger/identity';
import type { Json } from '../../kernel/json';
import type { RecordId } from '../../kernel/ids';
import type { RecordChange } from '../../storage/types';
import type { SessionContext } from '../session/context';

type Values = Readonly<Record<string, Json>>;

/** 64 bits: no two people meet by chance, and nothing is gained by a longer one. */
const markLength = 16;

function factsOf(values: Values): readonly string[] {
  const { idNumber, namePhones, name, birthMonth } = identityKeys({ values });
  return [
    ...(idNumber === undefined ? [] : [`id:${idNumber}`]),
    ...namePhones.map((key) => `phone:${key}`),
    ...(name === undefined || birthMonth === undefined
      ? []
      : [`birth:${JSON.stringify([name, birthMonth])}`])
  ].map((fact) => `erased:${fact}`);
}

export const erasedMarks = ({ replica }: SessionContext): ReadonlySet<string> => {
  const row = replica.view.row('spaceSettings', spaceSettingsId);
  return new Set((row?.values as SpaceSettingsValues | undefined)?.erasedMarks ?? []);
};

/** Those of the given people who bear a mark of somebody erased. */
export async function findErased(
  context: SessionContext,
  people: readonly { readonly id: RecordId; readonly values: Values }[]
): Promise<ReadonlySet<RecordId>> {
  const marks = erasedMarks(context);
  if (marks.size === 0) return new Set();
  const facts = people.map(({ id, values }) => ({ id, facts: factsOf(values) }));
  const keys = await context.deriveIds([...new Set(facts.flatMap((each) => each.facts))]);
  const isMarked = (fact: string): boolean =>
    marks.has((keys.get(fact) ?? '').slice(0, markLength));
  return new Set(facts.flatMap((each) => (each.facts.some(isMarked) ? [each.id] : [])));
}

/** The change that keeps the marks of somebody about to be erased; none when nothing tells the person apart. */
export async function markErased(
  context: SessionContext,
  person: RecordId
): Promise<readonly RecordChange[]> {
  const { view } = context.replica;
  const records = view.mergedOf(person)?.members ?? [person];
  const facts = records.flatMap((id) =>
    factsOf((view.stored.row('person', id)?.values ?? {}) as Values)
  );
  if (facts.length === 0) return [];
  const keys = await context.deriveIds([...new Set(facts)]);
  const marks = new Set(erasedMarks(context));
  for (const key of keys.values()) marks.add(key.slice(0, markLength));
  const type = view.row('spaceSettings', spaceSettingsId) ? 'set' : 'create';
  const values = { erasedMarks: [...marks] };
  return [{ type, kind: 'spaceSettings', id: spaceSettingsId, values }];
}
