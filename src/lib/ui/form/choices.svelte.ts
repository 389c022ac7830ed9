/**
 * Behaviour of a text field with a list of choices below it (ARIA combobox with list autocomplete), shared by
 * Combobox, MultiSelect and TagField. Focus stays in the text field; `active` marks the choice that Enter
 * takes. Keys of an input method are left alone (UX: an Enter that confirms a candidate must not choose).
 */
import { isComposing, matchOptions, type Option } from './field';

/** More choices than this are not drawn; the list says how many it holds back. */
export const shownLimit = 100;

export interface ChoicesInput {
  readonly options: () => readonly Option[];
  readonly onchoose: (option: Option) => void;
  /** Enter while nothing is marked, and Backspace in an empty field; true when handled. */
  readonly onplainenter?: (text: string) => boolean;
  readonly onerase?: () => void;
  /** Escape while a text is being typed. */
  readonly onabandon?: () => void;
  /** Options are already the answer to the text; don't filter again. */
  readonly isFiltered?: () => boolean;
}

export class Choices {
  text = $state('');
  isOpen = $state(false);
  active = $state(-1);
  /** Text typed since the list was opened; before that the whole list shows. */
  isEdited = $state(false);
  readonly #input: ChoicesInput;

  constructor(input: ChoicesInput) {
    this.#input = input;
  }

  readonly matches = $derived.by(() => {
    const options = this.#input.options();
    if (this.#input.isFiltered?.() || !this.isEdited) return options;
    return matchOptions(options, this.text);
  });

  readonly shown = $derived(this.matches.slice(0, shownLimit));

  open(): void {
    this.isOpen = true;
    this.active = -1;
  }

  close(): void {
    this.isOpen = false;
    this.active = -1;
    this.isEdited = false;
  }

  type(text: string): void {
    this.text = text;
    this.isEdited = true;
    this.isOpen = true;
    this.active = text.trim() === '' ? -1 : 0;
  }

  choose(option: Option): void {
    this.close();
    this.#input.onchoose(option);
  }

  /** For onkeydown of the text field. */
  press(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (this.#act(event.key)) {
      event.preventDefault();
      // The same key must not also close the dialog or send the form around this field.
      event.stopPropagation();
    }
  }

  #act(key: string): boolean {
    switch (key) {
      case 'ArrowDown':
        return this.#move(1);
      case 'ArrowUp':
        return this.#move(-1);
      case 'Escape':
        if (!this.isOpen) return false;
        if (this.isEdited) this.#input.onabandon?.();
        this.close();
        return true;
      case 'Enter':
        return this.#enter();
      case 'Backspace':
        if (this.text === '') this.#input.onerase?.();
        return false;
      default:
        return false;
    }
  }

  #move(step: number): true {
    if (!this.isOpen) this.open();
    const count = this.shown.length;
    if (count > 0) {
      const from = this.active < 0 && step < 0 ? 0 : this.active;
      this.active = (from + step + count) % count;
    }
    return true;
  }

  #enter(): boolean {
    const option = this.isOpen ? this.shown[this.active] : undefined;
    if (option) {
      this.choose(option);
      return true;
    }
    return this.#input.onplainenter?.(this.text) ?? false;
  }
}
