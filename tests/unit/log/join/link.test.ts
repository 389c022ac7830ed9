import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../../src/lib/kernel/bytes';
import { unwrap } from '../../../../src/lib/kernel/result';
import { createGrant } from '../../../../src/lib/log/grant';
import {
  encodeSyncLink,
  parseSyncLink,
  relayHint,
  relayOf,
  syncLinkAddress,
  type SyncLink
} from '../../../../src/lib/log/join/link';
import { goldenSpaceId } from '../../../factories/golden';
import { createSeededRandom } from '../../../factories/seeded-random';

const seed = createSeededRandom('link').bytes(16);
const link: SyncLink = {
  seed,
  spaceId: goldenSpaceId,
  grant: createGrant('editor', ['general']),
  hints: [relayHint('wss://relay.example/tongxin')]
};
const code = encodeSyncLink(link);

describe('the sync link (DESIGN 5, I5, I10)', () => {
  it('is read from its address, from a chat message around it, and from the code alone', () => {
    const address = syncLinkAddress('https://book.example/app/', link);
    expect(address.startsWith('https://book.example/app/#/join/')).toBe(true);
    for (const text of [address, `请点开：\n${address}\n（三天内有效）`, ` ${code}\n`]) {
      expect(unwrap(parseSyncLink(text))).toEqual(link);
    }
    expect(relayOf(link)).toBe('wss://relay.example/tongxin');
    expect(relayOf({ ...link, hints: [] })).toBeUndefined();
  });

  it('keeps hints of kinds that this build does not know', () => {
    const later = { ...link, hints: [...link.hints, { kind: 9, value: utf8('later') }] };
    expect(unwrap(parseSyncLink(encodeSyncLink(later)))).toEqual(later);
  });

  it('says whether there is no link, a damaged one, or one of a later version', () => {
    const fault = (text: string) => {
      const parsed = parseSyncLink(text);
      return parsed.ok ? 'read' : parsed.error.type;
    };
    expect(fault('您好，明天下午三点开会')).toBe('no-link');
    expect(fault('https://book.example/app/#/join/')).toBe('damaged-link');
    for (let at = 0; at < code.length; at++) {
      expect(fault(`#/join/${code.slice(0, at)}`)).toBe('damaged-link');
      const flipped = code[at] === 'A' ? 'B' : 'A';
      expect(fault(`#/join/${code.slice(0, at)}${flipped}${code.slice(at + 1)}`)).toBe(
        'damaged-link'
      );
    }
    expect(fault(`#/join/${code}AAAA`)).toBe('damaged-link');
    expect(fault(`#/join/${code}${code}`)).toBe('damaged-link');
    expect(fault(`#/join/${'A'.repeat(100_000)}`)).toBe('damaged-link');
  });

  it('takes no relay address with a user, a query or another scheme', () => {
    for (const address of [
      'https://relay.example',
      'wss://user@relay.example',
      'wss://relay.example/?token=1',
      'wss://relay.example/#x',
      'javascript:alert(1)',
      'wss://中继.example'
    ]) {
      const text = encodeSyncLink({ ...link, hints: [{ kind: 1, value: utf8(address) }] });
      expect(parseSyncLink(text)).toEqual({ ok: false, error: { type: 'damaged-link' } });
    }
  });
});
