/** Devices that meet at one room of a real relay, each as a carrier of its own. */
import { createHash } from 'node:crypto';
import WebSocket from 'ws';
import type { Bytes } from '../../../src/lib/kernel/bytes';
import type { Random, Timer } from '../../../src/lib/kernel/environment';
import type { ObjectMedium } from '../../../src/lib/transports/objects/medium';
import { createRelayMedium, type RelayMedium } from '../../../src/lib/transports/relay/relay';
import { openSession, type RelaySession } from '../../../src/lib/transports/relay/session';
import type { NatsServer } from './nats-server';
import { createVisitor } from './object-run';
import type { Fault, StoredRun, Way, WayDevice } from './way';

const timer: Timer = {
  after(ms, run) {
    const handle = setTimeout(run, ms);
    return () => clearTimeout(handle);
  }
};

type Send = (bytes: Bytes) => void;

/** Node before 22 has no WebSocket of its own. `onSend` gets what goes out, and lets it go. */
const openSocket = (onSend?: (bytes: Bytes, send: Send) => void) => async (url: string) => {
  const socket = new WebSocket(url);
  if (onSend) {
    const send = socket.send.bind(socket);
    socket.send = (bytes: Bytes) => onSend(bytes, send);
  }
  return { socket: socket as unknown as globalThis.WebSocket, encrypted: false };
};

export const carriersPerRoom = 5;
export const carriersOf = (room: string): string[] =>
  Array.from({ length: carriersPerRoom }, (_, i) => `${room}-c${i}`);

export function openRelay(
  server: NatsServer,
  room: string,
  carrier: string,
  random: Random
): RelayMedium {
  const settings = { url: server.url, room, carrier, password: server.passwordOf(carrier) };
  return createRelayMedium(settings, { timer, random, openSocket: openSocket() });
}

/** A connection of the test's own, to look and to meddle. */
export const openAs = (
  server: NatsServer,
  room: string,
  carrier: string,
  random: Random,
  onSend?: (bytes: Bytes, send: Send) => void
): Promise<RelaySession> =>
  openSession(
    { url: server.url, room, carrier, password: server.passwordOf(carrier) },
    { timer, random, openSocket: openSocket(onSend) },
    { onChange: () => undefined, onClose: () => undefined }
  );

type Image = Map<string, Bytes>;

/** Takes a room of the server for each run. */
export const relayWay = (server: () => NatsServer, rooms: Iterator<string>): Way => ({
  name: '中继 relay',
  async open(party): Promise<StoredRun> {
    const room = String(rooms.next().value);
    const carriers = carriersOf(room);
    const media = new Map<WayDevice, RelayMedium>();
    let fault: Fault | undefined;
    const mediumOf = (device: WayDevice): ObjectMedium => {
      const carrier = carriers[media.size] ?? '';
      const relay = openRelay(server(), room, carrier, party.random);
      media.set(device, relay);
      return {
        ...relay,
        async read(object) {
          const bytes = await relay.read(object);
          return (bytes && fault ? fault(bytes) : bytes) ?? undefined;
        }
      };
    };
    const visit = createVisitor(party.random, mediumOf);
    const sessions = await Promise.all(
      carriers.map((carrier) => openAs(server(), room, carrier, party.random))
    );
    const [first] = sessions;
    const put = async (subject: string, bytes: Bytes): Promise<void> => {
      const owner = carriers.findIndex((carrier) => subject.split('.')[2] === carrier);
      await sessions[owner]?.put(subject, bytes);
    };
    const image = async (): Promise<Image> => {
      const objects: Image = new Map();
      const fresh = await openAs(server(), room, carriers[0] ?? '', party.random);
      for (const [subject, { size }] of fresh.mirror) {
        const bytes = size > 0 ? await fresh.read(subject) : undefined;
        if (bytes) objects.set(subject, bytes);
      }
      await fresh.close();
      return objects;
    };
    const putBack = async (objects: Image): Promise<void> => {
      const now = await image();
      for (const subject of now.keys())
        if (!objects.has(subject)) await put(subject, new Uint8Array(0));
      for (const [subject, bytes] of objects) {
        if (digestOf(now.get(subject)) !== digestOf(bytes)) await put(subject, bytes);
      }
    };
    return {
      visit: async (device) => void (await visit(device)),
      setFault: (next) => (fault = next),
      seen: async () => [...(await image()).values()],
      image,
      putBack: (objects) => putBack(objects as Image),
      wipe: () => putBack(new Map()),
      async shake(random) {
        const objects = await image();
        for (const subject of [...objects.keys()]) {
          if (random.chance(0.2)) objects.delete(subject);
          else if (random.chance(0.1)) objects.set(subject, random.pick([...objects.values()]));
        }
        await putBack(objects);
      },
      async close() {
        await Promise.all([...media.values()].map((relay) => relay.close()));
        await Promise.all(sessions.map((session) => session.close()));
        if (first && !first.isClosed) throw new Error('closed');
      }
    };
  }
});

const digestOf = (bytes: Bytes | undefined): string =>
  createHash('sha256')
    .update(bytes ?? new Uint8Array(0))
    .digest('hex');
