/** Record ids in the address: random, so they say nothing; anything that is no id counts as none. */
import { isRecordId, type RecordId } from '../../kernel/ids';

export function recordIdParam(url: URL, name: string): RecordId | undefined {
  const text = url.searchParams.get(name);
  return isRecordId(text) ? text : undefined;
}
