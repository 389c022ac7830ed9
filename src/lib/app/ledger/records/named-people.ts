/** Who the names of entries were said to be: somebody of the register, somebody new who is 待同意, or nobody who only counts. */
import type { NamedInRecord } from '../../../exchange/ledger/types';
import type { RecordId } from '../../../kernel/ids';
import type { FieldPatch, RecordChange } from '../../../storage/types';
import type { CheckedLedger } from '../check-ledger';
import type { JobDeps } from '../job-deps';
import type { NameAnswer, WriteDecisions } from '../types';
import { questionKey } from './name-questions';
import { writeEntry } from './write-entry';

export interface PeopleOfRecord {
  readonly known: readonly RecordId[];
  /** Names that are nobody of the register. */
  readonly unknown: readonly string[];
}

export interface NamedPeople {
  /** Somebody new who was made. */
  readonly made: readonly RecordId[];
  /** Somebody new is made with the first entry that names them. */
  peopleFor(people: readonly NamedInRecord[], marks: FieldPatch): readonly RecordChange[];
  idOf(named: NamedInRecord): RecordId | undefined;
  of(people: readonly NamedInRecord[]): PeopleOfRecord;
}

export async function createNamedPeople(
  deps: JobDeps,
  checked: CheckedLedger,
  decisions: WriteDecisions
): Promise<NamedPeople> {
  const { context } = deps;
  const questions = new Map((checked.check.records?.names ?? []).map((each) => [each.key, each]));
  const answers = new Map((decisions.names ?? []).map(({ key, is }) => [key, is]));
  const answerOf = (key: string): NameAnswer => {
    const question = questions.get(key);
    const is = answers.get(key) ?? question?.matched ?? 'count';
    return is === 'new' && question?.canBeNew !== true ? 'count' : is;
  };
  const newKeys = [...questions.keys()].filter((key) => answerOf(key) === 'new');
  const ids = await deps.importIds(newKeys.map((key) => `named:${key}`));
  const reader = newKeys.length > 0 ? await context.deriver.reader() : undefined;
  const made = new Map<string, RecordId>();
  const idOf = (key: string): RecordId | undefined => {
    const is = answerOf(key);
    if (is === 'count') return undefined;
    return is === 'new' ? ids.get(`named:${key}`) : is;
  };
  return {
    get made(): readonly RecordId[] {
      return [...made.values()];
    },
    peopleFor(people: readonly NamedInRecord[], marks: FieldPatch): readonly RecordChange[] {
      return people.flatMap((named) => {
        const key = questionKey(named);
        const id = ids.get(`named:${key}`);
        if (answerOf(key) !== 'new' || id === undefined) return [];
        if (made.has(key) || deps.isErased(id)) return [];
        made.set(key, id);
        return writeEntry(deps, 'person', id, personOf(named, marks, reader?.(named.name).key));
      });
    },
    idOf(named: NamedInRecord): RecordId | undefined {
      const id = idOf(questionKey(named));
      return id === undefined || deps.isErased(id) ? undefined : id;
    },
    of(people: readonly NamedInRecord[]): PeopleOfRecord {
      const known = new Set<RecordId>();
      const unknown: string[] = [];
      for (const named of people) {
        const id = idOf(questionKey(named));
        if (id === undefined || deps.isErased(id)) unknown.push(named.name);
        else known.add(id);
      }
      return { known: [...known], unknown };
    }
  };
}

const personOf = (
  { name, phones }: NamedInRecord,
  marks: FieldPatch,
  pinyinKey: string | undefined
): FieldPatch => ({
  name,
  status: 'active',
  ...(pinyinKey === undefined ? {} : { pinyinKey }),
  ...(phones.length > 0 ? { mobile: phones } : {}),
  ...marks
});
