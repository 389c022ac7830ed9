/** The people a page is about: the one of the address, or those that the page before handed over. */
import type { Page } from '@sveltejs/kit';
import { isRecordId, type RecordId } from '../../kernel/ids';

export function handedPeople(page: Pick<Page, 'url' | 'state'>): readonly RecordId[] {
  const id = page.url.searchParams.get('id');
  if (isRecordId(id)) return [id];
  return (page.state.personIds ?? []).filter(isRecordId);
}
