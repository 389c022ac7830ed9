/**
 * Every decoder of what others send, hand over or may have changed, with valid values of its kind. A test compares the
 * names with the exports, so that a decoder that is added has to be added here too.
 */
import * as Y from 'yjs';
import { toBase64Url, utf8, type Bytes } from '../../src/lib/kernel/bytes';
import type { Result } from '../../src/lib/kernel/result';
import { importAgreementKey, openSealed } from '../../src/lib/crypto/agree';
import { decodePassphraseParams, encodePassphraseParams } from '../../src/lib/crypto/passphrase';
import { parseRecoveryKey } from '../../src/lib/crypto/recovery-key';
import { readBackup } from '../../src/lib/log/backup';
import { readBundle } from '../../src/lib/log/bundle';
import { createCarrier } from '../../src/lib/log/carrier';
import {
  decodeDirectCode,
  encodeDirectCode,
  parseDirectCode,
  printDirectCode
} from '../../src/lib/log/direct/direct-code';
import { decodeEntry, encodeEntry, isKnownEntry, openPart } from '../../src/lib/log/entry';
import { decodeHeader, encodeHeader } from '../../src/lib/log/entry-header';
import { decodeFrontier, encodeFrontier, emptyFrontier } from '../../src/lib/log/frontier';
import { createJoinCarrier } from '../../src/lib/log/join/join-carrier';
import { decodeJoinFile, encodeJoinFile } from '../../src/lib/log/join/join-file';
import { decodeJoinMessage, encodeJoinMessage } from '../../src/lib/log/join/join-message';
import { parseSyncLink, syncLinkAddress } from '../../src/lib/log/join/link';
import { createKeyRing } from '../../src/lib/log/key-ring';
import { decodeMemberEntry, encodeMemberEntry } from '../../src/lib/log/member-entry';
import { decodeIndex, encodeIndex } from '../../src/lib/log/protocol/listing';
import {
  decodeHello,
  decodeMessage,
  encodeHello,
  encodeMessage
} from '../../src/lib/log/protocol/messages';
import {
  decodeSignedStatus,
  encodeSignedStatus,
  type SignedStatus
} from '../../src/lib/log/protocol/status';
import { openRecovery, sealRecovery } from '../../src/lib/log/recovery';
import { decodeSegment, encodeSegment } from '../../src/lib/log/segment';
import { admit } from '../../src/lib/merge/admission';
import { defaultLimits } from '../../src/lib/merge/admission-error';
import { readCreation } from '../../src/lib/merge/create-record';
import { parseStoredKey } from '../../src/lib/merge/field-key';
import { openRecord } from '../../src/lib/merge/record-doc';
import { parseStoredBase, parseStoredValue } from '../../src/lib/merge/stored-value';
import { batchBytes } from '../../src/lib/storage/texts/pieces';
import { clocksOf } from '../../src/lib/storage/texts/text-doc';
import { parseAddress } from '../../src/lib/transports/direct/addresses';
import { readReceipt, writeReceipt } from '../../src/lib/transports/bundle';
import { endToSdp, sdpToEnd } from '../../src/lib/transports/direct/sdp';
import { importFile, writeParts } from '../contract/transports/bundle-way';
import { createParty, type PartyDevice } from '../contract/transports/party';
import { createReplica, recordId, write } from '../property/merge/replica-network';
import {
  archiveContent,
  golden,
  goldenBytes,
  goldenParams,
  goldenPassphrase,
  goldenSpaceId,
  readGolden
} from './golden';
import { goldenLink, goldenSeed } from './golden-join';
import { fixedPairs } from './fixed-pairs';
import { createSeededRandom } from './seeded-random';

/** What became of some bytes: a typed fault, or something that is written again as these very bytes. */
export type Outcome =
  | { readonly type: 'refused'; readonly reason: string }
  | { readonly type: 'accepted'; readonly again?: Bytes };

export interface DecoderCase {
  /** Valid ones. */
  readonly samples: readonly Bytes[];
  /** To begin from, and not valid as they are. */
  readonly strange?: readonly Bytes[];
  /** How often it runs beside the usual number: slow ones less. */
  readonly share?: number;
  readonly decode: (bytes: Bytes) => Outcome | Promise<Outcome>;
}

const text = new TextDecoder();

function ofResult<T>(
  result: Result<T, { readonly type: string }>,
  encode?: (value: T) => Bytes
): Outcome {
  if (!result.ok) return { type: 'refused', reason: result.error.type };
  return { type: 'accepted', ...(encode && { again: encode(result.value) }) };
}

const ofValue = (value: unknown): Outcome =>
  value === undefined ? { type: 'refused', reason: 'none' } : { type: 'accepted' };

const vectors = (file: string, ...names: readonly string[]): Bytes[] => {
  const golden = readGolden(file);
  const all = names.length > 0 ? names : Object.keys(golden);
  return all.map((name) => goldenBytes(golden, name));
};

