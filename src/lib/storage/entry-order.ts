/** The one order of entries. */
import { scopeCode } from '../kernel/scope';
import type { Entry } from '../log/entry';
import { slotOf } from './slot';

/** Chain by chain, in rising seq; of two for one seq the lower id first. */
export function compareEntries(a: Entry, b: Entry): number {
  const [x, y] = [a.header, b.header];
  const scopes = scopeCode[x.scope] - scopeCode[y.scope];
  const isSameWriter = x.deviceId === y.deviceId && x.incarnation === y.incarnation;
  const slots = scopes || (isSameWriter ? 0 : compareText(slotOf(x), slotOf(y)));
  return slots || x.seq - y.seq || compareText(a.id, b.id);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
