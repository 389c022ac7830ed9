/** One record behind a number, as EntryList shows it. */
export interface EntryLine {
  readonly id: string;
  readonly href: string;
  readonly text: string;
  /** What the entry adds; empty where each adds one. */
  readonly amount: string;
}
