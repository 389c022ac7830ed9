/** A medium in use that a person attends: it tells whether it is read or written, and can be stopped between two objects. */
import { MediumError, type ObjectMedium } from './medium';

export interface AttendedMedium {
  readonly medium: ObjectMedium;
  /** Until `begin` every step throws `cancelled`: an object is there whole or not at all. */
  stop(): void;
  begin(): void;
}

export function attend(
  medium: ObjectMedium,
  onUse: (use: 'read' | 'write') => void
): AttendedMedium {
  let isStopped = false;
  const step =
    <A extends unknown[], T>(use: 'read' | 'write', work: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> => {
      if (isStopped) throw new MediumError({ type: 'cancelled' });
      onUse(use);
      return work(...given);
    };
  return {
    medium: {
      graceMs: medium.graceMs,
      acknowledgeMs: medium.acknowledgeMs,
      reusesNames: medium.reusesNames,
      list: step('read', (tags: readonly string[]) => medium.list(tags)),
      read: step('read', (object) => medium.read(object)),
      put: step('write', (tag, name, bytes) => medium.put(tag, name, bytes)),
      remove: step('write', (object) => medium.remove(object))
    },
    stop: () => void (isStopped = true),
    begin: () => void (isStopped = false)
  };
}
