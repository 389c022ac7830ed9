/** One meeting of two browsers as the screen goes through it: side, codes, progress, and how it ended in words. */
import type {
  DirectAttempt,
  DirectFault,
  DirectProgress,
  DirectReport,
  SyncService
} from '../../app/sync/types';
import { directWords } from '../../text/sync';

export type MeetingSide = 'offer' | 'answer';

export class DirectMeeting {
  readonly #sync: Pick<SyncService, 'meetDirectly'>;
  #attempt: DirectAttempt | undefined;
  side = $state<MeetingSide>();
  /** This device's own, to be shown. */
  code = $state<string>();
  progress = $state.raw<DirectProgress>();
  isBusy = $state(false);
  /** The other's code was not right; another one may be given. */
  codeFault = $state<string>();
  /** The meeting is over. */
  fault = $state<string>();
  report = $state.raw<DirectReport>();

  constructor(sync: Pick<SyncService, 'meetDirectly'>) {
    this.#sync = sync;
  }

  async begin(side: MeetingSide): Promise<void> {
    this.reset();
    const attempt = this.#sync.meetDirectly((progress) => {
      if (attempt === this.#attempt) this.progress = progress;
    });
    if (!attempt) {
      this.fault = directWords.noStanding;
      return;
    }
    this.#attempt = attempt;
    this.side = side;
    void attempt.outcome.then((outcome) => {
      if (attempt !== this.#attempt) return;
      this.progress = undefined;
      if (outcome.ok) this.report = outcome.value;
      else this.fault = directFaultWords(outcome.error);
    });
    if (side === 'answer') return;
    const made = await attempt.createOffer();
    // What went wrong for good is told by the outcome.
    if (made.ok && attempt === this.#attempt) this.code = made.value.code;
  }

  /** The other's code. */
  async take(text: string): Promise<void> {
    const attempt = this.#attempt;
    if (!attempt || this.isBusy) return;
    this.isBusy = true;
    this.codeFault = undefined;
    const taken =
      this.side === 'answer' ? await attempt.acceptOffer(text) : await attempt.finish(text);
    if (attempt !== this.#attempt) return;
    this.isBusy = false;
    if (!taken.ok) this.codeFault = directFaultWords(taken.error);
    else if (taken.value) this.code = taken.value.code;
  }

  cancel(): void {
    const attempt = this.#attempt;
    this.reset();
    attempt?.cancel();
  }

  /** Another page is opened: what goes over goes on, and the frame says how far it is; codes are of no use any more. */
  leave(): void {
    if (this.progress?.step !== 'exchanging') this.cancel();
  }

  /** Back to the choice of sides. */
  reset(): void {
    this.#attempt = undefined;
    this.side = undefined;
    this.code = undefined;
    this.progress = undefined;
    this.isBusy = false;
    this.codeFault = undefined;
    this.fault = undefined;
    this.report = undefined;
  }
}

export function directFaultWords(fault: DirectFault): string {
  const { faults } = directWords;
  return fault.type === 'wrong-kind' ? faults[`wrong-kind-${fault.expected}`] : faults[fault.type];
}
