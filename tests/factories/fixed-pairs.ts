/** Key pairs from tests/fixtures/golden/keys.json: WebCrypto can't make pairs from a seed. */
import { readFileSync } from 'node:fs';
import { fromHex, type Bytes } from '../../src/lib/kernel/bytes';
import type { KeyPairBytes } from '../../src/lib/crypto/sign';
import type { PairSource } from '../../src/lib/log/founding';

interface StoredPair {
  readonly publicKey: string;
  readonly secret: string;
}

const file = new URL('../fixtures/golden/keys.json', import.meta.url);

export function hexBytes(hex: string): Bytes {
  const bytes = fromHex(hex);
  if (!bytes) throw new Error('fixture is not hex');
  return bytes;
}

export function fixedPairs(): { signing: KeyPairBytes[]; agreement: KeyPairBytes[] } {
  const stored = JSON.parse(readFileSync(file, 'utf8')) as {
    signing: StoredPair[];
    agreement: StoredPair[];
  };
  const read = (pair: StoredPair): KeyPairBytes => ({
    publicKey: hexBytes(pair.publicKey),
    secret: hexBytes(pair.secret)
  });
  return { signing: stored.signing.map(read), agreement: stored.agreement.map(read) };
}

/** Hands the fixed pairs out one after another, starting again at the end. */
export function createFixedPairSource(): PairSource {
  const pairs = fixedPairs();
  let nextSigning = 0;
  let nextAgreement = 0;
  const take = (list: readonly KeyPairBytes[], index: number): KeyPairBytes => {
    const pair = list[index % list.length];
    if (!pair) throw new Error('no fixed pair');
    return pair;
  };
  return {
    signing: async () => take(pairs.signing, nextSigning++),
    agreement: async () => take(pairs.agreement, nextAgreement++)
  };
}
