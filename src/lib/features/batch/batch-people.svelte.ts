/** Whom a batch is for: chosen people in order, and the names of a pasted list that somebody has to look at. */
import type { GatedPerson, Session } from '../../app/types';
import { matchNames, readNameList, type ListedName } from '../../domain/name-list';
import type { RecordId } from '../../kernel/ids';

export interface DoubtfulName {
  readonly key: string;
  readonly listed: ListedName;
  readonly people: readonly RecordId[];
}

export class BatchPeople {
  chosen = $state.raw<readonly RecordId[]>([]);
  doubtful = $state.raw<readonly DoubtfulName[]>([]);
  unknown = $state.raw<readonly string[]>([]);
  readonly #session: Session;
  readonly #onchange: () => void;

  constructor(session: Session, first: readonly RecordId[], onchange: () => void = () => {}) {
    this.#session = session;
    this.chosen = [...new Set(first)];
    this.#onchange = onchange;
  }

  add(ids: readonly RecordId[]): number {
    const before = this.chosen.length;
    this.chosen = [...new Set([...this.chosen, ...ids])];
    this.#onchange();
    return this.chosen.length - before;
  }

  remove(id: RecordId): void {
    this.chosen = this.chosen.filter((each) => each !== id);
    this.#onchange();
  }

  clear(): void {
    this.chosen = [];
    this.doubtful = [];
    this.unknown = [];
    this.#onchange();
  }

  /** Takes whom the list names for certain; the others wait on the screen. */
  paste(text: string, people: readonly GatedPerson[]): { added: number; doubtful: number } {
    const { queries } = this.#session;
    const matches = matchNames(readNameList(text), people, (id) => queries.nameOf('orgNode', id));
    this.unknown = matches.flatMap(({ type, listed }) => (type === 'none' ? [listed.written] : []));
    this.doubtful = matches.flatMap((match, index): DoubtfulName[] =>
      match.type === 'several'
        ? [{ key: `${index} ${match.listed.name}`, listed: match.listed, people: match.people }]
        : []
    );
    const added = this.add(
      matches.flatMap((match) => (match.type === 'one' ? [match.person] : []))
    );
    return { added, doubtful: this.doubtful.length };
  }

  /** Who a doubtful name is; undefined: nobody of them. */
  settle(key: string, person: RecordId | undefined): void {
    this.doubtful = this.doubtful.filter((each) => each.key !== key);
    if (person !== undefined) this.add([person]);
  }
}
