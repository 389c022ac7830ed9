import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../src/lib/kernel/result';
import { utf8, fromUtf8 } from '../../../src/lib/kernel/bytes';
import type { Hlc } from '../../../src/lib/kernel/hlc';
import { createRecordId } from '../../../src/lib/kernel/ids';
import { systemRandom } from '../../../src/lib/crypto/random';
import { importSigningKey, importVerifyingKey } from '../../../src/lib/crypto/sign';
import { foundSpace } from '../../../src/lib/log/founding';
import { createKeyRing } from '../../../src/lib/log/key-ring';
import {
  decodeEntry,
  encodeEntry,
  openPart,
  sealEntry,
  verifyEntry,
  isKnownEntry
} from '../../../src/lib/log/entry';
import { noPrev } from '../../../src/lib/log/entry-header';
import {
  verifyMemberEntry,
  foundsItsSpace,
  decodeMemberEntry,
  encodeMemberEntry
} from '../../../src/lib/log/member-entry';
import { openRecovery } from '../../../src/lib/log/recovery';

describe('smoke', () => {
  it('founds, seals, verifies, opens', async () => {
    const printedKey = systemRandom.bytes(32);
    const space = await foundSpace({ name: '张一', printedKey, atMs: 1, random: systemRandom });
    expect(await verifyMemberEntry(space.entry)).toBe(true);
    expect(foundsItsSpace(space.entry)).toBe(true);
    expect(unwrap(decodeMemberEntry(encodeMemberEntry(space.entry)))).toEqual(space.entry);
    const rec = space.entry.payload.recovery;
    expect(rec && (await openRecovery(space.spaceId, printedKey, rec))).toBeDefined();
    const ring = createKeyRing(space.secrets);
    const secret = ring.ofEpoch('general', 1)[0]!;
    const { registration, pairs } = space.device;
    const entry = await sealEntry(
      {
        spaceId: space.spaceId,
        scope: 'general',
        deviceId: registration.deviceId,
        incarnation: 1,
        seq: 1,
        prev: noPrev,
        memberHeads: [space.entry.id],
        epoch: 1,
        kind: 1,
        hlc: 5 as Hlc,
        parts: [
          { recordId: createRecordId(systemRandom), plaintext: utf8('你好') },
          { recordId: createRecordId(systemRandom), plaintext: utf8('b') }
        ]
      },
      {
        epochKey: await ring.epochKey(secret),
        signingKey: await importSigningKey(pairs.signing.secret),
        random: systemRandom
      }
    );
    const back = unwrap(decodeEntry(encodeEntry(entry)));
    expect(back).toEqual(entry);
    const key = await importVerifyingKey(registration.signingKey);
    expect((await verifyEntry(back, key!)).ok).toBe(true);
    if (!isKnownEntry(back)) throw new Error();
    const ek = unwrap(await ring.entryKey(back.header));
    expect(fromUtf8(unwrap(await openPart(back, 0, ek)))).toBe('你好');
  });
});
