/**
 * Writes golden vectors that are not there yet; it never touches one that is: a vector that no longer fits is a broken
 * format. Run by `GOLDEN=write npx vitest run --project node tests/unit/log/golden.test.ts`.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { concatBytes, toHex, type Bytes } from '../../src/lib/kernel/bytes';
import { importAgreementKey, sealTo } from '../../src/lib/crypto/agree';
import { derivePassphraseKey } from '../../src/lib/crypto/passphrase';
import { printRecoveryKey } from '../../src/lib/crypto/recovery-key';
import { writeBackup } from '../../src/lib/log/backup';
import { writeBundle } from '../../src/lib/log/bundle';
import { createCarrier } from '../../src/lib/log/carrier';
import { encodeEntry } from '../../src/lib/log/entry';
import { encodeMemberEntry } from '../../src/lib/log/member-entry';
import { sealRecovery } from '../../src/lib/log/recovery';
import { encodeSegment, type Segment } from '../../src/lib/log/segment';
import { answerCodeExchange, startCodeExchange } from '../../src/lib/log/join/code-exchange';
import { fingerprintOf } from '../../src/lib/log/join/fingerprint';
import { createJoinCarrier } from '../../src/lib/log/join/join-carrier';
import { encodeJoinMessage } from '../../src/lib/log/join/join-message';
import { encodeSyncLink } from '../../src/lib/log/join/link';
import { inviteIdOf, seedHashOf } from '../../src/lib/log/join/seed';
import { fixedPairs } from './fixed-pairs';
import {
  archiveContent,
  buildEntryVectors,
  buildMemberVectors,
  golden,
  goldenParams,
  goldenPassphrase,
  goldenSpaceId
} from './golden';
import {
  buildRequest,
  goldenCodeBasis,
  goldenLink,
  goldenMessages,
  goldenSeed
} from './golden-join';
import { createSeededRandom } from './seeded-random';

export async function writeGolden(): Promise<void> {
  const entries = await buildEntryVectors();
  const members = await buildMemberVectors();
  const segment: Segment = { members: Object.values(members), entries: Object.values(entries) };
  writeNew('entries.json', mapHex(entries, encodeEntry));
  writeNew('member-entries.json', mapHex(members, encodeMemberEntry));
  writeNew('files.json', await buildFiles(segment));
  writeNew('join.json', await buildJoin());
}

async function buildJoin(): Promise<Record<string, string>> {
  const request = await buildRequest();
  const messages = goldenMessages(request);
  const carrier = await createJoinCarrier(goldenSpaceId, goldenSeed);
  const [first] = messages;
  if (!first) throw new Error('there are messages');
  const random = createSeededRandom('golden code');
  const admin = startCodeExchange(goldenCodeBasis(request.id), random);
  const answer = answerCodeExchange(goldenCodeBasis(request.id), random).receive(admin.first);
  const nonce = answer.ok ? answer.value.send : undefined;
  const code = nonce && admin.receive(nonce);
  return {
    link: encodeSyncLink(goldenLink),
    inviteId: inviteIdOf(goldenSeed),
    seedHash: toHex(seedHashOf(goldenSeed)),
    proof: toHex(request.payload.proof),
    tag: carrier.tag,
    fingerprint: fingerprintOf(goldenSpaceId, goldenSeed, golden.joiner),
    code: (code?.ok && code.value.code) || '',
    ...Object.fromEntries(messages.map((m) => [m.kind, toHex(encodeJoinMessage(m))])),
    frame: toHex(await carrier.seal(first, createSeededRandom('golden frame')))
  };
}

async function buildFiles(segment: Segment): Promise<Record<string, string>> {
  const random = createSeededRandom('golden files');
  const carrier = await createCarrier(golden.carrier);
  const [agreement, signing] = [fixedPairs().agreement[7], fixedPairs().signing[7]];
  if (!agreement || !signing) throw new Error('no fixed pair');
  const recovery = await sealRecovery(
    goldenSpaceId,
    golden.printedKey,
    { signing, agreement },
    random
  );
  const key = await derivePassphraseKey(goldenPassphrase, goldenParams);
  const locks = { spaceId: goldenSpaceId, passphrase: { params: goldenParams, key }, recovery };
  const content = archiveContent([segment]);
  const own = await importAgreementKey(agreement);
  const sealed = await sealTo(own.publicKey, golden.secret.secret, new Uint8Array([1, 2, 3]));
  if (!sealed) throw new Error('fixed key is not on the curve');
  return {
    segment: toHex(encodeSegment(segment)),
    carried: toHex(await carrier.seal(1, encodeSegment(segment), createSeededRandom('carried'))),
    bundle: toHex(await collect(writeBundle(carrier, content, createSeededRandom('bundle')))),
    backup: toHex(
      await collect(
        writeBackup(locks, { ...content, keys: [golden.secret, golden.carrier] }, random)
      )
    ),
    sealedKey: toHex(sealed),
    recoveryKey: printRecoveryKey(golden.printedKey),
    passphraseKey: toHex(key)
  };
}

export async function collect(chunks: AsyncIterable<Bytes>): Promise<Bytes> {
  const all: Bytes[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return concatBytes(...all);
}

function mapHex<T>(
  vectors: Record<string, T>,
  encode: (value: T) => Bytes
): Record<string, string> {
  return Object.fromEntries(Object.entries(vectors).map(([name, v]) => [name, toHex(encode(v))]));
}

function writeNew(name: string, content: Record<string, string>): void {
  const file = new URL(`../fixtures/golden/${name}`, import.meta.url);
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}
