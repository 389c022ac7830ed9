/**
 * Cells of code lists and categories (H1-7, H1-8). A known word gives its code; any other is asked once for
 * all its cells, with the best guess first and never applied unasked.
 */
import {
  categoryLabel,
  categoryTerm,
  u12Terms,
  type PersonCategory
} from '../../../domain/categories';
import {
  readCategoryTerm,
  splitCategoryCell,
  type CategoryCandidate
} from '../../../domain/category-terms';
import type { CodeItem, CodeList } from '../../../domain/code-list';
import { toSimplified } from '../header-text';
import type { FindingChoice } from '../types';
import {
  emptyReading,
  isBlankMark,
  isUnknownWord,
  leaveOutChoice,
  type AskedTerm,
  type CellReading
} from './reading';

const tidy = (text: string): string => toSimplified(text.normalize('NFKC')).replace(/\s+/g, '');

/** @param isPersonal the word may mean something else for each person here, whatever the list says of it. */
export function readCode(text: string, list: CodeList, isPersonal = false): CellReading {
  const term = tidy(text);
  // 无 stands in many lists' questions, so it is a blank only where the list doesn't ask about it.
  const candidates = list.candidatesOf(term);
  if (candidates.length === 0 && (term === '' || isBlankMark(term))) return emptyReading;
  const found = list.find(term) ?? list.find(text.trim());
  if (found && !isPersonal) return { type: 'value', value: found.code };
  if (isUnknownWord(term)) return { type: 'left-out', message: `写的是“${term}”，留空` };
  const part = candidates.length === 0 ? onlyKnownPart(term, list) : undefined;
  if (part) return { type: 'value', value: part.code, note: `按“${part.label}”理解` };
  const choices = (candidates.length > 0 ? candidates : list.items).map((item) => ({
    label: item.label,
    value: item.code
  }));
  if (candidates.length > 0 && (isPersonal || list.isPersonal(term))) {
    const message = `“${term}”说不清是哪一种，请按本人情况选择；没有选定前留空`;
    return { type: 'doubt', certain: null, message, choices: [...choices, leaveOutChoice] };
  }
  const asked: AskedTerm = {
    term,
    message: candidates.length > 0 ? `“${term}”可能有几种意思，请选择` : `不认识“${term}”，请选择`,
    suggestion: candidates[0]?.code ?? null,
    choices: [...choices, leaveOutChoice]
  };
  return { type: 'ask', terms: [asked], known: null };
}

/** 本科/学士 and 研究生/博士: one part is of this list for certain, and no other part speaks against it. */
function onlyKnownPart(term: string, list: CodeList): CodeItem | undefined {
  const parts = term.split(/[/、,，]/).filter((part) => part !== '');
  if (parts.length < 2) return undefined;
  const found = new Set(parts.flatMap((part) => list.find(part) ?? []));
  const [only] = found;
  if (only === undefined || found.size > 1) return undefined;
  const agrees = parts.every((part) => {
    const candidates = list.candidatesOf(part);
    return candidates.length === 0 || candidates.includes(only);
  });
  return agrees ? only : undefined;
}

/** Several codes in one cell, for fields that hold a set of codes. */
export function readCodes(text: string, list: CodeList): CellReading {
  const parts = text.split(/[、,，;；/\n|]+/).filter((part) => part.trim() !== '');
  const known: string[] = [];
  const terms: AskedTerm[] = [];
  for (const part of parts) {
    const reading = readCode(part, list);
    if (reading.type === 'value' && typeof reading.value === 'string') known.push(reading.value);
    else if (reading.type === 'ask') {
      terms.push(...reading.terms.map((term) => ({ ...term, choices: asLists(term.choices) })));
    }
  }
  if (terms.length > 0) return { type: 'ask', terms, known: known.length > 0 ? known : null };
  return known.length > 0 ? { type: 'value', value: known } : emptyReading;
}

const asLists = (choices: readonly FindingChoice[]): readonly FindingChoice[] =>
  choices.map(({ label, value }) => ({ label, value: value === null ? null : [value] }));

/** 台属、党外知识分子: one category per word; the scheme stays with each. */
export function readCategories(text: string): CellReading {
  // Not NFKC: ① must be asked as ①, not as 1.
  const cell = toSimplified(text).trim();
  if (cell === '' || isBlankMark(cell)) return emptyReading;
  const known: PersonCategory[] = [];
  const terms: AskedTerm[] = [];
  const several: SeveralMeanings[] = [];
  for (const part of splitCategoryCell(cell)) {
    const term = part.replace(/\s+/g, '');
    const reading = readCategoryTerm(term);
    if (reading.type === 'known') known.push(...reading.categories.map(asCategory));
    else if (reading.type === 'ask' && reading.candidates.length > 1) several.push(reading);
    else terms.push(askCategory(term, reading.type === 'ask' ? reading : undefined));
  }
  if (several.length > 0) return askForThisRow(known, several, terms);
  const value = known.length > 0 ? known : null;
  if (terms.length > 0) return { type: 'ask', terms, known: value };
  return value ? { type: 'value', value } : emptyReading;
}

interface SeveralMeanings {
  readonly candidates: readonly CategoryCandidate[];
  readonly reason: string;
}

/**
 * 港澳台属 is one of several categories for each person anew: a question of the row, never one answer for all who
 * share the word, and nothing goes in until it is answered.
 */
function askForThisRow(
  known: readonly PersonCategory[],
  several: readonly SeveralMeanings[],
  terms: readonly AskedTerm[]
): CellReading {
  const meant = several.flatMap(({ candidates }) => candidates.map(asCategory));
  const choice = (categories: readonly PersonCategory[]): FindingChoice => ({
    label: categories.map(categoryLabel).join(' ＋ '),
    value: [...known, ...categories]
  });
  const left = terms.map(({ term }) => `“${term}”认不出，没有导入`);
  return {
    type: 'doubt',
    certain: known.length > 0 ? [...known] : null,
    message: [...several.map(({ reason }) => reason), ...left, '没有选定前不记这一类'].join('；'),
    choices: [
      ...meant.map((category) => choice([category])),
      choice(meant),
      known.length > 0 ? { label: '不记这一类', value: [...known] } : leaveOutChoice
    ]
  };
}

const asCategory = ({ scheme, code }: CategoryCandidate): PersonCategory => ({ scheme, code });

function askCategory(
  term: string,
  asked: { readonly candidates: readonly CategoryCandidate[]; readonly reason: string } | undefined
): AskedTerm {
  const all: readonly CategoryCandidate[] = u12Terms.map(({ code }) => ({ scheme: 'U12', code }));
  const candidates = asked && asked.candidates.length > 0 ? asked.candidates : all;
  const choices = candidates.map((candidate) => ({
    label: categoryTerm(candidate.scheme, candidate.code)?.label ?? candidate.code,
    value: [asCategory(candidate)]
  }));
  return {
    term,
    message: asked?.reason ?? `不认识类别“${term}”，请选择`,
    suggestion: asked?.candidates.length ? (choices[0]?.value ?? null) : null,
    choices: [...choices, leaveOutChoice]
  };
}
