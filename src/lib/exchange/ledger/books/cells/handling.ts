/** 处理情况 (H2-5): 已办, 正在办, √, or nothing, for one problem or, numbered alike, for each of several. */
import { needStatuses } from '../../../../domain/code-lists/need-status';
import { splitConcerns } from '../../../../domain/visit/concerns';
import { isBlankMark } from '../../cells/reading';

export interface Handling {
  /** Undefined when nothing tells: a person is asked once for the words. */
  readonly status: string | undefined;
  /** What was written, as it stands. */
  readonly result?: string;
}

const marks = /^[√✓✔是]$/;
const beginnings: readonly (readonly [RegExp, string])[] = [
  [/^(?:没|未|尚未|待|暂未)/, 'registered'],
  [/^(?:正在|在办|办理中|处理中|跟进|推进|协调)/, 'working'],
  [/^已?(?:经)?(?:转办|转交|转报|上报)/, 'transferred'],
  [/^已?(?:经)?(?:答复|回复|解释|告知)/, 'answered'],
  [/^(?:已|己)(?:经)?(?:办|解决|落实|处理|完成|修|换|安装|解)/, 'resolved']
];

function readOne(written: string): Handling {
  const text = written.trim();
  if (text === '' || isBlankMark(text)) return { status: 'registered' };
  if (marks.test(text)) return { status: 'resolved', result: text };
  const known = needStatuses.find(text)?.code;
  const status = known ?? beginnings.find(([pattern]) => pattern.test(text))?.[1];
  return { status, result: text };
}

/** One reading per problem: parts numbered like the problems belong to each, anything else to all of them. */
export function readHandling(text: string, count: number): readonly Handling[] {
  const parts = splitConcerns(text);
  const [only = text, ...others] = parts;
  const single = readOne(others.length === 0 ? only : text);
  return Array.from({ length: count }, (_, index) =>
    parts.length === count && count > 1 ? readOne(parts[index] ?? '') : single
  );
}
