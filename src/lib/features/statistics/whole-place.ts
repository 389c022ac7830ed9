/** Whom the figures of the whole book are about: its community, its street where it has several, else its own name. */
import type { OrgNodeRow } from '../../domain/org-node/record';

interface Names {
  readonly spaceName?: string | undefined;
  readonly communityName?: string | undefined;
  readonly subdistrictName?: string | undefined;
}

export function wholePlace(
  { spaceName = '', communityName = '', subdistrictName = '' }: Names,
  nodes: readonly OrgNodeRow[]
): string {
  const communities = nodes.filter(({ values }) => values.level === 'community');
  const [first] = communities;
  const whole = communities.length > 1 ? subdistrictName : communityName || first?.values.name;
  return whole || spaceName;
}
