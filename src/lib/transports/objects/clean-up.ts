/**
 * Takes away what nobody needs: own objects that the index does not name, and those of removed devices and of earlier lives of
 * this one, once everything they list is here, and so in others' objects. What a medium brings back goes again.
 */
import type { Index } from '../../log/protocol/listing';
import { createCoverage } from '../../log/protocol/seq-ranges';
import { isBridge } from './bridges';
import { indexId, nameOfObject, ownerName, type Source, type Visit } from './context';
import { placeOf, type Survey } from './survey';

export async function cleanUp(
  visit: Visit,
  survey: Survey,
  { listing }: Index,
  bridges: ReadonlySet<string>
): Promise<void> {
  const { port, medium } = visit;
  for (const one of survey.held) {
    const owner = await ownerName(one, port.self());
    const { tag } = one.carrier;
    const named = listing.objects.filter((object) => object.tag === tag);
    const keep = new Set([...named.map(({ id }) => nameOfObject(owner, id)), ...bridges]);
    if (tag === survey.current?.carrier.tag) keep.add(nameOfObject(owner, indexId));
    for (const object of survey.objects) {
      const isOurs = object.tag === tag && object.name.startsWith(`${owner}-`);
      if (isOurs && object.isWritable && !keep.has(object.name)) await medium.remove(object);
    }
  }
  await removePast(visit, survey);
}

async function removePast({ port, medium }: Visit, survey: Survey): Promise<void> {
  const past = survey.sources.filter(({ isPast }) => isPast);
  if (past.length === 0) return;
  const { frontier, tips } = await port.status({ withDigests: false });
  const here = createCoverage(
    [...frontier.chains, ...tips].map((chain) => ({ ...chain, from: 1, to: chain.seq }))
  );
  const isHere = ({ listing }: Source): boolean =>
    listing.objects.every(({ runs }) => runs.every((run) => here.missingOf(run).length === 0));
  for (const source of past.filter(isHere)) {
    for (const one of survey.held) {
      const owner = await ownerName(one, source.signed.status);
      for (const object of survey.objects) {
        const isTheirs = object.tag === one.carrier.tag && object.name.startsWith(`${owner}-`);
        // A device that writes elsewhere now has the same name in both places.
        const isThere = source.at !== undefined && placeOf(object) === placeOf(source.at);
        if (isTheirs && isThere && object.isWritable && !isBridge(object))
          await medium.remove(object);
      }
    }
  }
}
