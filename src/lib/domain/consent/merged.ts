/**
 * The basis of a person whose records were merged (I14): all papers count as if they had been recorded at one record,
 * and nothing holds that held at none of them. So a withdrawal at either ends its purposes for both, and merging by
 * itself grants nothing new; what is signed afterwards is the person's own and counts as always.
 */
import type { IsoDate, PartialDate } from '../../kernel/dates';
import { hlcToMs } from '../../kernel/hlc';
import { consentBasis, type ConsentBasis } from './basis';
import { basicPurpose } from './purposes';
import type { ConsentRow } from './record';

/** One of the records, with the papers that name it. */
export interface Papers {
  readonly consents: readonly ConsentRow[];
  readonly birth: PartialDate | undefined;
}

export function mergedBasis(
  records: readonly Papers[],
  mergedAt: number,
  today: IsoDate
): ConsentBasis {
  const all = records.flatMap(({ consents }) => consents);
  // Whoever may have been too young by one of the birth dates was too young.
  const readings = records.map(({ birth }) => consentBasis(all, birth, today));
  const strictest = readings.reduce((a, b) => (rank(b) < rank(a) ? b : a));
  if (strictest.state !== 'valid') return strictest;
  const held = new Set(
    records.flatMap(({ consents, birth }) => consentBasis(consents, birth, today).purposes)
  );
  for (const { createdAt, values } of all) {
    if (hlcToMs(createdAt) > mergedAt)
      for (const code of values.purposes ?? []) held.add(code as never);
  }
  const purposes = strictest.purposes.filter(
    (purpose) => held.has(purpose) && readings.every((each) => each.purposes.includes(purpose))
  );
  return purposes.includes(basicPurpose)
    ? { ...strictest, purposes }
    : { state: 'pending', purposes: [] };
}

/** The less may be shown, the smaller. */
const rank = ({ state }: ConsentBasis): number =>
  ['withdrawn', 'pending', 'expired', 'valid'].indexOf(state);
