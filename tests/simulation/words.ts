/** I3 for texts: a word that anybody typed is shown, once, or somebody took it out. Every edit types a word of its own. */
import * as Y from 'yjs';
import { expect } from 'vitest';
import type { WriterSlot } from '../../src/lib/merge/field-key';
import { acceptedParts } from './accepted-parts';
import type { SimDevice } from './sim-device';
import type { World } from './world';

/** Hangul: no other text of a simulation has any. */
const [firstWord, lastWord] = [0xac00, 0xd7a3];
const wordsOf = (text: string): string[] =>
  [...text].filter((one) => one.charCodeAt(0) >= firstWord && one.charCodeAt(0) <= lastWord);

export interface Words {
  typed: number;
  /** Taken out by a person, in whatever life of a device. */
  readonly deleted: Set<string>;
}

export const createWords = (): Words => ({ typed: 0, deleted: new Set() });

export const nextWord = (words: Words): string => String.fromCharCode(firstWord + words.typed++);

export const noteDeleted = ({ deleted }: Words, before: string, after: string): void =>
  wordsOf(before)
    .filter((word) => !after.includes(word))
    .forEach((word) => void deleted.add(word));

export const textsOf = ({ replica }: SimDevice): ReadonlyMap<string, string> =>
  new Map(replica.view.rows('visit').map(({ id, values }) => [id, values.content ?? '']));

/** `held` as in `checkValuesAreKept`. */
export async function checkWordsAreKept(
  { words }: World,
  device: SimDevice,
  held: ReadonlySet<string>
): Promise<void> {
  const shown = textsOf(device);
  const typed = new Map<string, Map<string, Set<WriterSlot>>>();
  for (const { recordId, slot, update, isWhole } of await acceptedParts(device)) {
    // Of words behind an entry that was lost with a disk nothing tells where they stood (storage/SPEC, "Known limits").
    if (!isWhole) continue;
    const byWord = typed.get(recordId) ?? new Map<string, Set<WriterSlot>>();
    typed.set(recordId, byWord);
    for (const word of typedIn(update))
      byWord.set(word, new Set([...(byWord.get(word) ?? []), slot]));
  }
  const lost: unknown[] = [];
  for (const [recordId, byWord] of typed) {
    const text = shown.get(recordId);
    if (text === undefined || held.has(recordId)) continue;
    const wrong = [...byWord].filter(([word, slots]) => {
      const times = text.split(word).length - 1;
      // Copies that issue one branch apart each add its words (storage/SPEC, "Known limits").
      return times === 0 ? !words.deleted.has(word) : times > Math.max(1, slots.size - 1);
    });
    if (wrong.length > 0) lost.push({ recordId, text, wrong: wrong.map(([word]) => word) });
  }
  expect(lost).toEqual([]);
}

const typedIn = (update: Uint8Array): string[] =>
  Y.decodeUpdate(update).structs.flatMap((struct) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentString
      ? wordsOf(struct.content.str)
      : []
  );
