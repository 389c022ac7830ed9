/**
 * The outer frame of everything that leaves a device (DESIGN 6), under the space's carrier key: outsiders see a
 * routing tag and a size class. The tag names space and carrier epoch to those who hold the key, and nothing to others.
 */
import { concatBytes, equalBytes, toHex, utf8, type Bytes } from '../kernel/bytes';
import type { Random } from '../kernel/environment';
import { err, ok, type Result } from '../kernel/result';
import {
  aeadKeyLength,
  importAeadKey,
  openWithNonce,
  sealWithNonce,
  type AeadKey
} from '../crypto/aead';
import { derive, importDerivationKey, type DerivationKey } from '../crypto/hkdf';
import { pad, unpad } from '../crypto/padding';
import type { EpochSecret } from './epoch-keys';

export const routingTagLength = 16;
const magic = utf8('TXC1');
const noSalt: Bytes = new Uint8Array(0);
/** What a frame may hold, before padding. */
export const maxCarried = 1024 * 1024;

/** Content types; numbers this build doesn't know are handed on. */
export const carriedType = { segment: 1, message: 2, index: 3, join: 4 } as const;

export type CarrierFault =
  /** Another space's, or a carrier epoch this device doesn't hold. */
  { readonly type: 'not-ours' } | { readonly type: 'damaged' };

export interface Carrier {
  /** 16 bytes, hex: what relays and folders sort by. */
  readonly tag: string;
  readonly tagBytes: Bytes;
  /** Base of the sealed streams of this space (bundles). */
  readonly streamBase: DerivationKey;
  /** A name of 16 hex digits for something, the same for all who hold the key and telling nothing to others. */
  nameOf(of: Bytes): Promise<string>;
  seal(type: number, content: Uint8Array, random: Random): Promise<Bytes>;
  open(
    frame: Bytes
  ): Promise<Result<{ readonly type: number; readonly content: Bytes }, CarrierFault>>;
}

/** `secret`: an epoch of the stream `carrier`, or what a sync link's seed gives. */
export async function createCarrier(secret: Pick<EpochSecret, 'secret'>): Promise<Carrier> {
  const base = await importDerivationKey(secret.secret);
  const tagBytes = await derive(base, noSalt, 'tongxinbu/1/carrier-tag', routingTagLength);
  const key = await importAeadKey(
    await derive(base, noSalt, 'tongxinbu/1/carrier-frame', aeadKeyLength)
  );
  const stream = await derive(base, noSalt, 'tongxinbu/1/carrier-stream', aeadKeyLength);
  const names = await importDerivationKey(
    await derive(base, noSalt, 'tongxinbu/1/carrier-names', aeadKeyLength)
  );
  const start = concatBytes(magic, tagBytes);
  return {
    tag: toHex(tagBytes),
    tagBytes,
    streamBase: await importDerivationKey(stream),
    nameOf: async (of) => toHex(await derive(names, of, 'tongxinbu/1/carrier-name', 8)),
    async seal(type, content, random) {
      const plaintext = pad(concatBytes(new Uint8Array([type]), content));
      return concatBytes(start, await sealWithNonce(key, random, plaintext, start));
    },
    open: (frame) => openFrame(key, start, frame)
  };
}

/** The routing tag of a frame, hex, or undefined for something else. */
export function routingTagOf(frame: Uint8Array): string | undefined {
  if (frame.length < magic.length + routingTagLength) return undefined;
  if (!equalBytes(frame.subarray(0, magic.length), magic)) return undefined;
  return toHex(frame.subarray(magic.length, magic.length + routingTagLength));
}

async function openFrame(
  key: AeadKey,
  start: Bytes,
  frame: Bytes
): Promise<Result<{ readonly type: number; readonly content: Bytes }, CarrierFault>> {
  if (frame.length > maxCarried * 2) return err({ type: 'damaged' });
  if (!equalBytes(frame.subarray(0, start.length), start)) return err({ type: 'not-ours' });
  const padded = await openWithNonce(key, frame.slice(start.length), start);
  const plaintext = padded && unpad(padded);
  if (!plaintext || plaintext.length === 0) return err({ type: 'damaged' });
  return ok({ type: plaintext[0] ?? 0, content: plaintext.slice(1) });
}
