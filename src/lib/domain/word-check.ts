/**
 * The word check (DOMAIN B-1…B-8, UX rule 9): what may not be written about a person. A *block* refuses the
 * text, an *advice* lets it through with a hint. Own tags and lists are the strictest context: there a word
 * is a label on a person. Ordinary texts keep ordinary words: 信访局 as an employer, 工资 in a request for help.
 *
 * It reads through blanks, zero-width characters, full width and the traditional forms of its own terms;
 * it is an aid for honest writers, not a wall against a person who wants to get round it.
 */
import { wordRules, type WordLevel, type WordRule } from './word-rules';

/**
 * tag: a label on a person; note: a standing remark about a person; person: what was said in a conversation, needs and
 * circumstances included; work: texts about work and organisations. A rule without a level of its own for notes treats
 * them like conversations.
 */
export type WordContext = 'tag' | 'note' | 'person' | 'work';

export interface WordFinding {
  /** DOMAIN B row, e.g. `B-1`. */
  readonly rule: string;
  /** As it stands in the text. */
  readonly found: string;
  /** UTF-16 offset and length in the text as given. */
  readonly start: number;
  readonly length: number;
  readonly level: WordLevel;
  /** What to do instead; plain Chinese, whole sentence for the screen. */
  readonly message: string;
}

/** Traditional forms of characters used in the terms. */
const traditional: Readonly<Record<string, string>> = {
  動: '动',
  態: '态',
  現: '现',
  傾: '倾',
  穩: '稳',
  險: '险',
  級: '级',
  訪: '访',
  點: '点',
  員: '员',
  對: '对',
  關: '关',
  監: '监',
  蹤: '踪',
  養: '养',
  審: '审',
  況: '况',
  實: '实',
  評: '评',
  維: '维',
  鬧: '闹',
  纏: '缠',
  護: '护',
  場: '场',
  堅: '坚',
  懷: '怀',
  敵: '敌',
  記: '记',
  違: '违',
  獄: '狱',
  釋: '释',
  滿: '满',
  類: '类',
  績: '绩',
  紅: '红',
  綠: '绿',
  黃: '黄',
  聲: '声',
  靠: '靠'
};

const skipped = /[\s\u00ad\u200b-\u200f\u2060\ufeff*_~^]/;

interface Folded {
  readonly text: string;
  /** Offset in the original of each folded character, and of the end. */
  readonly offsets: readonly number[];
}

function fold(text: string): Folded {
  const offsets: number[] = [];
  let folded = '';
  let at = 0;
  for (const character of text) {
    for (const plain of character.normalize('NFKC')) {
      if (skipped.test(plain)) continue;
      const simple = traditional[plain] ?? plain;
      folded += simple;
      for (let unit = 0; unit < simple.length; unit += 1) offsets.push(at);
    }
    at += character.length;
  }
  offsets.push(text.length);
  return { text: folded, offsets };
}

const levelIn = ({ levels }: WordRule, context: WordContext): WordLevel | undefined =>
  levels[context] ?? (context === 'note' ? levels.person : undefined);

function findingsOf(rule: WordRule, level: WordLevel, folded: Folded, text: string): WordFinding[] {
  const findings: WordFinding[] = [];
  for (const match of folded.text.matchAll(new RegExp(rule.pattern, 'gu'))) {
    const start = folded.offsets[match.index] ?? 0;
    const end = folded.offsets[match.index + match[0].length] ?? text.length;
    const found = text.slice(start, end).trim();
    findings.push({
      rule: rule.rule,
      found,
      start,
      length: found.length,
      level,
      message: `“${found}”${rule.message}`
    });
  }
  return findings;
}

/** By context one pattern for all its rules: nearly every text of a large ledger has nothing, and is asked once. */
const suspicions = new Map<WordContext, RegExp>();

function suspicionOf(context: WordContext): RegExp {
  const known = suspicions.get(context);
  if (known) return known;
  const patterns = wordRules.flatMap((rule) =>
    levelIn(rule, context) === undefined ? [] : [`(?:${rule.pattern})`]
  );
  const made = new RegExp(patterns.join('|'), 'u');
  suspicions.set(context, made);
  return made;
}

/** All findings of a text in order; empty when nothing is wrong. */
export function checkWords(text: string, context: WordContext = 'person'): readonly WordFinding[] {
  const folded = fold(text);
  if (!suspicionOf(context).test(folded.text)) return [];
  return wordRules
    .flatMap((rule) => {
      const level = levelIn(rule, context);
      return level === undefined ? [] : findingsOf(rule, level, folded, text);
    })
    .sort((a, b) => a.start - b.start || b.length - a.length);
}

/** The first finding that refuses the text. */
export const blockingWord = (text: string, context: WordContext): WordFinding | undefined =>
  checkWords(text, context).find((finding) => finding.level === 'block');