const headersOf = (entries: readonly Bytes[]): Bytes[] =>
  entries.flatMap((bytes) => {
    const entry = decodeEntry(bytes);
    return entry.ok ? [entry.value.headerBytes] : [];
  });

/** A word of a device, as it stands in the message that carries it. */
function signedWord(): SignedStatus {
  const [bytes = new Uint8Array(0)] = vectors('protocol.json', 'frontier');
  const message = decodeMessage(bytes);
  if (!message.ok || message.value.kind !== 'frontier') throw new Error('a golden word');
  return message.value.signed;
}

/** By the name of the export. */
export async function decoderTable(): Promise<Readonly<Record<string, DecoderCase>>> {
  const entries = vectors('entries.json');
  const carrier = await createCarrier(golden.carrier);
  const joinCarrier = await createJoinCarrier(goldenSpaceId, goldenSeed);
  const ring = createKeyRing([golden.secret]);
  const offer = decodeDirectCode(vectors('direct.json', 'offer')[0] ?? new Uint8Array(0));
  if (!offer.ok) throw new Error('a golden offer');
  const author = createReplica(1);
  const first = write(author, [{ type: 'create', values: { name: '王小明' } }]);
  const second = write(author, [{ type: 'text', key: 'notes', text: '昨天走访' }]);
  const typed = new Y.Doc({ guid: 'text' });
  typed.clientID = 7;
  typed.getText('text').insert(0, '居民议事会');
  const update = new Uint8Array(Y.encodeStateAsUpdate(typed));
  const json = (value: unknown): Bytes => utf8(JSON.stringify(value));
  const parsed = (bytes: Bytes): unknown => {
    try {
      return JSON.parse(text.decode(bytes)) as unknown;
    } catch {
      return text.decode(bytes);
    }
  };
  const pair = fixedPairs().agreement[7];
  if (!pair) throw new Error('a fixed pair');
  const agreement = await importAgreementKey(pair);
  const signing = fixedPairs().signing[7] ?? pair;
  const recovery = await sealRecovery(
    goldenSpaceId,
    golden.printedKey,
    { signing, agreement: pair },
    createSeededRandom('recovery')
  );
  const party = await createParty(77, 2);
  const [a, other] = party.devices as [PartyDevice, PartyDevice];
  await a.write(3);
  const receipt = await writeReceipt(a.port, { clock: a.clock, random: party.random });
  const nothing = { onSegment: () => undefined };
  return {
    decodeEntry: { samples: entries, decode: (b) => ofResult(decodeEntry(b), encodeEntry) },
    decodeHeader: {
      samples: headersOf(entries),
      decode: (b) => ofResult(decodeHeader(b), encodeHeader)
    },
    openPart: {
      samples: entries,
      async decode(b) {
        const entry = decodeEntry(b);
        if (!entry.ok || !isKnownEntry(entry.value)) return { type: 'refused', reason: 'no entry' };
        const key = await ring.entryKey(entry.value.header);
        return key.ok ? ofResult(await openPart(entry.value, 0, key.value)) : ofResult(key);
      }
    },
    decodeMemberEntry: {
      samples: vectors('member-entries.json'),
      decode: (b) => ofResult(decodeMemberEntry(b), encodeMemberEntry)
    },
    decodeSegment: {
      samples: vectors('files.json', 'segment'),
      decode: (b) => ofResult(decodeSegment(b), encodeSegment)
    },
    decodeFrontier: {
      samples: [encodeFrontier(archiveContent([]).head.frontier), encodeFrontier(emptyFrontier)],
      decode: (b) => ofResult(decodeFrontier(b), encodeFrontier)
    },
    decodeSignedStatus: {
      samples: [encodeSignedStatus(signedWord())],
      decode: (b) => ofResult(decodeSignedStatus(b), encodeSignedStatus)
    },
    decodeHello: {
      samples: vectors('protocol.json', 'hello'),
      decode: (b) => ofResult(decodeHello(b), encodeHello)
    },
    decodeMessage: {
      samples: vectors(
        'protocol.json',
        'frontier',
        'want',
        'wantNothing',
        'data',
        'dataEnd',
        'ack'
      ),
      decode: (b) => ofResult(decodeMessage(b), encodeMessage)
    },
    decodeIndex: {
      samples: vectors('protocol.json', 'index'),
      decode: (b) => ofResult(decodeIndex(b), encodeIndex)
    },
    createCarrier: {
      samples: [
        ...vectors('files.json', 'carried'),
        await carrier.seal(9, utf8('另一种'), createSeededRandom('other'))
      ],
      decode: async (b) => ofResult(await carrier.open(b))
    },
    createJoinCarrier: {
      samples: vectors('join.json', 'frame'),
      decode: async (b) => ofResult(await joinCarrier.open(b))
    },
    decodeJoinMessage: {
      samples: vectors('join.json', 'request', 'answer', 'commit', 'nonce', 'reveal'),
      decode: (b) => ofResult(decodeJoinMessage(b), encodeJoinMessage)
    },
    decodeJoinFile: {
      samples: [encodeJoinFile(vectors('join.json', 'frame')), encodeJoinFile([])],
      decode: (b) => ofResult(decodeJoinFile(b), encodeJoinFile)
    },
    parseSyncLink: {
      samples: [utf8(syncLinkAddress('https://app.example/', goldenLink))],
      decode: (b) => ofResult(parseSyncLink(text.decode(b)))
    },
    decodeDirectCode: {
      samples: vectors('direct.json', 'offer', 'answer'),
      decode: (b) => ofResult(decodeDirectCode(b), encodeDirectCode)
    },
    parseDirectCode: {
      samples: [utf8(printDirectCode(offer.value)), utf8(`看这个 ${printDirectCode(offer.value)}`)],
      decode: (b) => ofResult(parseDirectCode(text.decode(b)))
    },
    sdpToEnd: {
      samples: [utf8(endToSdp(offer.value.end, 'offer'))],
      decode: (b) => ofValue(sdpToEnd(text.decode(b)))
    },
    parseAddress: {
      samples: ['192.168.1.7', 'fe80::1:2', '2b0c1f6e-0a3d-4c58-9b7e-8f1d2c3b4a59.local'].map(utf8),
      decode: (b) => ofValue(parseAddress(text.decode(b)))
    },
    readBundle: {
      samples: vectors('files.json', 'bundle'),
      share: 0.4,
      decode: async (b) => ofResult(await readBundle([b], [carrier], nothing))
    },
    readBackup: {
      samples: vectors('files.json', 'backup'),
      share: 0.1,
      async decode(b) {
        const secret = { type: 'passphrase', passphrase: goldenPassphrase } as const;
        return ofResult(await readBackup([b], secret, nothing));
      }
    },
    decodePassphraseParams: {
      samples: [encodePassphraseParams(goldenParams)],
      decode: (b) => ofResult(decodePassphraseParams(b), encodePassphraseParams)
    },
    parseRecoveryKey: {
      samples: [utf8(String(readGolden('files.json')['recoveryKey']))],
      decode: (b) => ofResult(parseRecoveryKey(text.decode(b)))
    },
    admit: {
      samples: first ? [new Uint8Array(first.update)] : [],
      strange: second ? [new Uint8Array(second.update)] : [],
      decode: (b) => ofResult(admit(openRecord(recordId, 1), b, author.author))
    },
    readCreation: {
      samples: first ? [new Uint8Array(first.update)] : [],
      strange: second ? [new Uint8Array(second.update)] : [],
      decode: (b) => ofValue(readCreation(b, author.author, defaultLimits))
    },
    parseStoredKey: {
      samples: [`base@${author.slot}`, `name@${author.slot}`, `text/notes@${author.slot}`].map(
        utf8
      ),
      decode: (b) => ofValue(parseStoredKey(text.decode(b)))
    },
    parseStoredValue: {
      samples: [json({ v: ['米'], hlc: 99, seq: 1, seen: { [author.slot]: 1 } })],
      strange: [deep()],
      decode: (b) => ofValue(parseStoredValue(parsed(b)))
    },
    parseStoredBase: {
      samples: [json({ v: { name: '王小明' }, hlc: 99, seq: 1 })],
      strange: [deep()],
      decode: (b) => ofValue(parseStoredBase(parsed(b)))
    },
    batchBytes: {
      samples: [utf8(toBase64Url(update))],
      decode: (b) =>
        ofValue(
          batchBytes({ ...noBatch, pieces: [text.decode(b.slice(0, 4)), text.decode(b.slice(4))] })
        )
    },
    openSealed: {
      samples: vectors('files.json', 'sealedKey'),
      decode: async (b) => ofValue(await openSealed(agreement, b, new Uint8Array([1, 2, 3])))
    },
    openRecovery: {
      samples: [recovery.sealedSecrets],
      decode: async (b) =>
        ofValue(
          await openRecovery(goldenSpaceId, golden.printedKey, { ...recovery, sealedSecrets: b })
        )
    },
    readSyncFile: {
      samples: await writeParts(party, a, null),
      share: 0.2,
      async decode(b) {
        const { fault } = await importFile(other, b);
        return fault ? { type: 'refused', reason: fault.type } : { type: 'accepted' };
      }
    },
    readReceipt: {
      samples: receipt ? [receipt] : [],
      decode: async (b) => ofResult(await readReceipt(other.port, b))
    },
    clocksOf: { samples: [update], decode: (b) => ofValue(clocksOf(b)) }
  };
}

/** Nested far beyond what anybody writes. */
const deep = (): Bytes =>
  utf8(`{"v":${'['.repeat(3000)}${']'.repeat(3000)},"hlc":9,"seq":1,"seen":{}}`);

const noBatch = { material: recordId, id: recordId, form: 'update' } as never as Parameters<
  typeof batchBytes
>[0];
