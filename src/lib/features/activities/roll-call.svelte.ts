/**
 * Behaviour of the roll call: a tap writes one attendance, a second tap takes it back to what it was, and the last
 * deed can be undone by name. Deeds are written one after the other, so that quick taps keep their order.
 */
import type { CommitReceipt, SaveError, Session } from '../../app/types';
import type { RollLine } from '../../domain/activity/roll';
import type { RecordId } from '../../kernel/ids';
import type { Result } from '../../kernel/result';
import { failureText } from '../../text/failures';
import { saveErrorText } from './failure';

type Role = 'attended' | 'signedUp' | 'excused';

interface Deed {
  readonly name: string;
  readonly receipt: CommitReceipt;
}

export class RollCall {
  /** The last deed that may be undone. */
  last = $state.raw<Deed>();
  problem = $state<string>();
  readonly #session: Session;
  readonly #activity: RecordId;
  /** What a tap of this page replaced, so that a second tap brings a sign-up back. */
  readonly #before = new Map<RecordId, string | undefined>();
  #queue: Promise<void> = Promise.resolve();

  constructor(session: Session, activity: RecordId) {
    this.#session = session;
    this.#activity = activity;
  }

  /** Ticks with `role`, or takes the tick away when it is there. */
  toggle(line: RollLine, role: Role, name: string): void {
    const isOn = role === 'attended' ? line.isPresent : line.role === role;
    if (isOn) this.#takeBack(line, name);
    else this.mark(line.person, role, name, line.role);
  }

  mark(person: RecordId, role: Role, name: string, before?: string): void {
    this.#before.set(person, before);
    this.#enqueue(name, () => this.#write(person, role));
  }

  #takeBack({ person, entry, role, isExpected }: RollLine, name: string): void {
    const before = this.#before.get(person) ?? (isExpected ? 'invited' : undefined);
    if (before !== undefined && before !== role) {
      this.#enqueue(name, () => this.#write(person, before));
    } else if (entry !== undefined) {
      this.#enqueue(name, () => this.#remove(entry));
    }
  }

  setGuests(guests: number | undefined, label: string): void {
    const values = { guests: guests ?? null };
    this.#enqueue(label, async () =>
      receiptOf(await this.#session.commands.save('activity', this.#activity, values))
    );
  }

  undo(): void {
    const deed = this.last;
    if (!deed) return;
    this.last = undefined;
    this.#queue = this.#queue.then(async () => {
      const undone = await this.#session.commands.undo(deed.receipt);
      this.problem = undone.ok ? undefined : failureText(undone.error);
    });
  }

  async #write(person: RecordId, role: string): Promise<Outcome> {
    const values = { activity: this.#activity, person, role };
    return receiptOf(await this.#session.commands.save('attendance', undefined, values));
  }

  async #remove(entry: RecordId): Promise<Outcome> {
    const removed = await this.#session.commands.remove('attendance', [entry]);
    return removed.ok ? { receipt: removed.value } : { problem: failureText(removed.error) };
  }

  #enqueue(name: string, deed: () => Promise<Outcome>): void {
    this.#queue = this.#queue.then(async () => {
      const { receipt, problem } = await deed();
      this.problem = problem;
      if (receipt) this.last = { name, receipt };
    });
  }
}

interface Outcome {
  readonly receipt?: CommitReceipt;
  readonly problem?: string;
}

const receiptOf = (saved: Result<{ readonly receipt: CommitReceipt }, SaveError>): Outcome =>
  saved.ok ? { receipt: saved.value.receipt } : { problem: saveErrorText(saved.error) };
