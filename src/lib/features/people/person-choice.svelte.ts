/** Finding people for a field while typing: the chosen ones stay among the choices, so that they keep their names. */
import type { Queries } from '../../app/types';
import type { GatedPerson } from '../../domain/consent/gate';
import { tellingApart } from '../../domain/consent/telling-apart';
import type { RecordId } from '../../kernel/ids';
import type { Option } from '../../ui/form/field';

const most = 20;

export class PersonChoice {
  #text = $state('');
  readonly #queries: Queries;
  readonly #accepts: (person: GatedPerson) => boolean;
  readonly #chosen: () => readonly string[];

  constructor(
    queries: Queries,
    chosen: () => readonly string[],
    accepts: (person: GatedPerson) => boolean
  ) {
    this.#queries = queries;
    this.#chosen = chosen;
    this.#accepts = accepts;
  }

  readonly search = (text: string): void => {
    this.#text = text;
  };

  #optionOf(id: RecordId, label: string, person?: GatedPerson): Option {
    const bits = person && tellingApart(person, (place) => this.#queries.nameOf('orgNode', place));
    const detail = bits?.join(' · ');
    return detail ? { value: id, label, detail } : { value: id, label };
  }

  readonly options: readonly Option[] = $derived.by(() => {
    const found = this.#queries
      .search(this.#text, most)
      .filter((person) => this.#accepts(person))
      .map((person) => this.#optionOf(person.id, person.values.name ?? '', person));
    const known = this.#chosen()
      .filter((id) => id !== '' && !found.some(({ value }) => value === id))
      .map((id) => {
        const name = this.#queries.nameOf('person', id as RecordId) ?? '';
        return this.#optionOf(id as RecordId, name);
      });
    return [...known, ...found];
  });
}
