/**
 * One meeting of two browsers as screens go through it: side, codes, progress, and how it ended. That of an open book lives as
 * long as the book: who asks to join is confirmed on another page, and what goes over goes on meanwhile.
 */
import { getContext, setContext } from 'svelte';
import type { DirectAttempt, DirectFault, DirectProgress, DirectReport } from '../app/sync/types';

export type MeetingSide = 'offer' | 'answer';

export type MeetingFault = DirectFault | { readonly type: 'no-standing' };

/** An open book, or one that is waited for, which opens with the answer and has nothing to report. */
interface Meeter {
  meetDirectly(
    onProgress: (progress: DirectProgress) => void
  ): DirectAttempt<DirectReport | null> | undefined;
}

export class DirectMeeting {
  readonly #meeter: Meeter;
  #attempt: DirectAttempt<DirectReport | null> | undefined;
  side = $state<MeetingSide>();
  /** This device's own, to be shown. */
  code = $state<string>();
  progress = $state.raw<DirectProgress>();
  isBusy = $state(false);
  /** The other's code was not right; another one may be given. */
  codeFault = $state.raw<DirectFault>();
  /** The meeting is over. */
  fault = $state.raw<MeetingFault>();
  report = $state.raw<DirectReport>();

  constructor(meeter: Meeter) {
    this.#meeter = meeter;
  }

  async begin(side: MeetingSide): Promise<void> {
    this.reset();
    const attempt = this.#meeter.meetDirectly((progress) => {
      if (attempt === this.#attempt) this.progress = progress;
    });
    if (!attempt) {
      this.fault = { type: 'no-standing' };
      return;
    }
    this.#attempt = attempt;
    this.side = side;
    void attempt.outcome.then((outcome) => {
      // Let in: the book opens, and this page goes.
      if (attempt !== this.#attempt || (outcome.ok && !outcome.value)) return;
      this.progress = undefined;
      if (!outcome.ok) this.fault = outcome.error;
      else if (outcome.value) this.report = outcome.value;
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
    if (!taken.ok) this.codeFault = taken.error;
    else if (taken.value) this.code = taken.value.code;
  }

  cancel(): void {
    const attempt = this.#attempt;
    this.reset();
    attempt?.cancel();
  }

  /** Another page is opened: what has begun between the two goes on; codes are of no use any more. */
  leave(): void {
    const step = this.progress?.step;
    if (step !== 'asking' && step !== 'proving' && step !== 'exchanging') this.cancel();
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

const key = Symbol('direct-meeting');

export const provideDirectMeeting = (meeting: DirectMeeting): DirectMeeting =>
  setContext(key, meeting);
/** Of the open book. */
export const getDirectMeeting = (): DirectMeeting => getContext<DirectMeeting>(key);
