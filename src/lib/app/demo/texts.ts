/** 资料 of the demonstration: a few short texts, the plan of the year, and where they were read (S1-05, I-12). */
import type { ActivityValues } from '../../domain/activity/record';
import { addDays } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { batchToChanges, splitBytes } from '../../storage/texts/pieces';
import { createTextDoc, editText, encodeWhole } from '../../storage/texts/text-doc';
import { heldMeetings, type HelpContext } from './help';
import { createChange, type CreateChange } from './changes';
import * as words from './help-texts';
import type { SeededRandom } from './seeded-random';

const lastClient = 0x7fff_ffff;

function piecesOf(random: SeededRandom, material: RecordId, text: string): CreateChange[] {
  // The writer of a text is a random number: here the seed says which.
  const doc = createTextDoc(material, random.between(1, lastClient));
  editText(doc, { at: 0, deleted: 0, inserted: text }, undefined);
  const pieces = splitBytes(encodeWhole(doc));
  const batch = { material, id: random.id(), form: 'update', pieces } as const;
  return batchToChanges(batch, () => random.id()).filter((change) => change.type === 'create');
}

export function createTexts(context: HelpContext): readonly CreateChange[] {
  const { random, today, communities, meetings } = context;
  const readingYear = Number(today.slice(0, 4));
  const materials = words.texts.map((text) => {
    const id = random.id();
    const shared = { title: text.title, on: addDays(today, -300), readingYear };
    const row =
      text.kind === 'regulation'
        ? createChange('regulation', id, { ...shared, topic: text.topic, status: 'inForce' })
        : createChange('studyMaterial', id, { ...shared, topic: text.topic });
    return { id, changes: [row, ...piecesOf(random, id, text.text)] };
  });
  const sessions = heldMeetings(meetings, 'study', today);
  const studied = sessions.flatMap(({ id: activity, values }) =>
    materials.slice(0, 2).map(({ id: material }) =>
      createChange('readingEntry', random.id(), {
        material,
        activity,
        on: (values as ActivityValues).on
      })
    )
  );
  const read = materials.slice(1).map(({ id: material }, i) =>
    createChange('readingEntry', random.id(), {
      material,
      reader: random.pick(random.pick(communities).workerIds),
      on: addDays(today, -(15 + i * 40))
    })
  );
  return [...materials.flatMap(({ changes }) => changes), ...studied, ...read];
}
