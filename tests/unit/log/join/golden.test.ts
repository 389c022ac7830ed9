import { describe, expect, it } from 'vitest';
import { toHex } from '../../../../src/lib/kernel/bytes';
import { unwrap } from '../../../../src/lib/kernel/result';
import { answerCodeExchange, startCodeExchange } from '../../../../src/lib/log/join/code-exchange';
import { fingerprintOf } from '../../../../src/lib/log/join/fingerprint';
import { createJoinCarrier } from '../../../../src/lib/log/join/join-carrier';
import { decodeJoinMessage, encodeJoinMessage } from '../../../../src/lib/log/join/join-message';
import { encodeSyncLink, parseSyncLink } from '../../../../src/lib/log/join/link';
import { inviteIdOf, isProven, seedHashOf } from '../../../../src/lib/log/join/seed';
import { verifyMemberEntry } from '../../../../src/lib/log/member-entry';
import { golden, goldenBytes, goldenSpaceId, readGolden } from '../../../factories/golden';
import {
  buildRequest,
  goldenCodeBasis,
  goldenLink,
  goldenMessages,
  goldenSeed
} from '../../../factories/golden-join';
import { createSeededRandom } from '../../../factories/seeded-random';

const file = readGolden('join.json');

function storedRequest() {
  const message = unwrap(decodeJoinMessage(goldenBytes(file, 'request')));
  if (message.kind !== 'request') throw new Error('the vector is a request');
  return message.entry;
}

describe('golden vectors of joining (J1–J6, I10)', () => {
  it('J1, J2: the link and what its seed gives', () => {
    expect(encodeSyncLink(goldenLink)).toBe(file['link']);
    expect(unwrap(parseSyncLink(file['link'] ?? ''))).toEqual(goldenLink);
    expect(inviteIdOf(goldenSeed)).toBe(file['inviteId']);
    expect(toHex(seedHashOf(goldenSeed))).toBe(file['seedHash']);
    expect(fingerprintOf(goldenSpaceId, goldenSeed, golden.joiner)).toBe(file['fingerprint']);
  });

  it('J3: a request proves the seed, for its own keys, space and grant alone', async () => {
    const entry = storedRequest();
    const { payload } = entry;
    expect(toHex((await buildRequest()).bodyBytes)).toBe(toHex(entry.bodyBytes));
    expect(await verifyMemberEntry(entry)).toBe(true);
    expect(toHex(payload.proof)).toBe(file['proof']);
    expect(await isProven(goldenSpaceId, goldenSeed, payload)).toBe(true);
    const otherSpace = '0'.repeat(32) as typeof goldenSpaceId;
    const wider = { ...payload, scopes: ['general', 'sensitive'] } as const;
    const others = [
      isProven(otherSpace, goldenSeed, payload),
      isProven(goldenSpaceId, new Uint8Array(16), payload),
      isProven(goldenSpaceId, goldenSeed, { ...payload, device: golden.founder }),
      isProven(goldenSpaceId, goldenSeed, wider)
    ];
    expect(await Promise.all(others)).toEqual([false, false, false, false]);
  });

  it('J4: every message decodes to its content and encodes to the same bytes', () => {
    for (const message of goldenMessages(storedRequest())) {
      expect(unwrap(decodeJoinMessage(goldenBytes(file, message.kind)))).toEqual(message);
      expect(toHex(encodeJoinMessage(message))).toBe(file[message.kind]);
    }
  });

  it('J5: the frame opens under the seed’s carrier alone, and is sealed to the same bytes', async () => {
    const carrier = await createJoinCarrier(goldenSpaceId, goldenSeed);
    expect(carrier.tag).toBe(file['tag']);
    const frame = goldenBytes(file, 'frame');
    const [request] = goldenMessages(storedRequest());
    if (!request) throw new Error('there is a request');
    expect(unwrap(await carrier.open(frame))).toEqual(request);
    expect(toHex(await carrier.seal(request, createSeededRandom('golden frame')))).toBe(
      file['frame']
    );
    const stranger = await createJoinCarrier(goldenSpaceId, new Uint8Array(16));
    expect(await stranger.open(frame)).toEqual({ ok: false, error: { type: 'not-ours' } });
  });

  it('J6: the six digits', () => {
    const random = createSeededRandom('golden code');
    const basis = goldenCodeBasis(storedRequest().id);
    const admin = startCodeExchange(basis, random);
    const { send } = unwrap(answerCodeExchange(basis, random).receive(admin.first));
    if (!send) throw new Error('the joiner answers');
    expect(unwrap(admin.receive(send)).code).toBe(file['code']);
  });
});
