/**
 * State of the list: the filter lives in the address, the searched text and the choice of rows only here
 * (a name never reaches the address). Everything else is derived from what the gate lets show.
 */
import type { Session } from '../../../app/types';
import { awaitsConsent, type GatedPerson } from '../../../domain/consent/gate';
import { filterToParams, paramsToFilter } from '../../../domain/filter-params';
import { checkFilter, filterPeople, type PersonFilter } from '../../../domain/filters';
import type { IsoDate } from '../../../kernel/dates';
import type { RecordId } from '../../../kernel/ids';
import type { ListMemory } from '../../../state/list-memory';
import { live } from '../../../state/live.svelte';
import { choiceOf } from '../../../state/url-state';
import type { Selection } from '../../../ui/data/selection';
import { filterWords } from '../../../text/people';
import { filterChips } from './filter-view';
import { createPeopleSorter, sortKeys, type PersonSort } from './ranks';

const none: readonly GatedPerson[] = [];

const memoryKey = 'people';

export class PeopleList {
  #search = $state('');
  selection = $state.raw<Selection>(new Set<string>());
  /** The last refused combination, in plain words; gone with the next change. */
  refusal = $state.raw<{ readonly title: string; readonly text: string }>();
  /** Grows with every refusal, so that controls can be set back. */
  refusals = $state(0);

  readonly #session: Session;
  readonly #address: () => URL;
  readonly #memory: ListMemory;
  readonly #sorter = createPeopleSorter();
  readonly #people;
  readonly #visits;
  readonly #today;

  constructor(session: Session, address: () => URL, memory: ListMemory) {
    this.#session = session;
    this.#address = address;
    this.#memory = memory;
    this.#people = live(session.queries.people);
    this.#visits = live(session.queries.records('visit'));
    this.#today = live(session.today);
    this.#search = this.#searchedBefore();
  }

  get search(): string {
    return this.#search;
  }
  set search(text: string) {
    this.#search = text;
    this.#memory.set(memoryKey, text);
  }

