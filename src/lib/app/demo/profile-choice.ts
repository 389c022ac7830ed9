/** Which profiles a made-up person has, by age: at most three, a party or 无党派 first. */
import type { SeededRandom } from './seeded-random';

export type ProfileName =
  | 'party'
  | 'nonParty'
  | 'intellectual'
  | 'minority'
  | 'clergy'
  | 'business'
  | 'managers'
  | 'agents'
  | 'freelancers'
  | 'media'
  | 'returned'
  | 'hongKongMacao'
  | 'taiwan'
  | 'overseas'
  | 'other';

/** Codes of scheme U12 (DOMAIN C). */
export const codeOf: Readonly<Record<ProfileName, string>> = {
  party: '01',
  nonParty: '02',
  intellectual: '03',
  minority: '04',
  clergy: '05',
  business: '06',
  managers: '07.1',
  agents: '07.2',
  freelancers: '07.3',
  media: '07.4',
  returned: '08',
  hongKongMacao: '09',
  taiwan: '10',
  overseas: '11',
  other: '12'
};

const weights: readonly (readonly [ProfileName, number])[] = [
  ['party', 12],
  ['nonParty', 3],
  ['intellectual', 16],
  ['clergy', 1],
  ['business', 14],
  ['managers', 7],
  ['agents', 6],
  ['freelancers', 6],
  ['media', 5],
  ['returned', 9],
  ['hongKongMacao', 4],
  ['taiwan', 8],
  ['overseas', 10],
  ['other', 3]
];
/** Ages at which a profile is likely; joining, founding and coming home lie behind the person then. */
const ages: Readonly<Partial<Record<ProfileName, readonly [from: number, to: number]>>> = {
  party: [30, 95],
  nonParty: [30, 95],
  business: [27, 70],
  returned: [26, 75],
  managers: [22, 61],
  agents: [24, 65],
  freelancers: [20, 61],
  media: [20, 50]
};

const isLikely = (name: ProfileName, age: number): boolean => {
  const [from, to] = ages[name] ?? [18, 95];
  return age >= from && age <= to;
};

/** A party or 无党派 comes first, since it decides the affiliation; the two exclude each other. */
function orderProfiles(names: readonly ProfileName[]): ProfileName[] {
  const set = new Set(names);
  if (set.has('party')) set.delete('nonParty');
  const first = (['party', 'nonParty'] as const).filter((name) => set.delete(name));
  return [...first, ...set];
}

export function chooseProfiles(
  random: SeededRandom,
  age: number,
  isMinority: boolean
): ProfileName[] {
  const fitting = weights.filter(([name]) => isLikely(name, age));
  const names: ProfileName[] = isMinority && random.chance(0.8) ? ['minority'] : [];
  if (names.length === 0 || random.chance(0.3)) names.push(random.weighted(fitting));
  if (random.chance(0.12)) names.push(random.weighted(fitting));
  return orderProfiles(names);
}
