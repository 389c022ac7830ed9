/**
 * One connection to a relay (NATS JetStream over WebSocket) and a mirror of what lies there: names, versions and sizes,
 * kept up by a consumer without bodies. The client is loaded when a relay is used. Nothing connects anywhere but to the
 * address that was configured: what a server says of other servers is not followed.
 */
import type { NatsConnection, WsConnectionOptions } from '@nats-io/nats-core';
import { toHex, type Bytes } from '../../kernel/bytes';
import type { Random, Timer } from '../../kernel/environment';
import { MediumError, type MediumFault } from '../objects/medium';

export interface RelaySettings {
  /** wss://… (ws://127.0.0.1 in tests). */
  readonly url: string;
  /** One space's part of the relay; [a-z0-9-], 1 to 32. */
  readonly room: string;
  /** Name of the account that may write as this carrier; [a-z0-9-], 1 to 32. */
  readonly carrier: string;
  readonly password: string;
}

export interface RelayDeps {
  readonly timer: Timer;
  readonly random: Random;
  /** Where the platform has no WebSocket of its own. */
  readonly openSocket?: WsConnectionOptions['wsFactory'];
}

export interface MirroredObject {
  readonly seq: number;
  /** 0: removed. */
  readonly size: number;
}

export interface RelaySession {
  /** When the stream was made: another one begins its numbers anew. */
  readonly created: string;
  readonly mirror: ReadonlyMap<string, MirroredObject>;
  readonly isClosed: boolean;
  /** undefined: nothing there. */
  read(subject: string): Promise<Bytes | undefined>;
  /** Resolves when the relay has it on disk. */
  put(subject: string, bytes: Bytes): Promise<void>;
  close(): Promise<void>;
}

interface SessionEvents {
  /** Something of another came or went. */
  onChange(): void;
  onClose(): void;
}

export const streamName = 'TONGXIN';
const api = '$JS.API';
const answerMs = 10_000;
const heartbeatMs = 15_000;
const second = 1_000_000_000;

/** Throws MediumError. */
export async function openSession(
  settings: RelaySettings,
  deps: RelayDeps,
  events: SessionEvents
): Promise<RelaySession> {
  const connection = await connect(settings, deps);
  try {
    return await startSession(connection, settings, deps, events);
  } catch (thrown) {
    await connection.close();
    throw thrown;
  }
}

async function connect(settings: RelaySettings, deps: RelayDeps): Promise<NatsConnection> {
  const { wsconnect } = await import('@nats-io/nats-core');
  try {
    return await wsconnect({
      servers: settings.url,
      user: settings.carrier,
      pass: settings.password,
      inboxPrefix: inboxPrefix(settings),
      timeout: answerMs,
      reconnect: false,
      ignoreClusterUpdates: true,
      ...(deps.openSocket ? { wsFactory: deps.openSocket } : {})
    });
  } catch (thrown) {
    throw new MediumError(faultOf(thrown));
  }
}

/** Answers to this carrier, which no other may listen to. */
const inboxPrefix = ({ carrier }: RelaySettings): string => `_INBOX_${carrier}`;

async function startSession(
  connection: NatsConnection,
  settings: RelaySettings,
  deps: RelayDeps,
  events: SessionEvents
): Promise<RelaySession> {
  const created = await ensureStream(connection);
  const mirror = new Map<string, MirroredObject>();
  let isClosed = false;
  void connection.closed().then(() => {
    isClosed = true;
    events.onClose();
  });
  await follow(connection, settings, deps, (subject, object) => {
    mirror.set(subject, object);
    if (!isOwnSubject(settings, subject)) events.onChange();
  });
  return {
    created,
    mirror,
    get isClosed() {
      return isClosed;
    },
    async read(subject) {
      const answer = await ask(connection, `${api}.DIRECT.GET.${streamName}.${subject}`);
      if (answer.headers?.code === 404) return undefined;
      if (answer.headers && answer.headers.code >= 400)
        throw new MediumError({ type: 'failed', reason: String(answer.headers.code) });
      return new Uint8Array(answer.data);
    },
    async put(subject, bytes) {
      const answer = await ask(connection, subject, bytes);
      const { seq } = resultOf(answer.json());
      if (typeof seq !== 'number') throw new MediumError({ type: 'failed', reason: 'no answer' });
      mirror.set(subject, { seq, size: bytes.length });
    },
    close: () => connection.close()
  };
}

export const isOwnSubject = ({ room, carrier }: RelaySettings, subject: string): boolean =>
  subject.startsWith(`tongxin.${room}.${carrier}.`);

/** Makes the stream when it is missing and this account may; answers with the time it was made. */
async function ensureStream(connection: NatsConnection): Promise<string> {
  const info = (await ask(connection, `${api}.STREAM.INFO.${streamName}`)).json<ApiAnswer>();
  if (info.error?.code !== 404) return String(resultOf(info).created);
  const config = {
    name: streamName,
    subjects: ['tongxin.>'],
    storage: 'file',
    retention: 'limits',
    // The newest of every object is all there is; a full relay refuses, it forgets nobody's objects.
    max_msgs_per_subject: 1,
    discard: 'new',
    allow_direct: true,
    deny_delete: true,
    num_replicas: 1
  };
  const made = await ask(connection, `${api}.STREAM.CREATE.${streamName}`, JSON.stringify(config));
  return String(resultOf(made.json()).created);
}

/** Everything there once, then every change: a consumer of its own that the relay forgets with the connection. */
async function follow(
  connection: NatsConnection,
  settings: RelaySettings,
  deps: RelayDeps,
  onObject: (subject: string, object: MirroredObject) => void
): Promise<void> {
  const name = toHex(deps.random.bytes(8));
  const inbox = `${inboxPrefix(settings)}.follow.${name}`;
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
  const filter = `tongxin.${settings.room}.>`;
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

async function ask(connection: NatsConnection, subject: string, body?: Bytes | string) {
  try {
    return await connection.request(subject, body, { timeout: answerMs });
  } catch (thrown) {
    throw new MediumError(faultOf(thrown));
  }
}

interface ApiAnswer {
  readonly error?: { readonly code?: number; readonly description?: string };
  readonly created?: string;
  readonly seq?: number;
  readonly num_pending?: number;
  readonly delivered?: { readonly consumer_seq?: number };
}

function resultOf(answer: ApiAnswer): ApiAnswer {
  const { error } = answer;
  if (!error) return answer;
  const reason = error.description ?? String(error.code);
  const isFull = /maximum|insufficient|exceeded/.test(reason);
  throw new MediumError(isFull ? { type: 'full' } : { type: 'failed', reason });
}

function faultOf(thrown: unknown): MediumFault {
  const names: string[] = [];
  for (let error = thrown; error instanceof Error; error = error.cause) names.push(error.name);
  const isDenied = names.some((name) => /Permission|Authori[sz]ation|Authentication/.test(name));
  return { type: isDenied ? 'denied' : 'unreachable' };
}
