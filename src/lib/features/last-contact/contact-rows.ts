/** 走访覆盖 as rows of text: names from the gate, dates in words, an address behind every number (UX rule 6). */
import type { Coverage, PeopleSnapshot, Queries, RecordItem, VisitTask } from '../../app/types';
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { careWords } from '../../text/care';
import { formatDate } from '../../text/dates';
import { contactWords as words } from '../../text/last-contact';

export interface Cell {
  readonly text: string;
  /** Parameters of this page, or a whole address. */
  readonly params?: Readonly<Record<string, string>>;
  readonly person?: RecordId;
}

export interface ContactTable {
  readonly heads: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly Cell[] }[];
}

export type GroupKind = 'building' | 'community' | 'liaison';
/** People without one, in the address. */
export const noGroup = 'none';

const byText = new Intl.Collator('zh-CN', { numeric: true });
const day = (on: IsoDate | undefined): Cell => ({ text: on ? formatDate(on) : words.notYet });
const byName = <T>(rows: readonly T[], nameOf: (row: T) => string): readonly T[] =>
  [...rows].sort((a, b) => byText.compare(nameOf(a), nameOf(b)));

export interface ContactNames {
  readonly queries: Queries;
  readonly people: PeopleSnapshot;
}

const placeOf = ({ queries }: ContactNames, id: RecordId | undefined): string =>
  (id && queries.nameOf('orgNode', id)) ?? '';

const buildingOf = (names: ContactNames, person: RecordId): string =>
  placeOf(names, names.people.byId.get(person)?.values.building);

export const nameOfGroup = (names: ContactNames, kind: GroupKind, id: string): string =>
  (id === noGroup
    ? undefined
    : names.queries.nameOf(kind === 'liaison' ? 'worker' : 'orgNode', id as RecordId)) ??
  words.none;

const groupFields = {
  building: 'building',
  community: 'communityId',
  liaison: 'liaisonId'
} as const satisfies Record<GroupKind, string>;

/** People of the register, or those of one group; whoever was not visited, then whoever waits longest. */
export function peopleOf(
  { people: covered }: Coverage,
  names: ContactNames,
  group: { readonly kind: GroupKind; readonly id: string } | undefined
): { readonly never: ContactTable; readonly seen: ContactTable } {
  const isShown = (id: RecordId): boolean => {
    if (!group) return true;
    const value = names.people.byId.get(id)?.values[groupFields[group.kind]];
    return (value ?? noGroup) === group.id;
  };
  const shown = covered.filter(({ id }) => isShown(id));
  const nameOf = (id: RecordId): string => names.queries.nameOf('person', id) ?? '';
  const person = (id: RecordId): readonly Cell[] => [
    { text: nameOf(id), person: id },
    { text: buildingOf(names, id) }
  ];
  const never = byName(
    shown.filter(({ lastOn }) => lastOn === undefined),
    ({ id }) => `${buildingOf(names, id)} ${nameOf(id)}`
  );
  const seen = shown
    .filter(({ lastOn }) => lastOn !== undefined)
    .sort((a, b) => ((a.lastOn ?? '') < (b.lastOn ?? '') ? -1 : 1));
  return {
    never: {
      heads: [words.name, words.building],
      rows: never.map(({ id }) => ({ key: id, cells: person(id) }))
    },
    seen: {
      heads: [words.name, words.building, words.lastOn],
      rows: seen.map(({ id, lastOn }) => ({ key: id, cells: [...person(id), day(lastOn)] }))
    }
  };
}

export function householdsOf(
  coverage: Coverage,
  names: ContactNames,
  households: readonly RecordItem<'household'>[]
): ContactTable {
  const firstOf = new Map(households.map(({ id, people: [first] }) => [id, first]));
  const shown = coverage.households.flatMap(({ id, building, lastOn }) => {
    const first = firstOf.get(id);
    const name = first?.values.name;
    if (!first || name === undefined) return [];
    const who: Cell = { text: words.household(name), person: first.id };
    return [{ key: id, lastOn, cells: [who, { text: placeOf(names, building) }, day(lastOn)] }];
  });
  return {
    heads: [words.name, words.building, words.lastOn],
    rows: shown.sort((a, b) => ((a.lastOn ?? '') < (b.lastOn ?? '') ? -1 : 1))
  };
}

export function groupsOf(coverage: Coverage, names: ContactNames, kind: GroupKind): ContactTable {
  const groups = {
    building: coverage.buildings,
    community: coverage.communities,
    liaison: coverage.liaisons
  }[kind];
  const paired = new Map(coverage.pairings.map(({ helper, people }) => [helper, people]));
  const title = (id: RecordId | undefined): string => nameOfGroup(names, kind, id ?? noGroup);
  const known = new Set(groups.map(({ id }) => id));
  const others =
    kind === 'liaison'
      ? coverage.pairings
          .filter(({ helper }) => !known.has(helper))
          .map(({ helper }) => ({ id: helper, people: 0, neverVisited: 0, lastOn: undefined }))
      : [];
  const rows = byName([...groups, ...others], ({ id }) => title(id)).map((group) => {
    const params = { tab: 'people', [kind]: group.id ?? noGroup };
    const load = group.id === undefined ? 0 : (paired.get(group.id) ?? 0);
    return {
      key: group.id ?? noGroup,
      cells: [
        { text: title(group.id) },
        { text: words.countPeople(group.people), params },
        { text: words.countPeople(group.neverVisited), params },
        ...(kind === 'liaison' ? [{ text: words.countPeople(load) }] : []),
        day(group.lastOn)
      ]
    };
  });
  const first = { building: words.building, community: words.community, liaison: words.liaison };
  const middle = kind === 'liaison' ? [words.paired] : [];
  return { heads: [first[kind], words.people, words.neverShort, ...middle, words.lastOn], rows };
}

export function rulesOf({ rules }: Coverage): ContactTable {
  return {
    heads: [
      words.rule,
      words.done,
      words.open,
      words.overdue,
      words.declined,
      words.missed,
      words.lastOn
    ],
    rows: rules.map(({ ruleId, ruleName, done, open, overdue, declined, missed, lastOn }) => {
      const params = { tab: 'rules', rule: ruleId };
      const numbers = [done, open, overdue, declined, missed];
      return {
        key: ruleId,
        cells: [
          { text: ruleName, params },
          ...numbers.map((count) => ({ text: String(count), params })),
          day(lastOn)
        ]
      };
    })
  };
}

/** The visits behind the numbers of one rule, latest due first; those still ahead are not among them. */
export function tasksOfRule(
  tasks: readonly VisitTask[],
  rule: string,
  { queries }: ContactNames
): ContactTable {
  const own = tasks.filter(({ ruleId, state }) => ruleId === rule && state !== 'upcoming');
  return {
    heads: [words.name, words.state, words.due],
    rows: [...own].reverse().map((task) => ({
      key: `${task.personId}/${task.occasion}`,
      cells: [
        { text: queries.nameOf('person', task.personId) ?? '', person: task.personId },
        { text: careWords.states[task.state] },
        { text: formatDate(task.due) }
      ]
    }))
  };
}
