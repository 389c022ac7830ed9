/**
 * A relay for a device that has not been admitted yet: requests and answers alone. Whoever runs the relay hands out an account;
 * it is kept sealed once the relay has taken it, so that the book comes over it as soon as the answer is here (Y10).
 */
import type { DeviceId } from '../../kernel/ids';
import { err, ok } from '../../kernel/result';
import { MediumError } from '../../transports/objects/medium';
import type { RelayMedium } from '../../transports/relay/relay';
import type { RelaySettings } from '../../transports/relay/session';
import type { JoinPort, JoinRelayResult } from '../members/types';
import { createJoinExchange } from './join-exchange';
import type { SyncNotes } from './sync-notes';
import type { RelayInput } from './types';
import { faultOfInput } from './ways';

export interface WaitingRelayDeps {
  readonly join: JoinPort;
  readonly ownId: DeviceId;
  readonly notes: Pick<SyncNotes, 'read' | 'update'>;
  readonly openRelay: (settings: RelaySettings) => RelayMedium;
  readonly onError: (thrown: unknown) => void;
}

export interface WaitingRelay {
  connect(input: RelayInput): Promise<JoinRelayResult>;
  /** With the account of before; undefined when there is none. */
  resume(): Promise<JoinRelayResult | undefined>;
  /** Leaves the relay and forgets the account. */
  forget(): Promise<void>;
  close(): void;
}

interface Connection {
  visit(): Promise<JoinRelayResult>;
  close(): void;
}

export function createWaitingRelay(deps: WaitingRelayDeps): WaitingRelay {
  const { notes } = deps;
  let present: Connection | undefined;

  function close(): void {
    present?.close();
    present = undefined;
  }

  return {
    async connect(input) {
      const fault = faultOfInput(input);
      if (fault) return err(fault);
      close();
      const { url, room, carrier, password } = input;
      const settings = { url, room, carrier, password };
      const connection = openConnection(deps, settings);
      present = connection;
      const visited = await connection.visit();
      // Whoever locked the vault meanwhile wants nothing kept; an answer at the first look has closed it, too.
      const isMeant = present === connection || isAnswered(visited);
      if (visited.ok && isMeant) await notes.update((state) => ({ ...state, relay: settings }));
      if (!visited.ok && present === connection) close();
      return visited;
    },
    async resume() {
      const { relay } = await notes.read();
      if (!present && !relay) return undefined;
      if (relay) present ??= openConnection(deps, relay);
      return present?.visit();
    },
    async forget() {
      close();
      await notes.update(({ relay: _relay, ...state }) => state);
    },
    close
  };
}

const isAnswered = (visited: JoinRelayResult): boolean =>
  visited.ok && visited.value.receipts.some(({ type }) => type === 'admitted');

/** Stays connected: the six digits go to and fro, and the answer is taken the moment it lies there. */
function openConnection(
  { join, ownId, openRelay, onError }: WaitingRelayDeps,
  settings: RelaySettings
): Connection {
  const medium = openRelay(settings);
  // One exchange as long as it lasts: a frame that is read twice would begin the six digits anew.
  const exchange = createJoinExchange(medium, join, ownId);
  let last: Promise<unknown> = Promise.resolve();

  async function visitOnce(): Promise<JoinRelayResult> {
    try {
      return ok(await exchange.run());
    } catch (thrown) {
      if (thrown instanceof MediumError) return err(thrown.fault);
      throw thrown;
    }
  }

  /** One after another, whoever asks. */
  function visit(): Promise<JoinRelayResult> {
    const next = last.then(visitOnce);
    last = next.catch(() => undefined);
    return next;
  }

  // Out of reach for now: the medium tries again, and who asks is told.
  const stopWatching = medium.watch(() => void visit().catch(onError));
  const connection = {
    visit,
    close() {
      stopWatching();
      stopListening();
      // What is under way takes the own request from there.
      void last.then(() => medium.close()).catch(onError);
    }
  };
  const stopListening = join.onChange(() => connection.close());
  return connection;
}
