/** A reception together with the need or suggestion that it becomes (S2-02): one commit, so that neither stands alone. */
import type { RecordId } from '../../kernel/ids';
import { err, ok } from '../../kernel/result';
import type { FieldPatch } from '../../storage/types';
import type { SessionContext } from '../session/context';
import type { ReceptionFollow, ReceptionResult } from '../types';
import { changesOf } from './save';

export async function saveReception(
  context: SessionContext,
  id: RecordId | undefined,
  values: FieldPatch,
  follow: ReceptionFollow | undefined
): Promise<ReceptionResult> {
  const next =
    follow && (await changesOf(context, follow.kind, { id: undefined, values: follow.values }));
  // The reception comes first: its own gaps are what the form shows at the top.
  const link = follow && next?.ok ? { [follow.kind]: next.value.id } : {};
  const made = await changesOf(context, 'reception', { id, values: { ...values, ...link } });
  if (!made.ok) return err({ kind: 'reception', error: made.error });
  if (follow && next && !next.ok) return err({ kind: follow.kind, error: next.error });
  const changes = [...(next?.ok ? next.value.changes : []), ...made.value.changes];
  const committed = await context.commit(changes);
  if (!committed.ok) {
    return err({ kind: 'reception', error: { type: 'commit', failure: committed.error } });
  }
  return ok({
    id: made.value.id,
    followId: next?.ok ? next.value.id : undefined,
    receipt: committed.value
  });
}
