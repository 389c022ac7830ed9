/** Adopting held entries (SPEC M19), settings (M14), and the second word on an erasure (M13). */
import { err, ok } from '../../kernel/result';
import type { RecordId } from '../../kernel/ids';
import { compareChains } from '../chain';
import { limits } from '../limits';
import type { AdoptedRange, Adopt, EraseRecord, Policy, PolicySetting } from '../member-payload';
import { memberOfDevice, requireAdmin, type Act } from './act';

/** Held runs of other people's work become part of the book. */
export const adopt =
  (ranges: readonly AdoptedRange[]): Act<Adopt> =>
  async (context) => {
    const own = requireAdmin(context);
    if (!own.ok) return own;
    if (ranges.length === 0) return err({ type: 'nothing-to-do' });
    if (ranges.length > limits.cuts) return err({ type: 'too-many' });
    const sorted = [...ranges].sort((a, b) => compareChains(a, b) || a.from - b.from);
    return ok({ kind: 'adopt', ranges: sorted });
  };

export const setPolicy =
  (settings: readonly PolicySetting[]): Act<Policy> =>
  async (context) => {
    const own = requireAdmin(context);
    if (!own.ok) return own;
    const changed = settings.filter(({ key, value }) => context.members.policy.get(key) !== value);
    if (changed.length === 0) return err({ type: 'nothing-to-do' });
    return ok({ kind: 'policy', settings: changed.sort((a, b) => a.key - b.key) });
  };

/** Agrees to erasures that another administrator has ordered. */
export const secondErasure =
  (recordId: RecordId, reason: number): Act<EraseRecord> =>
  async (context) => {
    const own = requireAdmin(context);
    if (!own.ok) return own;
    const { erasures, pendingErasures } = context.members;
    const orders = [erasures, pendingErasures].flatMap((map) => map.get(recordId) ?? []);
    const seconds = orders.filter((id) => {
      const author = context.members.authorOf(id);
      return author && memberOfDevice(context, author.deviceId)?.memberId !== context.own.memberId;
    });
    if (seconds.length === 0) return err({ type: 'not-found' });
    const recordIds = [recordId];
    return ok({
      kind: 'erase-record',
      recordIds,
      reason,
      seconds: seconds.slice(0, limits.parents).sort()
    });
  };
