/** What every batch of an import has: an id on which two devices meet, and how its columns and words were read. */
import type { JsonObject } from '../../domain/json-checks';
import { isRemembered, rememberedAnswers } from '../../exchange/ledger/terms';
import type { RememberedMapping } from '../../exchange/ledger/types';
import { createRecordId, type RecordId } from '../../kernel/ids';
import { readHints } from './book-facts';
import type { JobDeps } from './job-deps';

/** Two devices that import one file meet in one batch; a repeated import gets one of its own. */
export async function batchId(deps: JobDeps, digest: string, sheetKey: string): Promise<RecordId> {
  const key = `batch:${digest}/${sheetKey.split('/')[1] ?? ''}`;
  const derived = (await deps.importIds([key])).get(key);
  const { view } = deps.context.replica;
  const isFree = derived && !view.row('importBatch', derived) && !deps.isErased(derived);
  return isFree ? derived : createRecordId(deps.context.random);
}

/**
 * Words that were left out are no words of a code list: they may be anything, so they are not kept, unless an answer
 * from before is taken back by it.
 */
export function storedMapping({ context }: JobDeps, mapping: RememberedMapping): JsonObject {
  const before = rememberedAnswers(readHints(context).mappings);
  const terms = mapping.terms.filter(
    ({ field, term, value }) => value !== null || isRemembered(before, field, term)
  );
  return { ...mapping, terms } as unknown as JsonObject;
}
