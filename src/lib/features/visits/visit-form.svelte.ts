/**
 * Behaviour of 记一次走访: values as typed, a sealed draft after every change, saving with messages per field.
 * One draft is written at a time and the newest follows, so that a fast typist never queues a hundred writes.
 */
import type { CommitReceipt, SaveError, Session, VisitItem } from '../../app/types';
import type { WorkerRow } from '../../domain/worker/record';
import type { RecordId } from '../../kernel/ids';
import { firstValue } from '../../kernel/watchable';
import type { Json } from '../../kernel/json';
import { DraftKeeper } from '../../state/draft-keeper';
import { visitDraftKey } from '../../state/draft-offers';
import { failureText } from '../../text/failures';
import { visitWords } from '../../text/visits';
import {
  draftOfVisit,
  freshDraft,
  parseDraft,
  valuesToSave,
  withCause,
  type VisitDraft,
  type VisitField
} from './visit-draft';

export interface SavedVisit {
  readonly id: RecordId;
  readonly receipt: CommitReceipt;
}

export interface VisitStart {
  /** The visit that is edited, through the gate. */
  readonly visit: VisitItem | undefined;
  readonly fresh: VisitDraft;
  readonly draft: VisitDraft | undefined;
  readonly draftKey: string;
}

/** Reads once what the form begins with; undefined when the visit to edit is gone. */
export async function loadStart(
  session: Session,
  id: RecordId | undefined,
  person: RecordId | undefined,
  occasion?: string
): Promise<VisitStart | undefined> {
  const { queries, drafts } = session;
  const draftKey = visitDraftKey(id, person);
  const draft = parseDraft(await drafts.load(draftKey));
  if (id !== undefined) {
    const visit = (await firstValue(queries.records('visit'))).find((item) => item.id === id);
    return visit && { visit, fresh: draftOfVisit(visit), draft, draftKey };
  }
  const workers = (await firstValue(queries.rows('worker'))) as readonly WorkerRow[];
  const today = await firstValue(session.today);
  // Only asked for when the form was opened from a must-visit: computing them all takes a moment.
  const tasks = occasion === undefined ? [] : (await firstValue(queries.visitTasks)).tasks;
  const task = tasks.find((one) => one.personId === person && one.occasion === occasion);
  const { label: workerLabel } = session.worker;
  const fresh = freshDraft({ today, workerLabel, workers, person, task });
  return { visit: undefined, fresh, draft, draftKey };
}

export class VisitForm {
  values = $state.raw<VisitDraft>({});
  errors = $state.raw<Readonly<Record<string, string>>>({});
  message = $state<string>();
  isBusy = $state(false);
  isRestored = $state(false);
  readonly visit: VisitItem | undefined;
  readonly #session: Session;
  readonly #fresh: VisitDraft;
  readonly #keeper: DraftKeeper;

  constructor(session: Session, start: VisitStart) {
    this.#session = session;
    this.visit = start.visit;
    this.#fresh = start.fresh;
    this.#keeper = new DraftKeeper(session.drafts, start.draftKey);
    this.values = start.draft ?? start.fresh;
    this.isRestored = start.draft !== undefined;
  }

  get isNew(): boolean {
    return this.visit === undefined;
  }

  /** The refs of a field; anything else counts as none. */
  ids(field: 'people' | 'visitors'): readonly RecordId[] {
    const value = this.values[field];
    return Array.isArray(value) ? (value as RecordId[]) : [];
  }

  set(field: VisitField, value: unknown): void {
    const next = (value ?? '') as Json;
    this.values =
      field === 'cause' ? withCause(this.values, String(next)) : { ...this.values, [field]: next };
    if (this.errors[field]) {
      const { [field]: _mended, ...others } = this.errors;
      this.errors = others;
      // The last one mended: nothing is left to complain about.
      if (Object.keys(others).length === 0) this.message = undefined;
    }
    this.#keeper.keep(this.values as Json);
  }

  /** The answer brings the draft back. */
  async discardDraft(): Promise<() => void> {
    const given = this.values;
    this.values = this.#fresh;
    this.errors = {};
    this.message = undefined;
    this.isRestored = false;
    await this.#keeper.clear();
    return () => {
      this.values = given;
      this.isRestored = true;
      this.#keeper.keep(given as Json);
    };
  }

  /** Undefined when something has to be mended; the messages then stand at their fields. */
  async save(): Promise<SavedVisit | undefined> {
    if (this.isBusy) return undefined;
    this.isBusy = true;
    this.errors = {};
    this.message = undefined;
    const before = this.visit && this.#fresh;
    const saved = await this.#session.commands.save(
      'visit',
      this.visit?.id,
      valuesToSave(this.values, before)
    );
    this.isBusy = false;
    if (!saved.ok) {
      this.#refuse(saved.error);
      return undefined;
    }
    await this.#keeper.clear();
    this.isRestored = false;
    return saved.value;
  }

  #refuse(error: SaveError): void {
    if (error.type === 'commit') this.message = failureText(error.failure);
    else {
      this.errors = error.fields;
      this.message = visitWords.problems;
    }
  }
}
