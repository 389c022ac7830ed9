/**
 * Behaviour of a form of any record kind: values as typed, a sealed draft after every change, saving with messages per
 * field. An edit sends the changed fields alone, so that others' edits and what the consent gate withholds stay (I14).
 */
import type { CommitReceipt, SaveError, SaveResult, Session } from '../app/types';
import type { RecordId } from '../kernel/ids';
import { equalJson, type Json } from '../kernel/json';
import { DraftKeeper } from './draft-keeper';

type RecordKind = Parameters<Session['commands']['save']>[0];
export type FormValues = Readonly<Record<string, Json>>;

export interface RecordFormInput {
  readonly session: Session;
  readonly kind: RecordKind;
  /** undefined makes a new record. */
  readonly id: RecordId | undefined;
  /** Fields the form offers; others are neither kept in the draft nor saved. */
  readonly names: readonly string[];
  /** What the record holds, or what a new one begins with. */
  readonly start: FormValues;
  readonly draftKey: string;
  /** How it is written, when a form is more than one record; otherwise saved as a record of its kind. */
  readonly write?: (values: FormValues) => Promise<SaveResult>;
}

/** A form's record as it was written; the receipt takes it back. */
export interface SavedRecord {
  readonly id: RecordId;
  readonly receipt: CommitReceipt;
}

export const isBlank = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

/** What a save sends: everything filled in for a new record, the changed fields of a present one; null clears. */
export function valuesToSave(
  names: readonly string[],
  values: FormValues,
  before: FormValues | undefined
): FormValues {
  const sent: Record<string, Json> = {};
  for (const name of names) {
    const [value = null, old = null] = [values[name], before?.[name]];
    if (isBlank(value) && isBlank(old)) continue;
    if (before && equalJson(value, old)) continue;
    sent[name] = isBlank(value) ? null : value;
  }
  return sent;
}

export class RecordForm {
  values = $state.raw<FormValues>({});
  errors = $state.raw<Readonly<Record<string, string>>>({});
  /** Why the last save was refused. */
  refusal = $state.raw<SaveError>();
  isBusy = $state(false);
  isRestored = $state(false);
  readonly #input: RecordFormInput;
  readonly #keeper: DraftKeeper;

  constructor(input: RecordFormInput) {
    this.#input = input;
    this.#keeper = new DraftKeeper(input.session.drafts, input.draftKey);
    this.values = input.start;
  }

  get isNew(): boolean {
    return this.#input.id === undefined;
  }

  /** A draft of any version: what the form does not offer falls away. */
  async restore(): Promise<void> {
    const { session, draftKey, names } = this.#input;
    const kept = await session.drafts.load(draftKey);
    if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return;
    const known = Object.entries(kept).filter(([name]) => names.includes(name));
    this.values = { ...this.values, ...Object.fromEntries(known) };
    this.isRestored = true;
  }

  set(name: string, value: unknown): void {
    this.values = { ...this.values, [name]: (value ?? '') as Json };
    if (this.errors[name]) {
      const { [name]: _mended, ...others } = this.errors;
      this.errors = others;
      // The last one mended: nothing is left to complain about.
      if (Object.keys(others).length === 0) this.refusal = undefined;
    }
    this.#keeper.keep(this.values);
  }

  /** The answer brings the draft back. */
  async discardDraft(): Promise<() => void> {
    const given = this.values;
    this.values = this.#input.start;
    this.errors = {};
    this.refusal = undefined;
    this.isRestored = false;
    await this.#keeper.clear();
    return () => {
      this.values = given;
      this.isRestored = true;
      this.#keeper.keep(given);
    };
  }

  /** Undefined when something has to be mended; the messages then stand at their fields. */
  async save(): Promise<SavedRecord | undefined> {
    if (this.isBusy) return undefined;
    this.isBusy = true;
    const { session, kind, id, names, start, write } = this.#input;
    const before = id === undefined ? undefined : start;
    const sent = valuesToSave(names, this.values, before);
    const saved = write ? await write(sent) : await session.commands.save(kind, id, sent);
    this.isBusy = false;
    this.errors = !saved.ok && saved.error.type === 'invalid' ? saved.error.fields : {};
    this.refusal = saved.ok ? undefined : saved.error;
    if (!saved.ok) return undefined;
    await this.#keeper.clear();
    this.isRestored = false;
    return saved.value;
  }
}
