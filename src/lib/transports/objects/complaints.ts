/**
 * Readers say in their indexes which objects did not hold what was said of them. Whoever could offer the same looks for
 * itself: an object that is really broken counts for nothing, and its owner writes it anew.
 */
import { versionKey } from './context';
import { openListed } from './gather';
import type { Offer } from './offering';

/** Looked at in one visit, whoever complains of how much. */
const maxLooks = 64;

/** Ids of objects that this device found broken, now or when it wanted them. */
export async function unsoundOf({ visit, survey, others }: Offer): Promise<ReadonlySet<string>> {
  const { memory } = visit;
  const unsound = new Set(memory.broken);
  const complained = new Set(others.flatMap(({ listing }) => listing.broken));
  let looks = 0;
  for (const { objects } of complained.size > 0 ? survey.sources : []) {
    for (const object of objects) {
      const key = versionKey(object.at);
      const isKnown = unsound.has(object.id) || memory.checked.has(key);
      if (isKnown || !complained.has(object.id) || looks >= maxLooks) continue;
      looks++;
      if (await openListed(visit, object, survey.held)) memory.checked.add(key);
      else unsound.add(object.id);
    }
  }
  return unsound;
}
