import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8, type Bytes } from '../../../src/lib/kernel/bytes';
import { MediumError } from '../../../src/lib/transports/objects/medium';
import { createObjectWay, type VisitReport } from '../../../src/lib/transports/objects/object-way';
import type { RelayMedium } from '../../../src/lib/transports/relay/relay';
import type { RelaySession } from '../../../src/lib/transports/relay/session';
import { describeAcceptance, describeStored } from './acceptance';
import { startNatsServer, type NatsServer } from './nats-server';
import { createParty, summarise, type PartyDevice } from './party';
import { carriersOf, openAs, openRelay, relayWay } from './relay-way';

const rooms = Array.from({ length: 24 }, (_, i) => `room${i}`);
let server: NatsServer;

beforeAll(async () => {
  server = await startNatsServer(Object.fromEntries(rooms.map((room) => [room, carriersOf(room)])));
});
afterAll(() => server.end());

const free = rooms.values();
const way = relayWay(() => server, free);
const takeRoom = (): string => String(free.next().value);

describe(way.name, () => {
  describeAcceptance(way, { seeds: 1 });
  describeStored(way);

  it('R2: a carrier writes its own objects alone, and a room is closed to other rooms', async () => {
    const { random } = await createParty(1, 1);
    const [room, other] = [takeRoom(), takeRoom()];
    const [a = '', b = ''] = carriersOf(room);
    const mine = await openAs(server, room, a, random);
    const theirs = await openAs(server, room, b, random);
    const subject = `tongxin.${room}.${a}.tag.name`;
    await mine.put(subject, new Uint8Array([1, 2, 3]));
    expect(await theirs.read(subject)).toEqual(new Uint8Array([1, 2, 3]));
    const denied = new MediumError({ type: 'denied' });
    await expect(theirs.put(subject, new Uint8Array(0))).rejects.toEqual(denied);
    const stranger = await openAs(server, other, carriersOf(other)[0] ?? '', random);
    await expect(stranger.read(subject)).rejects.toEqual(denied);
    // Who asks for another room's list gets none.
    await expect(openAs(server, room, carriersOf(other)[0] ?? '', random)).rejects.toEqual(denied);
    expect([...stranger.mirror]).toEqual([]);
    await Promise.all([mine, theirs, stranger].map((session) => session.close()));
  });

  it('of two devices that open a new relay at once, the later one takes the stream of the other', async () => {
    const { random } = await createParty(1, 1);
    const fresh = await startNatsServer({ room: ['first', 'second'] });
    let made: Promise<RelaySession> | undefined;
    // The later one has found no stream, and asks for it when the other has made it. The server takes the same order
    // twice most of the time; here it is another one, so that it is refused for certain.
    const second = await openAs(fresh, 'room', 'second', random, (bytes, send) => {
      const order = Buffer.from(bytes).toString('latin1');
      if (!order.includes('STREAM.CREATE')) return send(bytes);
      made = openAs(fresh, 'room', 'first', random);
      const other = order.replace('"deny_delete":true', '"deny_delete":null');
      void made.then(() => send(new Uint8Array(Buffer.from(other, 'latin1'))));
    });
    expect(second.created).toBe((await made)?.created);
    await second.put('tongxin.room.second.tag.name', utf8('1'));
    await Promise.all([second.close(), (await made)?.close()]);
    await fresh.end();
  });

  it('R3: who watches is told, and finds the relay again after kill -9; nothing acknowledged is lost', async () => {
    const party = await createParty(2, 2);
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    const room = takeRoom();
    const [relayA, relayB] = [0, 1].map((i) =>
      openRelay(server, room, carriersOf(room)[i] ?? '', party.random)
    ) as [RelayMedium, RelayMedium];
    const visitOf = (device: PartyDevice, relay: RelayMedium) => {
      const objects = createObjectWay(device.port, relay, {
        clock: device.clock,
        random: party.random
      });
      return () => objects.visit({ withDigests: false });
    };
    const [visitA, visitB] = [visitOf(a, relayA), visitOf(b, relayB)];
    let calls = 0;
    let wake: (() => void) | undefined;
    const told = (count: number): Promise<void> =>
      new Promise((resolve) => {
        wake = () => calls >= count && resolve();
        wake();
      });
    const stop = relayB.watch(() => {
      calls++;
      wake?.();
    });
    await told(1);
    // Visits at every call, until it has so many people.
    const catchUp = async (people: number): Promise<void> => {
      for (;;) {
        const before = calls;
        expect((await visitB()).fault).toBeNull();
        if ((await b.names()).length >= people) return;
        await told(before + 1);
      }
    };
    await a.write(3);
    expect((await visitA()).fault).toBeNull();
    await catchUp(3);
    await a.write(2);
    expect((await visitA()).fault).toBeNull();
    await server.kill();
    expect((await visitA()).fault).toEqual({ type: 'unreachable' });
    const before = calls;
    await server.start();
    await told(before + 1);
    await catchUp(5);
    expect(await summarise(a)).toEqual(await summarise(b));

    // A relay that lost its disk is filled again.
    await server.wipe();
    await server.start();
    await visitA();
    const late = await party.join('新人');
    await visitA();
    const relayC = openRelay(server, room, carriersOf(room)[2] ?? '', party.random);
    const visitC = visitOf(late, relayC);
    await visitC();
    expect(await late.names()).toHaveLength(5);
    stop();
    await Promise.all([relayA, relayB, relayC].map((relay) => relay.close()));
  });

  it('R2: a device with another account offers everything in its new place, and nobody is confused by the old', async () => {
    const party = await createParty(4, 2);
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    const room = takeRoom();
    const [first, second, third, fourth] = [0, 1, 2, 3].map((i) =>
      openRelay(server, room, carriersOf(room)[i] ?? '', party.random)
    ) as [RelayMedium, RelayMedium, RelayMedium, RelayMedium];
    const visit = (device: PartyDevice, relay: RelayMedium): Promise<VisitReport> =>
      createObjectWay(device.port, relay, { clock: device.clock, random: party.random }).visit({
        withDigests: false
      });
    await a.write(2);
    await visit(a, first);
    await a.write(1);
    await visit(a, second);
    expect(await visit(b, third)).toMatchObject({ received: 3, lacking: 0, fault: null });
    await a.write(1);
    expect(await visit(a, second)).toMatchObject({ fault: null, offered: 1 });
    expect(await visit(b, fourth)).toMatchObject({ received: 1, lacking: 0 });
    await Promise.all([first, second, third, fourth].map((relay) => relay.close()));
  });

  it('I9: nothing personal lies in the files of JetStream', async () => {
    const party = await createParty(5, 2);
    const room = takeRoom();
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    const [id] = await a.write(1);
    if (!id) throw new Error('one person');
    await a.rename(id, '诸葛测试甲');
    for (const [i, device] of [a, b, a].entries()) {
      const relay = openRelay(server, room, carriersOf(room)[i % 2] ?? '', party.random);
      const deps = { clock: device.clock, random: party.random };
      const visit = createObjectWay(device.port, relay, deps).visit({ withDigests: true });
      expect((await visit).fault).toBeNull();
      await relay.close();
    }
    expect(await b.names()).toEqual(['诸葛测试甲']);
    const look = await openAs(server, room, carriersOf(room)[2] ?? '', party.random);
    // Control: what is put there in clear is found in the same files.
    await look.put(`tongxin.${room}.${carriersOf(room)[2]}.tag.name`, utf8('司马对照乙'));
    await look.close();
    const lies = (word: string): boolean =>
      server
        .stored()
        .some((file) =>
          [utf8(word), new Uint8Array(Buffer.from(word, 'utf16le'))].some(
            (form) => Buffer.from(file).indexOf(form) >= 0
          )
        );
    expect(lies('司马对照乙')).toBe(true);
    for (const word of ['诸葛测试甲', '15400000001', '同事', a.port.spaceId]) {
      expect([word, lies(word)]).toEqual([word, false]);
    }
  });

  it('R4: a removed object leaves one name, which is used again', async () => {
    const party = await createParty(3, 1);
    const [a] = party.devices as [PartyDevice];
    const room = takeRoom();
    const relay = openRelay(server, room, carriersOf(room)[0] ?? '', party.random);
    const objects = createObjectWay(a.port, relay, { clock: a.clock, random: party.random });
    for (let i = 0; i < 40; i++) {
      await a.write(1);
      await objects.visit({ withDigests: false });
    }
    const look = await openAs(server, room, carriersOf(room)[1] ?? '', party.random);
    expect(look.mirror.size).toBeLessThan(30);
    const sizes = [...look.mirror.values()].map(({ size }) => size);
    expect(sizes.filter((size) => size > 0).length).toBeLessThan(20);
    const gone: Bytes | undefined = await look.read(`tongxin.${room}.none.tag.name`);
    expect(gone).toBeUndefined();
    await look.close();
    await relay.close();
  });
});
