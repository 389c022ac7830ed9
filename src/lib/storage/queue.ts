/** Runs asynchronous work one after the other; a failed piece does not stop the next. */
export interface Queue {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when everything queued so far has ended. */
  idle(): Promise<void>;
}

export function createQueue(): Queue {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const result = tail.then(work);
      // The caller gets the failure through `result`; the tail only orders.
      tail = result.catch(() => undefined);
      return result;
    },
    async idle() {
      await tail;
    }
  };
}
