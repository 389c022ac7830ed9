/**
 * A relay as a medium: one subject per object, `tongxin.<room>.<carrier>.<tag>.<name>`, of which the stream keeps the
 * newest message. Rights hang on room and carrier, which an administrator knows; tags change with every removal and are known
 * to nobody outside the space. An object is removed by an empty message, so names are used again. Never required: what
 * a relay loses is offered again.
 */
import { assert } from '../../kernel/assert';
import { maxObject, type MediumObject, type ObjectMedium } from '../objects/medium';
import {
  isOwnSubject,
  openSession,
  type RelayDeps,
  type RelaySession,
  type RelaySettings
} from './session';

export interface RelayMedium extends ObjectMedium {
  /** Stays connected, and calls when others have put something there and after every new connection. */
  watch(onChange: () => void): () => void;
  close(): Promise<void>;
}

/** All are connected at once: whose entries they are puts them there first. */
const graceMs = 60_000;
/** If everybody said at once that a change has arrived, each change would cost as many indexes as there are devices. */
const acknowledgeMs = 10 * 60_000;
const firstRetryMs = 1_000;
const lastRetryMs = 60_000;

export const isRelayName = (name: string): boolean => /^[a-z0-9-]{1,32}$/.test(name);

export function createRelayMedium(settings: RelaySettings, deps: RelayDeps): RelayMedium {
  assert(isRelayName(settings.room) && isRelayName(settings.carrier), 'names of a relay');
  let opening: Promise<RelaySession> | undefined;
  let listener: (() => void) | undefined;
  let cancelRetry: (() => void) | undefined;
  let failures = 0;

  const session = async (): Promise<RelaySession> => {
    const known = await opening?.catch(() => undefined);
    if (known && !known.isClosed) return known;
    const next = openSession(settings, deps, {
      onChange: () => listener?.(),
      onClose: () => keepTrying()
    });
    opening = next;
    return next;
  };

  /** While somebody watches: again after one second, two, four … and a little by chance, so that not all come at once. */
  const keepTrying = (): void => {
    if (!listener) return;
    cancelRetry?.();
    const wait = Math.min(firstRetryMs * 2 ** failures++, lastRetryMs);
    const [chance = 0] = deps.random.bytes(1);
    cancelRetry = deps.timer.after(wait * (0.5 + chance / 256), () => void connectAndTell());
  };

  const connectAndTell = async (): Promise<void> => {
    try {
      await session();
      failures = 0;
      listener?.();
    } catch {
      // Out of reach for now: the next try says so again, and a visit tells the person.
      keepTrying();
    }
  };

  const subjectOf = (tag: string, name: string): string =>
    `tongxin.${settings.room}.${settings.carrier}.${tag}.${name}`;

  return {
    graceMs,
    acknowledgeMs,
    reusesNames: true,
    async list(tags) {
      const { mirror, created } = await session();
      const wanted = new Set(tags);
      return [...mirror].flatMap(([path, { seq, size }]): MediumObject[] => {
        const [, , , tag = '', name = ''] = path.split('.');
        const isThere = size > 0 && size <= maxObject && wanted.has(tag);
        const isWritable = isOwnSubject(settings, path);
        return isThere ? [{ tag, name, path, isWritable, version: `${created}-${seq}` }] : [];
      });
    },
    async read({ path }) {
      const bytes = await (await session()).read(path);
      return bytes && bytes.length > 0 && bytes.length <= maxObject ? bytes : undefined;
    },
    async put(tag, name, bytes) {
      await (await session()).put(subjectOf(tag, name), bytes);
    },
    async remove({ path }) {
      // Others' objects are theirs alone: an administrator may purge what is left of someone who went.
      if (isOwnSubject(settings, path)) await (await session()).put(path, new Uint8Array(0));
    },
    watch(onChange) {
      listener = onChange;
      void connectAndTell();
      return () => {
        listener = undefined;
        cancelRetry?.();
      };
    },
    async close() {
      listener = undefined;
      cancelRetry?.();
      const known = await opening?.catch(() => undefined);
      await known?.close();
    }
  };
}
