/** What one cell says, before a person is asked. Every reading but a clean value becomes exactly one finding (I12). */
import type { Json } from '../../../kernel/json';
import type { FindingChoice } from '../types';

export type CellReading =
  /** Nothing stands there. */
  | { readonly type: 'empty' }
  | {
      readonly type: 'value';
      readonly value: Json;
      readonly note?: string;
      /** Of a day: the hour as it stands behind it. */
      readonly hour?: string;
    }
  /** Several meanings: `certain` is the part that is not in doubt, or null. */
  | {
      readonly type: 'doubt';
      readonly certain: Json;
      readonly message: string;
      readonly choices: readonly FindingChoice[];
      readonly hour?: string;
    }
  | { readonly type: 'left-out'; readonly message: string }
  /** A word of a code list that has to be asked once for all its cells. */
  | { readonly type: 'ask'; readonly terms: readonly AskedTerm[]; readonly known: Json };

export interface AskedTerm {
  /** As asked on screen; the same text is one question. */
  readonly term: string;
  readonly message: string;
  readonly suggestion: Json;
  readonly choices: readonly FindingChoice[];
}

export const emptyReading: CellReading = { type: 'empty' };
export const leaveOutChoice: FindingChoice = { label: '留空', value: null };

/** Signs that a form line was left open; nothing is lost by reading them as empty. */
export const isBlankMark = (text: string): boolean =>
  /^[-—–－/\\、.。*_~无]?$|^(——|--|暂无|没有|空)$/.test(text);

/** Words that say that nobody knows. */
export const isUnknownWord = (text: string): boolean =>
  /^(不详|不清楚?|不明|未知|待查|待补充?|待核实?|[?？]+|保密|不愿(意)?(提供|透露)?)$/.test(text);
