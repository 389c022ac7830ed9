/**
 * Half-written forms, to be offered wherever one starts (UX rule 2). Forms name their drafts here, so that what
 * is offered can't miss what is kept. People are named through the gate; a draft about someone hidden is not offered.
 */
import { resolve } from '$app/paths';
import type { Queries } from '../app/types';
import { isRecordId, type RecordId } from '../kernel/ids';

/** The visit edited, or a new one, begun from a person or from nowhere. */
export const visitDraftKey = (id: RecordId | undefined, person: RecordId | undefined): string =>
  `visit/${id ?? person ?? 'new'}`;
export const personDraftKey = (id: RecordId | undefined): string => `person-${id ?? 'new'}`;
export const recordDraftKey = (kind: string, id: RecordId | undefined): string =>
  `record/${kind}/${id ?? 'new'}`;
export const batchDraftKey = 'batch/visit';
export const consentsDraftKey = 'batch/consent';
export const attendanceDraftKey = (activity: RecordId): string => `batch/attendance/${activity}`;

export interface DraftOffer {
  readonly key: string;
  readonly type:
    | 'new-visit'
    | 'visit'
    | 'new-person'
    | 'person'
    | 'batch'
    | 'list'
    | 'consents'
    | 'new-record'
    | 'record';
  /** Whom it is about, if anyone yet; of a record what it is. */
  readonly name: string | undefined;
  readonly href: string;
}

const pattern = /^(visit\/|person-)(.+)$/;
const recordPattern = /^record\/([^/]+)\/(.+)$/;

function recordOffer(key: string, labelOf: (kind: string) => string | undefined): DraftOffer[] {
  const [, kind = '', about] = recordPattern.exec(key) ?? [];
  const name = labelOf(kind);
  if (name === undefined || about === undefined) return [];
  const href = `${resolve('/records/edit/')}?kind=${kind}`;
  if (about === 'new') return [{ key, type: 'new-record', name, href }];
  return isRecordId(about) ? [{ key, type: 'record', name, href: `${href}&id=${about}` }] : [];
}

/** Of an activity that is gone nothing is offered. */
function listOffer(key: string, queries: Queries): DraftOffer[] {
  const activity = key.slice(key.lastIndexOf('/') + 1);
  const name = isRecordId(activity) ? queries.nameOf('activity', activity) : undefined;
  const href = `${resolve('/records/batch/')}?activity=${activity}`;
  return name === undefined ? [] : [{ key, type: 'list', name, href }];
}

/** `labelOf` says what a record of a kind is called; of a kind without a name nothing is offered. */
export function draftOffers(
  keys: readonly string[],
  queries: Queries,
  labelOf: (kind: string) => string | undefined
): readonly DraftOffer[] {
  return keys.flatMap((key): DraftOffer[] => {
    if (key === batchDraftKey) {
      return [{ key, type: 'batch', name: undefined, href: resolve('/records/batch/') }];
    }
    if (key === consentsDraftKey) {
      return [{ key, type: 'consents', name: undefined, href: resolve('/consent/') }];
    }
    if (key.startsWith(attendanceDraftKey('' as RecordId))) return listOffer(key, queries);
    if (key.startsWith('record/')) return recordOffer(key, labelOf);
    const [, form, about] = pattern.exec(key) ?? [];
    if (form === undefined || about === undefined) return [];
    const visits = resolve('/records/visit/');
    const people = resolve('/people/edit/');
    if (about === 'new') {
      return form === 'visit/'
        ? [{ key, type: 'new-visit', name: undefined, href: visits }]
        : [{ key, type: 'new-person', name: undefined, href: people }];
    }
    if (!isRecordId(about)) return [];
    const name = queries.nameOf('person', about);
    if (form === 'person-') {
      return name === undefined
        ? []
        : [{ key, type: 'person', name, href: `${people}?id=${about}` }];
    }
    return name === undefined
      ? [{ key, type: 'visit', name, href: `${visits}?id=${about}` }]
      : [{ key, type: 'new-visit', name, href: `${visits}?person=${about}` }];
  });
}