  /** Coming back to a person of the list finds the same list; any other way in begins with all of it. */
  #searchedBefore(): string {
    const text = this.#memory.get(memoryKey) ?? '';
    const open = this.#address().searchParams.get('id');
    const isAmong = this.#session.queries.search(text).some(({ id }) => id === open);
    return text.trim() !== '' && isAmong ? text : '';
  }

  /** Someone opened from elsewhere, who is not among those found: the list then shows everyone again. */
  showAlso(id: RecordId): void {
    if (this.#search !== '' && !this.rows.some((person) => person.id === id)) this.search = '';
  }

  get isLoading(): boolean {
    return this.#people.current.status === 'loading' || this.#waitsForVisits;
  }

  /** The last contact is known a moment after the register: till then nobody is told to be without one. */
  readonly #knowsContacts: boolean = $derived.by(() => this.#visits.current.value !== undefined);

  readonly #waitsForVisits: boolean = $derived.by(
    () =>
      !this.#knowsContacts &&
      (this.sort.key === 'contact' || (this.filter.lastContact ?? []).length > 0)
  );

  get all(): readonly GatedPerson[] {
    return this.#people.current.value?.all ?? none;
  }

  get today(): IsoDate {
    return this.#today.current.value ?? ('1970-01-01' as IsoDate);
  }

  readonly filter: PersonFilter = $derived.by(() => paramsToFilter(this.#address().searchParams));

  readonly sort: PersonSort = $derived.by(() => ({
    key: choiceOf(this.#address(), 'sort', sortKeys, 'pinyin'),
    isDescending: choiceOf(this.#address(), 'dir', ['asc', 'desc'] as const, 'asc') === 'desc'
  }));

  /** Newest first in the query, so the first visit seen of a person is the last one made. */
  readonly #lastContact: ReadonlyMap<RecordId, IsoDate> = $derived.by(() => {
    const shown = this.#people.current.value?.byId;
    const last = new Map<RecordId, IsoDate>();
    for (const visit of this.#visits.current.value ?? []) {
      const { on } = visit.values;
      if (on === undefined) continue;
      for (const { id } of visit.people) {
        if (!last.has(id) && shown?.get(id)?.purposes.includes('visit')) last.set(id, on);
      }
    }
    return last;
  });

  /** Undefined while the visits still open. */
  get lastContactOf(): ((id: RecordId) => IsoDate | undefined) | undefined {
    const last = this.#lastContact;
    return this.#knowsContacts ? (id) => last.get(id) : undefined;
  }

  readonly #context = $derived.by(() => {
    const last = this.#lastContact;
    return { today: this.today, lastContactOf: (id: RecordId) => last.get(id) };
  });

  readonly #sorted: readonly GatedPerson[] = $derived.by(() =>
    this.#sorter.sort(this.all, this.sort, this.#context)
  );

  readonly #found: readonly GatedPerson[] = $derived.by(() => {
    const text = this.search.trim();
    if (text === '') return this.#sorted;
    const hits = this.#session.queries.search(text, this.all.length);
    // Search ranks by how well it matches; the register may be newer than the read hits.
    return this.all.length === 0 ? none : hits;
  });

  readonly rows: readonly GatedPerson[] = $derived.by(() =>
    this.#waitsForVisits ? none : filterPeople(this.#found, this.filter, this.#context)
  );

  readonly pending: readonly GatedPerson[] = $derived.by(() => this.rows.filter(awaitsConsent));

  readonly chosen: readonly GatedPerson[] = $derived.by(() =>
    this.rows.filter((person) => this.selection.has(person.id))
  );

  /** Found by the search, but moved away, dead or gone, which the usual list leaves out. */
  readonly gone: number = $derived.by(() => {
    const { status = [] } = this.filter.codes ?? {};
    const isUsual = status.length === 1 && status[0] === 'active';
    if (this.search.trim() === '' || !isUsual || this.#waitsForVisits) return 0;
    return this.countOf(this.ofAnyStatus) - this.rows.length;
  });

  get ofAnyStatus(): PersonFilter {
    return { ...this.filter, codes: { ...this.filter.codes, status: [] } };
  }

  /** How many a filter would show with the present search; an illegal filter shows nobody. */
  countOf(filter: PersonFilter): number {
    return filterPeople(this.#found, filter, this.#context).length;
  }

  peopleUnder(filter: PersonFilter): readonly GatedPerson[] {
    return filterPeople(this.#found, filter, this.#context);
  }

  /** Address parameters of a changed filter, or undefined when it is refused (then `refusal` says why). */
  paramsOf(change: Partial<PersonFilter>): URLSearchParams | undefined {
    const next = { ...this.filter, ...change };
    const checked = checkFilter(next);
    this.refusal = checked.ok ? undefined : this.#refusalOf(next, checked.error.message);
    if (!checked.ok) this.refusals += 1;
    return checked.ok ? this.withSort(filterToParams(next), this.sort) : undefined;
  }

  /** Names what was just chosen and what it can't stand beside. */
  #refusalOf(next: PersonFilter, text: string): { readonly title: string; readonly text: string } {
    const { nameOf } = this.#session.queries;
    const before = new Set(filterChips(this.filter, nameOf).map(({ id }) => id));
    const chips = filterChips(next, nameOf);
    const added = chips.filter(({ id }) => !before.has(id));
    const against = chips.filter(
      ({ id, change }) => before.has(id) && checkFilter({ ...next, ...change }).ok
    );
    const labels = (list: typeof chips): string => list.map(({ label }) => label).join('、');
    const isNamed = added.length > 0 && against.length > 0;
    return {
      title: isNamed
        ? filterWords.refused(labels(added), labels(against))
        : filterWords.refusedTitle,
      text
    };
  }

  withSort(params: URLSearchParams, { key, isDescending }: PersonSort): URLSearchParams {
    params.delete('sort');
    params.delete('dir');
    if (key !== 'pinyin') params.set('sort', key);
    if (isDescending) params.set('dir', 'desc');
    return params;
  }
}
