/** Addresses of candidates as SDP writes them, and as codes carry them. Names other than `<uuid>.local` are none of ours. */
import { fromHex, toHex, type Bytes } from '../../kernel/bytes';
import { isOneDevice, type Candidate } from '../../log/direct/direct-code';

type Address = Pick<Candidate, 'kind' | 'address'>;

const uuidPattern =
  /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\.local$/;

export function parseAddress(text: string): Address | undefined {
  const named = uuidPattern.exec(text.toLowerCase());
  if (named) return toAddress('mdns', fromHex(named.slice(1).join('')));
  return text.includes(':')
    ? toAddress('ipv6', parseIpv6(text))
    : toAddress('ipv4', parseIpv4(text));
}

export function addressToText({ kind, address }: Address): string {
  if (kind === 'ipv4') return [...address].join('.');
  const hex = toHex(address);
  if (kind === 'ipv6') return (hex.match(/.{4}/g) ?? []).join(':');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return `${[...parts, hex.slice(20)].join('-')}.local`;
}

const toAddress = (kind: Address['kind'], address: Bytes | undefined): Address | undefined =>
  address && isOneDevice(kind, address) ? { kind, address } : undefined;

function parseIpv4(text: string): Bytes | undefined {
  const parts = text.split('.');
  const isAddress =
    parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && +part < 256);
  return isAddress ? new Uint8Array(parts.map(Number)) : undefined;
}

/** Without zones and dotted ends: browsers write neither in candidates. */
function parseIpv6(text: string): Bytes | undefined {
  const halves = text.split('::');
  const [front = [], back = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const gap = 8 - front.length - back.length;
  const isShort = halves.length === 2 && gap > 0;
  if (!isShort && (halves.length !== 1 || gap !== 0)) return undefined;
  const groups = [...front, ...Array.from({ length: gap }, () => '0'), ...back];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return fromHex(groups.map((group) => group.padStart(4, '0').toLowerCase()).join(''));
}
