/**
 * State of the form: what was typed over what the record holds. A draft is sealed a moment after each change
 * and dropped with the save (UX rule 2); what duplicates are looked for by is told in the same pause.
 */
import type { CommitReceipt, SaveError, Session } from '../../../app/types';
import type { GatedPerson } from '../../../domain/consent/gate';
import type { PersonField, PersonValues } from '../../../domain/person/record';
import { loadPinyinReader, type PinyinReader } from '../../../domain/pinyin';
import type { Json } from '../../../kernel/json';
import type { RecordId } from '../../../kernel/ids';
import { personDraftKey } from '../../../state/draft-offers';
import { failureText } from '../../../text/failures';
import { isPersonField } from '../list/person-fields';
import { fieldProblem, fromControl, patchOf, readValues, type FormValues } from './form-values';

const pauseMs = 500;

export interface FormTimer {
  setTimeout(run: () => void, ms: number): number;
  clearTimeout(id: number): void;
}

export interface PersonFormInput {
  readonly session: Session;
  /** The record being changed; undefined for a new person. */
  readonly person: GatedPerson | undefined;
  readonly timer: FormTimer;
}

export class PersonForm {
  edited = $state.raw<FormValues>({});
  problems = $state.raw<Readonly<Record<string, string>>>({});
  /** A refused save that belongs to no field. */
  failure = $state<string>();
  isBusy = $state(false);
  isRestored = $state(false);
  /** What is typed lies sealed on this device. */
  isKept = $state(false);
  /** What duplicates are looked for by, a moment after each change; undefined until there is a name. */
  sought = $state.raw<PersonValues>();

  readonly #input: PersonFormInput;
  readonly #before: PersonValues;
  readonly #key: string;
  #clock: number | undefined;
  #reader: PinyinReader | undefined;
  #isTried = false;
  #isDone = false;

  constructor(input: PersonFormInput) {
    this.#input = input;
    this.#before = input.person?.values ?? {};
    this.#key = personDraftKey(input.person?.id);
  }

  readonly patch = $derived.by(() => patchOf(this.#before, this.edited));

  get isDirty(): boolean {
    return !this.#isDone && Object.keys(this.patch).length > 0;
  }

  get values(): PersonValues {
    return readValues(this.#before, this.edited);
  }

  valueOf(name: PersonField): Json | undefined {
    return name in this.edited ? this.edited[name] : (this.#before[name] as Json | undefined);
  }

  async restore(): Promise<void> {
    const kept = await this.#input.session.drafts.load(this.#key);
    if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return;
    const known = Object.entries(kept).filter(([name]) => isPersonField(name));
    this.edited = Object.fromEntries(known) as FormValues;
    this.isRestored = Object.keys(this.patch).length > 0;
  }

  change(name: PersonField, control: unknown): void {
    const value = fromControl(name, control, this.#before[name] as Json | undefined);
    this.edited = { ...this.edited, [name]: value };
    this.isKept = false;
    if (this.#isTried || name in this.problems) this.#judge(name);
    if (this.#clock !== undefined) this.#input.timer.clearTimeout(this.#clock);
    this.#clock = this.#input.timer.setTimeout(() => void this.flush(), pauseMs);
  }

  #judge(name: PersonField): void {
    const { [name]: _old, ...others } = this.problems;
    const problem = fieldProblem(name, this.valueOf(name));
    this.problems = problem === undefined ? others : { ...others, [name]: problem };
  }

  /** Seals the draft now, e.g. before leaving. */
  async flush(): Promise<void> {
    if (this.#clock !== undefined) this.#input.timer.clearTimeout(this.#clock);
    this.#clock = undefined;
    if (!this.isDirty) return;
    await this.#input.session.drafts.save(this.#key, { ...this.patch });
    this.isKept = true;
    const values = this.values;
    if (values.name === undefined) {
      this.sought = undefined;
      return;
    }
    this.#reader ??= await loadPinyinReader();
    this.sought = { ...values, pinyinKey: this.#reader(values.name).key };
  }

  /** The answer brings the draft back. */
  async discardDraft(): Promise<() => void> {
    const given = this.edited;
    this.edited = {};
    this.problems = {};
    this.sought = undefined;
    this.isRestored = false;
    this.isKept = false;
    await this.#input.session.drafts.clear(this.#key);
    return () => {
      this.edited = given;
      this.isRestored = true;
      void this.flush();
    };
  }

  /** What was saved, or undefined when something has to be mended first. */
  async save(): Promise<{ readonly id: RecordId; readonly receipt: CommitReceipt } | undefined> {
    if (this.isBusy) return undefined;
    this.#isTried = true;
    this.isBusy = true;
    const { session, person } = this.#input;
    const saved = await session.commands.save('person', person?.id, this.patch);
    this.isBusy = false;
    if (!saved.ok) {
      this.#refuse(saved.error);
      return undefined;
    }
    this.#isDone = true;
    if (this.#clock !== undefined) this.#input.timer.clearTimeout(this.#clock);
    await session.drafts.clear(this.#key);
    return saved.value;
  }

  #refuse(error: SaveError): void {
    this.problems = error.type === 'invalid' ? error.fields : {};
    this.failure = error.type === 'commit' ? failureText(error.failure) : undefined;
  }
}
