/** The one order of entries. */
import { compareIds } from '../log/ids';
import { scopeCode } from '../kernel/scope';
import type { Entry } from '../log/entry';
import { slotOf } from './slot';

/** Chain by chain, in rising seq; of two for one seq the lower id first. */
export function compareEntries(a: Entry, b: Entry): number {
  const [x, y] = [a.header, b.header];
  const scopes = scopeCode[x.scope] - scopeCode[y.scope];
  const isSameWriter = x.deviceId === y.deviceId && x.incarnation === y.incarnation;
  const slots = scopes || (isSameWriter ? 0 : compareIds(slotOf(x), slotOf(y)));
  return slots || x.seq - y.seq || compareIds(a.id, b.id);
}
