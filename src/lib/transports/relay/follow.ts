/** The consumer behind the mirror of a relay: names, versions and sizes, no bodies. */
import type { NatsConnection } from '@nats-io/nats-core';
import { toHex } from '../../kernel/bytes';
import type { Random, Timer } from '../../kernel/environment';
import { api, ask, resultOf, streamName } from './answers';

export interface MirroredObject {
  readonly seq: number;
  /** 0: removed. */
  readonly size: number;
}

interface FollowDeps {
  readonly timer: Timer;
  readonly random: Random;
}

const heartbeatMs = 15_000;
const second = 1_000_000_000;

/** Everything there once, then every change: a consumer of its own that the relay forgets with the connection. */
export async function follow(
  connection: NatsConnection,
  at: { readonly room: string; readonly inboxPrefix: string },
  deps: FollowDeps,
  onObject: (subject: string, object: MirroredObject) => void
): Promise<void> {
  const name = toHex(deps.random.bytes(8));
  const inbox = `${at.inboxPrefix}.follow.${name}`;
  let expected = Infinity;
  let received = 0;
  let wake: (() => void) | undefined;
  const complete = new Promise<void>((resolve) => (wake = resolve));
  const lose = (): void => void connection.close();
  let cancel = deps.timer.after(3 * heartbeatMs, lose);
  void connection.closed().then(() => cancel());
  connection.subscribe(inbox, {
    callback(error, message) {
      cancel();
      cancel = deps.timer.after(3 * heartbeatMs, lose);
      if (error) return lose();
      if (message.headers?.code === 100) {
        // A heartbeat names the last message it sent: one that did not come makes the mirror worthless.
        if (message.headers.get('Nats-Last-Consumer') !== String(received)) lose();
        return;
      }
      const place = placeOf(message.reply);
      if (!place || place.nth !== received + 1) return lose();
      received++;
      const size = Number(message.headers?.get('Nats-Msg-Size') ?? message.data.length);
      onObject(message.subject, { seq: place.seq, size });
      if (received >= expected) wake?.();
    }
  });
  const filter = `tongxin.${at.room}.>`;
  const config = {
    name,
    filter_subject: filter,
    deliver_subject: inbox,
    deliver_policy: 'last_per_subject',
    ack_policy: 'none',
    replay_policy: 'instant',
    headers_only: true,
    mem_storage: true,
    num_replicas: 1,
    idle_heartbeat: (heartbeatMs / 1000) * second,
    inactive_threshold: 60 * second
  };
  const body = JSON.stringify({ stream_name: streamName, config });
  const subject = `${api}.CONSUMER.CREATE.${streamName}.${name}.${filter}`;
  const made = resultOf((await ask(connection, subject, body)).json());
  // Some may have come before this answer.
  expected = Number(made.num_pending ?? 0) + Number(made.delivered?.consumer_seq ?? 0);
  if (received < expected) await Promise.race([complete, connection.closed()]);
}

/** The reply subject counts: …<stream>.<consumer>.<tries>.<seq in stream>.<nth of consumer>.<time>.<pending>, newer servers longer. */
function placeOf(reply: string | undefined): { seq: number; nth: number } | undefined {
  const tokens = reply?.split('.') ?? [];
  const at = tokens.length >= 11 ? 7 : 5;
  const [seq, nth] = [Number(tokens[at]), Number(tokens[at + 1])];
  return tokens.length >= 9 && seq > 0 && nth > 0 ? { seq, nth } : undefined;
}
