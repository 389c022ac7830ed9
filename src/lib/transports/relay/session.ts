/**
 * One connection to a relay (NATS JetStream over WebSocket) and a mirror of what lies there: names, versions and sizes,
 * kept up by a consumer without bodies. The client is loaded when a relay is used. Nothing connects anywhere but to the
 * address that was configured: what a server says of other servers is not followed.
 */
import type { NatsConnection, WsConnectionOptions } from '@nats-io/nats-core';
import type { Bytes } from '../../kernel/bytes';
import type { Random, Timer } from '../../kernel/environment';
import { MediumError } from '../objects/medium';
import { answerMs, api, ask, faultOf, resultOf, streamName, type ApiAnswer } from './answers';
import { follow, type MirroredObject } from './follow';

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
  await follow(
    connection,
    { room: settings.room, inboxPrefix: inboxPrefix(settings) },
    deps,
    (subject, object) => {
      mirror.set(subject, object);
      if (!isOwnSubject(settings, subject)) events.onChange();
    }
  );
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
  const before = await streamInfo(connection);
  if (before.error?.code !== 404) return String(resultOf(before).created);
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
  const asked = await ask(connection, `${api}.STREAM.CREATE.${streamName}`, JSON.stringify(config));
  const made = asked.json<ApiAnswer>();
  if (!made.error) return String(made.created);
  // Another device made it since: the server refuses the second, though it asks for the same.
  const now = await streamInfo(connection);
  return String(resultOf(now.error ? made : now).created);
}

const streamInfo = async (connection: NatsConnection): Promise<ApiAnswer> =>
  (await ask(connection, `${api}.STREAM.INFO.${streamName}`)).json();
