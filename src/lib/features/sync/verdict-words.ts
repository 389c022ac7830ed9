/** What comparing one scope of two devices comes to, in words. Pure. */
import type { CheckView, PeerCheck } from '../../app/sync/types';
import { checkWords as words } from '../../text/sync';

/** Different logs may come to one code: “not as much on both sides” beside two equal codes would read as a contradiction. */
export function verdictWords(
  { scope, code, verdict }: PeerCheck['scopes'][number],
  own: CheckView['own']
): string {
  const isSame = own.some((one) => one.scope === scope && one.code === code);
  return verdict === 'not-comparable' && isSame ? words.sameCode : words.verdicts[verdict];
}
