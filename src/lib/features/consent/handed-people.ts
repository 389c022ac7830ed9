/** The people a page is about: the one of the address, or those that the page before handed over. */
import { isRecordId, type RecordId } from '../../kernel/ids';

interface HandingPage {
  readonly url: URL;
  readonly state: { readonly personIds?: readonly string[] };
}

export function handedPeople(page: HandingPage): readonly RecordId[] {
  const id = page.url.searchParams.get('id');
  if (isRecordId(id)) return [id];
  return (page.state.personIds ?? []).filter(isRecordId);
}
