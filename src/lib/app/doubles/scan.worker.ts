/** Looks for people who stand in the register twice, off the page. One question, one answer; it holds nothing. */
import {
  scanDoubles,
  type DoublePair,
  type ScanLevel,
  type ScannedPerson
} from '../../domain/doubles/scan';

export interface ScanQuestion {
  readonly people: readonly ScannedPerson[];
  readonly level: ScanLevel;
}

interface WorkerScope {
  onmessage: ((event: MessageEvent<ScanQuestion>) => void) | null;
  postMessage(pairs: readonly DoublePair[]): void;
}

// The project's library list has the page's globals; in a module worker `self` is this scope.
const scope = self as unknown as WorkerScope;

scope.onmessage = ({ data: { people, level } }) => scope.postMessage(scanDoubles(people, level));
