/** Parses a spreadsheet with the library that the import uses, and tells how long that took. */
import { readXlsx } from 'hucre/xlsx';

interface WorkerScope {
  onmessage: ((event: MessageEvent<ArrayBuffer>) => void) | null;
  postMessage(ms: number): void;
}

// The project's library list has the page's globals; in a module worker `self` is this scope.
const scope = self as unknown as WorkerScope;

scope.onmessage = ({ data }) => {
  const start = performance.now();
  void readXlsx(new Uint8Array(data)).then(() => scope.postMessage(performance.now() - start));
};
