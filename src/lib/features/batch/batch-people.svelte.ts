/** Whom a batch is for: chosen people in order, and the names of a pasted list that somebody has to look at. */
import type { GatedPerson, Session } from '../../app/types';
import { matchNames, readNameList, type ListedName } from '../../domain/name-list';
import type { RecordId } from '../../kernel/ids';
import type { NamesDraft } from './names-draft';

export interface DoubtfulName {
  readonly key: string;
  readonly listed: ListedName;
  readonly people: readonly RecordId[];
}

export class BatchPeople {
  chosen = $state.raw<readonly RecordId[]>([]);
  doubtful = $state.raw<readonly DoubtfulName[]>([]);
  unknown = $state.raw<readonly string[]>([]);
  /** What stands in the field and isn't taken yet. */
  #pasted = $state('');
  #pastes = 0;
  readonly #session: Session;
  readonly #onchange: () => void;

  constructor(session: Session, first: readonly RecordId[], onchange: () => void = () => {}) {
    this.#session = session;
    this.chosen = [...new Set(first)];
    this.#onchange = onchange;
  }

  get pasted(): string {
    return this.#pasted;
  }
  set pasted(text: string) {
    this.#pasted = text;
    this.#onchange();
  }

  get draft(): NamesDraft {
    const open = [...this.doubtful.map(({ listed }) => listed.written), ...this.unknown];
    return { chosen: this.chosen, open: open.join('\n'), pasted: this.pasted };
  }

  /**
   * Names that were open are looked up again: meanwhile somebody may have been registered. Nobody is told of a state
   * in between, so that no half of it replaces what is kept.
   */
  begin({ chosen, open, pasted }: NamesDraft, people: readonly GatedPerson[]): void {
    this.#pasted = pasted;
    this.chosen = [...new Set(chosen)];
    this.doubtful = [];
    this.unknown = [];
    if (open !== '') this.paste(open, people);
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
    this.#pasted = '';
    this.chosen = [];
    this.doubtful = [];
    this.unknown = [];
    this.#onchange();
  }

  /** Takes whom the list names for certain; the others wait on the screen beside those of lists before. */
  paste(text: string, people: readonly GatedPerson[]): { added: number; doubtful: number } {
    const { queries } = this.#session;
    const matches = matchNames(readNameList(text), people, (id) => queries.nameOf('orgNode', id));
    const unknown = matches.flatMap(({ type, listed }) =>
      type === 'none' ? [listed.written] : []
    );
    this.#pastes += 1;
    const doubtful = matches.flatMap((match, index): DoubtfulName[] =>
      match.type === 'several'
        ? [{ key: `${this.#pastes} ${index}`, listed: match.listed, people: match.people }]
        : []
    );
    this.unknown = [...new Set([...this.unknown, ...unknown])];
    this.doubtful = [...this.doubtful, ...doubtful];
    const added = this.add(
      matches.flatMap((match) => (match.type === 'one' ? [match.person] : []))
    );
    return { added, doubtful: doubtful.length };
  }

  /** Who a doubtful name is; undefined: nobody of them. */
  settle(key: string, person: RecordId | undefined): void {
    this.doubtful = this.doubtful.filter((each) => each.key !== key);
    if (person === undefined) this.#onchange();
    else this.add([person]);
  }
}
