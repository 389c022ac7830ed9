/** One scan at a time: its level, its answer, and which of the pairs have been dealt with since. */
import type { DoublePair, Doubles, ScanLevel } from '../../app/doubles/types';

export const pairKey = ({ ids }: DoublePair): string => ids.join();

export class DoublesScan {
  level = $state<ScanLevel>('sure');
  status = $state<'scanning' | 'found' | 'stopped' | 'failed'>('scanning');
  #pairs = $state.raw<readonly DoublePair[]>([]);
  #settled = $state.raw<ReadonlySet<string>>(new Set());
  #running = new AbortController();
  readonly #doubles: Doubles;

  constructor(doubles: Doubles) {
    this.#doubles = doubles;
  }

  get pairs(): readonly DoublePair[] {
    return this.#pairs.filter((pair) => !this.#settled.has(pairKey(pair)));
  }

  async run(): Promise<void> {
    this.#running.abort();
    const running = new AbortController();
    this.#running = running;
    this.status = 'scanning';
    const found = await this.#doubles.scan(this.level, running.signal);
    if (this.#running !== running) return;
    if (found.ok) {
      this.#pairs = found.value;
      this.#settled = new Set();
    }
    this.status = found.ok ? 'found' : found.error === 'cancelled' ? 'stopped' : 'failed';
  }

  choose(level: string): void {
    this.level = level === 'wide' ? 'wide' : 'sure';
    void this.run();
  }

  /** Takes a pair off the list, or puts it back where its settling was undone. */
  settle(pair: DoublePair, isSettled: boolean): void {
    const next = new Set(this.#settled);
    if (isSettled) next.add(pairKey(pair));
    else next.delete(pairKey(pair));
    this.#settled = next;
  }

  stop(): void {
    this.#running.abort();
  }
}
