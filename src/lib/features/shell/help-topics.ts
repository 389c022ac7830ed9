/** The manual as the search finds it: what no person, deed or place is called may be explained there. */
import { resolve } from '$app/paths';
import type { HelpBlock, HelpChapter } from '../../text/help';

export interface HelpTopic {
  readonly id: string;
  readonly title: string;
  readonly chapter: string;
  readonly href: string;
  /** All its words, to search in. */
  readonly words: string;
}

const wordsOf = (block: HelpBlock): string => {
  if (block.type === 'text') return block.text;
  return (block.type === 'table' ? block.rows.flat() : block.items).join(' ');
};

export const topicsOf = (chapters: readonly HelpChapter[]): readonly HelpTopic[] =>
  chapters.flatMap(({ id, title: chapter, sections }) =>
    sections.map(({ title, blocks }, at) => ({
      id: `${id}-${at}`,
      title,
      chapter,
      href: `${resolve('/help')}#${id}-${at}`,
      words: blocks.map(wordsOf).join(' ')
    }))
  );

const most = 6;

/** Titles first, then where it is spoken of most; one character alone would be found everywhere. */
export function findTopics(topics: readonly HelpTopic[], text: string): readonly HelpTopic[] {
  const wanted = text.trim();
  if (wanted.length < 2) return [];
  const weigh = ({ title, words }: HelpTopic): number =>
    (title.includes(wanted) ? 1_000 : 0) + words.split(wanted).length - 1;
  return topics
    .map((topic) => ({ topic, weight: weigh(topic) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, most)
    .map(({ topic }) => topic);
}
