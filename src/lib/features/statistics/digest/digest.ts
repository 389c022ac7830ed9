/**
 * 工作小结: the figures of a report in sentences. A part with a figure opens the records behind it (I13); for outsiders
 * the numbers are those that go to a street, which tell nobody (domain/report/compile).
 */
import type { Audience } from '../../../app/documents/types';
import type { CompiledFigure, CompiledGroup } from '../../../domain/report/compile';
import { parsePeriod, type Period } from '../../../domain/statistics/period';
import { formatNumber, money, percent } from '../../../text/counts';
import { digestWords as words } from '../../../text/digest';
import { linesOf } from '../reports/figure-lines';

export interface Part {
  readonly text: string;
  /** What the number is made of; none for outsiders. */
  readonly figure?: CompiledFigure;
  /** Of another year than the text is about: its name is said with the figure's. */
  readonly when?: string;
}
/** One paragraph. */
export type Sentence = readonly Part[];

export interface Chapter {
  readonly title: string;
  readonly sentences: readonly Sentence[];
}

export interface DigestInput {
  readonly groups: readonly CompiledGroup[];
  /** Of the same span a year earlier (DOMAIN I-14), for what was done; what stood in the register then is not known. */
  readonly before: readonly CompiledGroup[];
  readonly audience: Audience;
  readonly place: string;
  readonly period: Pick<Period, 'key' | 'label'>;
  /** In words. */
  readonly today: string;
}

const say = (text: string): Part => ({ text });

/** The numbers of one audience, by the id of the figure. */
interface Numbers {
  /** The number with its unit; undefined where it is not told, or is nothing. */
  readonly of: (id: string) => Part | undefined;
  readonly shareOf: (id: string) => string;
  /** `标签 5 人` of every row that has somebody, merged ones too. */
  readonly rowsOf: (groupId: string) => readonly Sentence[];
}

const unitText = ({ kind, value }: CompiledFigure): string =>
  kind.kind === 'money' ? money(value) : `${formatNumber(value)} ${kind.unit}`;

/** `01 民主党派成员`: the number of the list is no part of a sentence. */
const bare = (label: string): string => label.replace(/(^|：|、)\d{2} /g, '$1');

function numbersOf(groups: readonly CompiledGroup[], audience: Audience): Numbers {
  const figures = new Map(
    groups.flatMap((group) => group.figures.map((figure) => [figure.kind.id, { group, figure }]))
  );
  const isTold = (id: string): boolean => {
    const told = figures.get(id)?.group.told.find((each) => each.id === id);
    return audience === 'internal' || (told !== undefined && told.n !== null);
  };
  const part = (figure: CompiledFigure): Part =>
    audience === 'internal' ? { text: unitText(figure), figure } : say(unitText(figure));
  return {
    of(id) {
      const figure = figures.get(id)?.figure;
      return figure && figure.value > 0 && isTold(id) ? part(figure) : undefined;
    },
    shareOf(id) {
      const { value = 0, of, kind } = figures.get(id)?.figure ?? {};
      const isShare = of !== undefined && of > 0 && isTold(id);
      return isShare ? words.share(percent(value, of), kind?.whole ?? '') : '';
    },
    rowsOf(groupId) {
      const group = groups.find((each) => each.group.id === groupId);
      if (!group) return [];
      if (audience === 'internal')
        return group.figures
          .filter(({ value }) => value > 0)
          .map((figure) => [say(`${bare(figure.kind.label)} `), part(figure)]);
      return linesOf(
        group.group,
        group.told.filter(({ n }) => n !== null && n > 0)
      ).lines.map(({ label, value }) => [say(`${bare(label)} ${value}`)]);
    }
  };
}

const joined = (sentences: readonly Sentence[], between: string): Sentence =>
  sentences.flatMap((parts, at) => (at === 0 ? parts : [say(between), ...parts]));

const ended = (sentence: Sentence): Sentence => [...sentence, say('。')];

/** The span of the same name a year earlier. */
export const yearBefore = ({ key }: Pick<Period, 'key'>): Period | undefined =>
  parsePeriod(`${Number(key.slice(0, 4)) - 1}${key.slice(4)}`);

interface Work {
  readonly numbers: Numbers;
  readonly before: Numbers;
  readonly period: DigestInput['period'];
}

