/**
 * Behaviour of DataTable: the active row, its keys (ARIA grid moved by rows), choosing with Shift.
 * The scroller keeps the focus and names the active row by aria-activedescendant, because rows come and
 * go while scrolling and a focused one could vanish.
 */
import { extended, toggled, type Selection } from './selection';

export interface TableInput<Row> {
  readonly rows: () => readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly selection: () => Selection;
  readonly onselect: () => ((selection: Selection) => void) | undefined;
  readonly onopen: () => ((row: Row) => void) | undefined;
  /** Rows in one page of the view. */
  readonly pageSize: () => number;
  /** Brings a row into view. */
  readonly reveal: (index: number) => void;
}

export class TableState<Row> {
  active = $state(-1);
  /** Where a range chosen with Shift begins. */
  #anchor = -1;
  readonly #input: TableInput<Row>;

  constructor(input: TableInput<Row>) {
    this.#input = input;
  }

  #keyAt = (index: number): string | undefined => {
    const row = this.#input.rows()[index];
    return row === undefined ? undefined : this.#input.keyOf(row);
  };

  moveTo(index: number): void {
    const last = this.#input.rows().length - 1;
    if (last < 0) return;
    this.active = Math.min(last, Math.max(0, index));
    this.#input.reveal(this.active);
  }

  /** A press on a row's box, or Space: with `isRange` everything since the last chosen row. */
  pick(index: number, isRange: boolean): void {
    const onselect = this.#input.onselect();
    const key = this.#keyAt(index);
    if (!onselect || key === undefined) return;
    const selection = this.#input.selection();
    const isExtending = isRange && this.#anchor >= 0;
    onselect(
      isExtending ? extended(selection, this.#keyAt, this.#anchor, index) : toggled(selection, key)
    );
    if (!isExtending) this.#anchor = index;
    this.active = index;
  }

  pickAll(): void {
    const keys = this.#input.rows().map((row) => this.#input.keyOf(row));
    this.#input.onselect()?.(new Set(keys));
  }

  press(event: KeyboardEvent): void {
    // Keys on the sort buttons in the head are theirs.
    if (event.target !== event.currentTarget || event.altKey) return;
    if (this.#act(event)) event.preventDefault();
  }

  #act(event: KeyboardEvent): boolean {
    const target = this.#targetOf(event.key);
    if (target !== undefined) {
      const from = this.active;
      this.moveTo(target);
      if (event.shiftKey && from >= 0) {
        if (this.#anchor < 0) this.#anchor = from;
        this.pick(this.active, true);
      }
      return true;
    }
    const isMod = event.ctrlKey || event.metaKey;
    if (event.key === ' ') this.pick(this.active, event.shiftKey);
    else if (event.key === 'Enter') this.#open();
    else if (isMod && event.key.toLowerCase() === 'a' && this.#input.onselect()) this.pickAll();
    else if (event.key === 'Escape' && this.#input.selection().size > 0) {
      this.#input.onselect()?.(new Set());
    } else return false;
    return true;
  }

  #targetOf(key: string): number | undefined {
    const page = Math.max(1, this.#input.pageSize() - 1);
    switch (key) {
      case 'ArrowDown':
        return this.active + 1;
      case 'ArrowUp':
        return this.active - 1;
      case 'PageDown':
        return this.active + page;
      case 'PageUp':
        return this.active - page;
      case 'Home':
        return 0;
      case 'End':
        return this.#input.rows().length - 1;
      default:
        return undefined;
    }
  }

  #open(): void {
    const row = this.#input.rows()[this.active];
    if (row !== undefined) this.#input.onopen()?.(row);
  }
}
