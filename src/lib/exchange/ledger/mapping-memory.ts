/** Remembers how a ledger was read, by its header signature (issue 2). Stored JSON is checked on the way back. */
import type { Json } from '../../kernel/json';
import { bookKinds } from '../../domain/import-books';
import type {
  BookKind,
  ColumnTarget,
  LedgerDecisions,
  LedgerProposal,
  RememberedMapping
} from './types';

/** What to keep after an import: columns and answers, never a cell choice of one row. */
export function rememberMapping(
  proposal: LedgerProposal,
  decisions: LedgerDecisions
): RememberedMapping {
  const byIndex = new Map((decisions.columns ?? []).map(({ index, target }) => [index, target]));
  const community = decisions.community ?? proposal.community?.name;
  return {
    headerSignature: proposal.headerSignature,
    ...(proposal.book ? { book: proposal.book.kind } : {}),
    columns: proposal.columns.map(({ index, target }) => ({
      index,
      target: byIndex.get(index) ?? target
    })),
    // What was done about a matter is no word of a list: it may name somebody (I7).
    terms: (decisions.terms ?? []).filter(({ field }) => field !== 'handling'),
    ...(community === undefined ? {} : { community })
  };
}

const isBookKind = (value: unknown): value is BookKind => bookKinds.some((kind) => kind === value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A mapping from stored JSON; undefined when it isn't one (an older or damaged value). */
export function parseRememberedMapping(stored: unknown): RememberedMapping | undefined {
  if (!isObject(stored) || typeof stored['headerSignature'] !== 'string') return undefined;
  const columns = Array.isArray(stored['columns']) ? stored['columns'] : [];
  const terms = Array.isArray(stored['terms']) ? stored['terms'] : [];
  const community = stored['community'];
  return {
    headerSignature: stored['headerSignature'],
    ...(isBookKind(stored['book']) ? { book: stored['book'] } : {}),
    columns: columns.flatMap((column: unknown) => {
      if (!isObject(column) || typeof column['index'] !== 'number') return [];
      const target = parseTarget(column['target']);
      return target ? [{ index: column['index'], target }] : [];
    }),
    terms: terms.flatMap((term: unknown) => {
      if (!isObject(term)) return [];
      const { field, term: word, value } = term;
      if (typeof field !== 'string' || typeof word !== 'string') return [];
      return [{ field, term: word, value: (value ?? null) as Json }];
    }),
    ...(typeof community === 'string' ? { community } : {})
  };
}

function parseTarget(target: unknown): ColumnTarget | undefined {
  if (!isObject(target)) return undefined;
  const { type, field, level, reason } = target;
  if (type === 'field' && typeof field === 'string') return { type, field };
  if (type === 'not-enabled' && typeof field === 'string') return { type, field };
  if (type === 'org' && (level === 'community' || level === 'grid' || level === 'building')) {
    return { type, level };
  }
  if (type === 'age' || type === 'building-of-address') return { type };
  if (type === 'ignore') return { type, reason: reason === 'known' ? 'known' : 'unknown' };
  return undefined;
}