/** `词 number（share）（上年 number）` for each figure that there is. */
function listed({ numbers, before, period }: Work, figures: Figures): Sentence[] {
  const when = period.key.length === 4 ? words.lastYear : words.yearEarlier;
  return figures.flatMap(([label, id]): Sentence[] => {
    const part = numbers.of(id);
    const earlier = before.of(id);
    if (!part) return [];
    const compared = earlier ? [say(`（${when} `), { ...earlier, when }, say('）')] : [];
    return [[say(label), part, say(numbers.shareOf(id)), ...compared]];
  });
}

type Figures = readonly (readonly [label: string, id: string])[];

function register(numbers: Numbers, { place, today }: DigestInput): readonly Sentence[] {
  const people = numbers.of('people');
  if (!people) return [];
  const pending = numbers.of('pending');
  const rows = (title: string, groupId: string): Sentence[] => {
    const all = numbers.rowsOf(groupId);
    return all.length === 0 ? [] : [ended([say(title), ...joined(all, '，')])];
  };
  return [
    ended([
      say(words.asOf(today, place)),
      people,
      ...(pending ? [say(words.pending), pending, say(words.pendingEnd)] : [])
    ]),
    ...rows(words.among, 'category'),
    ...rows(words.bySex, 'sex'),
    ...rows(words.byAge, 'age')
  ];
}

/** Figures of the period, one paragraph; none where nothing was done. */
function work(done: Work, figures: Figures): readonly Sentence[] {
  const all = listed(done, figures);
  return all.length === 0 ? [] : [ended([say(done.period.label), ...joined(all, '，')])];
}

export function digestOf(input: DigestInput): readonly Chapter[] {
  const { audience, period } = input;
  const numbers = numbersOf(input.groups, audience);
  const done: Work = { numbers, before: numbersOf(input.before, audience), period };
  const { chapters } = words;
  return [
    { title: chapters.register, sentences: register(numbers, input) },
    {
      title: chapters.visits,
      sentences: work(done, [
        ['走访 ', 'visits.times'],
        ['', 'visits.households'],
        ['', 'visits.persons'],
        ['走访到的成员 ', 'visits.met'],
        ['慰问金 ', 'visits.money']
      ])
    },
    {
      title: chapters.matters,
      sentences: work(done, [
        ['接待 ', 'receptions'],
        ['登记诉求 ', 'needs'],
        ['其中已办结 ', 'needs.settled'],
        ['收到意见建议 ', 'suggestions'],
        ['其中已答复 ', 'suggestions.answered']
      ])
    },
    {
      title: chapters.activities,
      sentences: work(done, [
        ['举办活动 ', 'activities'],
        ['到场 ', 'activities.present']
      ])
    },
    {
      title: chapters.aid,
      sentences: work(done, [
        ['帮扶 ', 'aid.times'],
        ['折价 ', 'aid.value']
      ])
    }
  ];
}

export interface Said extends Part {
  /** The mark that follows a number, which may not begin a line. */
  readonly mark: string;
}

/** For the screen: what opens a list is a button, and a line could break between it and its mark. */
export function saidOf(sentence: Sentence): readonly Said[] {
  const parts = sentence.filter(({ text }) => text !== '');
  const markAfter = (at: number): string =>
    parts[at]?.figure ? (/^[，。；）]/.exec(parts[at + 1]?.text ?? '')?.[0] ?? '') : '';
  return parts.map((part, at) => ({
    ...part,
    text: part.text.slice(markAfter(at - 1).length),
    mark: markAfter(at)
  }));
}

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
export const chapterTitle = (title: string, at: number): string =>
  `${numerals[at] ?? ''}、${title}`;

/** As it is pasted into a document: what has nothing to say is left out. */
export function digestText(input: DigestInput): string {
  const chapters = digestOf(input).filter(({ sentences }) => sentences.length > 0);
  return [
    words.headline(input.place, input.period.label),
    ...chapters.flatMap(({ title, sentences }, at) => [
      chapterTitle(title, at),
      ...sentences.map((parts) => parts.map(({ text }) => text).join(''))
    ]),
    chapterTitle(words.rest, chapters.length),
    words.restHint
  ].join('\n');
}
