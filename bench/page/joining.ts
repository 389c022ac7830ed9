/** A new device takes in a full book from one file, beside reading and decrypting the same bytes. */
import { systemRandom } from '../../src/lib/crypto/random';
import { importVerifyingKey } from '../../src/lib/crypto/sign';
import { concatBytes, type Bytes } from '../../src/lib/kernel/bytes';
import { unwrap } from '../../src/lib/kernel/result';
import { addMember } from '../../src/lib/log/acts/admit';
import { readBundle } from '../../src/lib/log/bundle';
import { isKnownEntry, openPart, verifyEntry } from '../../src/lib/log/entry';
import { createDevice } from '../../src/lib/log/founding';
import { createGrant } from '../../src/lib/log/grant';
import { createKeyRing } from '../../src/lib/log/key-ring';
import type { Segment } from '../../src/lib/log/segment';
import type { SyncReplica } from '../../src/lib/storage/replica';
import { readSyncFile, writeSyncFiles } from '../../src/lib/transports/bundle';
import { clock, createOwn } from './own';
import { openDevice } from './sync-device';

export interface Joined {
  readonly joinMs: number;
  /** Opening every part of the file. */
  readonly decryptMs: number;
  /** The same, with every hash and signature checked. */
  readonly verifyMs: number;
  readonly bytes: number;
  readonly people: number;
}

async function fileOf(replica: SyncReplica): Promise<Bytes> {
  const deps = { clock, random: systemRandom };
  const options = { receipt: null, maxBytes: Number.MAX_SAFE_INTEGER };
  const parts = await writeSyncFiles(replica.port('bench'), deps, options);
  if (!parts) throw new Error('the carrier key is here');
  const chunks: Bytes[] = [];
  for await (const part of parts) for await (const chunk of part.chunks) chunks.push(chunk);
  return concatBytes(...chunks);
}

function* inChunks(file: Bytes): Generator<Bytes> {
  for (let at = 0; at < file.length; at += 65_536) yield file.subarray(at, at + 65_536);
}

/** @param name a filled contender of this storage */
export async function join(name: string): Promise<Joined> {
  const opened = await createOwn(name).open('people');
  const { replica, secrets } = opened;
  const made = await createDevice('新人', systemRandom);
  unwrap(await replica.act(addMember(made.registration, createGrant('editor'))));
  const file = await fileOf(replica);
  const people = replica.view.rows('person').length;
  const { held } = await replica.port('bench').carriers();
  const { spaceId, slot } = replica;
  const members = replica.memberEntries();
  const own = replica.members().activeDevices[0]?.registration;
  const key = own && (await importVerifyingKey(own.signingKey));
  if (!key) throw new Error(`the key of ${slot} is known`);
  await opened.close();

  const ring = createKeyRing(secrets);
  const read = async (isVerified: boolean): Promise<number> => {
    const start = performance.now();
    const onSegment = async ({ entries }: Segment): Promise<void> => {
      for (const entry of entries) {
        if (isVerified && !(await verifyEntry(entry, key)).ok) throw new Error('it verifies');
        if (!isKnownEntry(entry)) continue;
        const entryKey = unwrap(await ring.entryKey(entry.header));
        for (let i = 0; i < entry.parts.length; i++) unwrap(await openPart(entry, i, entryKey));
      }
    };
    const carriers = held.map(({ carrier }) => carrier);
    unwrap(await readBundle(inChunks(file), carriers, { onSegment }));
    return performance.now() - start;
  };
  const decryptMs = await read(false);
  const verifyMs = await read(true);

  const joiner = await openDevice('join', spaceId, made, members);
  const start = performance.now();
  const { fault } = await readSyncFile(joiner.port('bench'), inChunks(file));
  const joinMs = performance.now() - start;
  const arrived = joiner.view.rows('person').length;
  await joiner.close();
  if (fault || arrived !== people) throw new Error(`${arrived} of ${people} people`);
  return { joinMs, decryptMs, verifyMs, bytes: file.length, people };
}
