/** 制度 and 学习资料 as the list shows them. */
import type { Library, MaterialKind, OpenText } from '../../app/library/types';
import type { RecordRow, Session } from '../../app/types';
import { definitionOf } from '../../domain/registry';
import { excerptOf, matchesWords } from '../../domain/library/search-texts';
import type { RecordId } from '../../kernel/ids';
import type { Watchable } from '../../kernel/watchable';
import type { AnyField } from '../../domain/field';
import { libraryWords } from '../../text/library';

/** The library, fetched with its chunk when a screen first shows it. */
export const libraryOf = (session: Session): Watchable<Library> => ({
  watch(onValue, onError) {
    let isWatched = true;
    session.library().then((library) => {
      if (isWatched) onValue(library);
    }, onError);
    return () => (isWatched = false);
  }
});

/** A text that is open while something on screen watches it, and closed (and sealed) after. */
export const openedText = (
  library: Library,
  kind: MaterialKind,
  id: RecordId,
  onError: (thrown: unknown) => void
): Watchable<OpenText> => ({
  watch(onValue, onFailure) {
    let isWatched = true;
    const opening = library.open(kind, id);
    opening.then((text) => {
      if (isWatched) onValue(text);
    }, onFailure);
    return () => {
      isWatched = false;
      opening.then((text) => text.close()).catch(onError);
    };
  }
});

export interface MaterialLine {
  readonly id: RecordId;
  readonly title: string;
  readonly badge: string | undefined;
  readonly isQuiet: boolean;
  readonly detail: string;
  readonly excerpt: string | undefined;
}

type Values = Readonly<Record<string, unknown>>;

function shown(kind: MaterialKind, values: Values, name: string, session: Session): string {
  const field: AnyField | undefined = definitionOf(kind).fields[name];
  const value = values[name];
  if (!field || value === undefined || value === null) return '';
  return field.format(value, {
    nameOf: (kindOfRef, id) => session.queries.nameOf(kindOfRef, id)
  });
}

export interface ListInput {
  readonly kind: MaterialKind;
  readonly rows: readonly RecordRow[];
  readonly versions: readonly RecordRow[];
  readonly textOf: (id: RecordId) => string;
  readonly words: readonly string[];
  readonly session: Session;
}

/** Newest first; with words, those alone that hold every one of them. */
export function materialLines(input: ListInput): readonly MaterialLine[] {
  const { kind, rows, versions, textOf, words, session } = input;
  return rows
    .filter((row) => matchesWords({ title: titleOf(row), text: textOf(row.id) }, words))
    .sort((a, b) => b.updatedAt - a.updatedAt)
    .map((row) => {
      const values: Values = row.values;
      const text = textOf(row.id);
      const count = text.replace(/\s/gu, '').length;
      const finals = versions.filter((version) => materialOf(version) === row.id).length;
      const topic = shown(kind, values, 'topic', session);
      const facts = [
        topic === titleOf(row) ? '' : topic,
        shown(kind, values, 'on', session),
        shown(kind, values, 'responsible', session),
        count === 0 ? libraryWords.noText : libraryWords.characters(count),
        finals === 0 ? '' : libraryWords.versions(finals)
      ];
      return {
        id: row.id,
        title: titleOf(row),
        badge: shown(kind, values, 'status', session) || undefined,
        isQuiet: values['status'] === 'stopped',
        detail: facts.filter((fact) => fact !== '').join(' · '),
        excerpt: words.length === 0 ? undefined : excerptOf(text, words)
      };
    });
}

export const titleOf = (row: RecordRow): string => definitionOf(row.kind).title(row.values);

/** The material that a version or a reading entry belongs to. */
export const materialOf = (row: RecordRow): unknown => (row.values as Values)['material'];
