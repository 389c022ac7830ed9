/** People, a visit and a draft that carry canaries in every kind of text the book keeps. */
import type { Drafts } from '../../../src/lib/app/types';
import { unwrap } from '../../../src/lib/kernel/result';
import type { Replica } from '../../../src/lib/storage/types';
import { createConsentedPerson, createVisitChange, personIdOf } from '../../factories/records';

const draftKey = 'person/canary';

/** Canaries in order: name, phone, id number, address, note, visit text, draft text, edited-away name. */
export async function plantCanaries(
  replica: Replica,
  drafts: Drafts,
  canaries: readonly string[]
): Promise<void> {
  const [name, number, idNo, address, note, content, draft, oldName] = canaries as string[];
  const values = { name: oldName, mobile: [{ number: number ?? '' }], idNo, address, note };
  unwrap(
    await replica.commit([
      ...createConsentedPerson('canary', values),
      createVisitChange('canary', { people: [personIdOf('canary')], content })
    ])
  );
  unwrap(
    await replica.commit([
      { type: 'set', kind: 'person', id: personIdOf('canary'), values: { name: name ?? '' } }
    ])
  );
  await replica.fold();
  unwrap(
    await replica.commit([
      { type: 'set', kind: 'person', id: personIdOf('canary'), values: { school: name ?? '' } }
    ])
  );
  await drafts.save(draftKey, { name: draft ?? '', half: 'writ' });
}

export async function plantedText(replica: Replica, drafts: Drafts): Promise<string> {
  const rows = [...replica.view.rows('person'), ...replica.view.rows('visit')];
  const history = await replica.history('person', personIdOf('canary'));
  return JSON.stringify([rows, history, await drafts.load(draftKey)]);
}
