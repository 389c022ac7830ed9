/**
 * The manifest of a fold: which pages and packs there are, and of which generation each is. A page or pack of
 * another generation does not open, so an older one can't be put back.
 */
import type { RecordKind } from '../domain/field';
import { fromUtf8, utf8 } from '../kernel/bytes';
import { scopes } from '../kernel/scope';
import type { AtRest, Place } from './at-rest';
import { putRow, type ReplicaStore, type StoreWrite } from './store';

export interface PackInfo {
  readonly pack: number;
  readonly generation: number;
  /** Bytes of states inside, foreseen by stateSize. */
  readonly size: number;
}

/**
 * How pages are laid out: none, any years in a page; 1, each year for itself; 2, values by column. Those of an earlier
 * layout are read, and written anew when there is time.
 */
export const pageLayout = 2;
/** A build of before can't read them: to it they do not open, and it rebuilds them from the log. */
const layoutByColumn = 2;

/** Records of one kind and year whose rows share a page; their states lie in the packs. */
export interface Group {
  /** Unique over all kinds. */
  readonly group: number;
  readonly kind: RecordKind;
  /** Year of the records' date; 0 without one, and for kinds that are opened whole. */
  readonly year: number;
  /** `pageLayout` by which it was written. */
  readonly layout?: number;
  readonly generation: number;
  readonly rowCount: number;
  /** Bytes of the page, as they were foreseen: what room it has. */
  readonly size: number;
  readonly packs: readonly PackInfo[];
}

export interface Manifest {
  readonly generation: number;
  /** First overlay chunk that is not folded in. */
  readonly overlayStart: number;
  readonly nextGroup: number;
  readonly groups: ReadonlyMap<number, Group>;
  /** Generation in which everything was last written anew: rows may be others since. */
  readonly anew?: number;
  /** Per chain key the sequence number from which its runs may still be joined. */
  readonly joinedTo: Readonly<Record<string, number>>;
}

export const emptyManifest: Manifest = {
  generation: 0,
  overlayStart: 0,
  nextGroup: 0,
  groups: new Map(),
  joinedTo: {}
};

/** A state place is `group * packsPerGroup + pack`. */
export const packsPerGroup = 1024;
export const placeOfPack = (group: number, pack: number): number => group * packsPerGroup + pack;
export const groupOfPlace = (place: number): number => Math.floor(place / packsPerGroup);
export const packOfPlace = (place: number): number => place % packsPerGroup;

export const pagePlace = ({
  kind,
  year,
  group,
  generation,
  layout = 0
}: Omit<Group, 'packs'>): Place => ({
  table: 'pages',
  key: [kind, year, group],
  scopes,
  generation,
  ...(layout >= layoutByColumn ? { layout } : {})
});

export const packPlace = (group: number, { pack, generation }: PackInfo): Place => ({
  table: 'states',
  key: [group, pack],
  scopes,
  generation
});

const placeOf = (generation: number): Place => ({
  table: 'heads',
  key: ['manifest'],
  scopes: [],
  generation
});

export async function writeManifest(atRest: AtRest, manifest: Manifest): Promise<StoreWrite> {
  const place = placeOf(manifest.generation);
  const text = JSON.stringify({ ...manifest, groups: [...manifest.groups.values()] });
  return putRow(place.table, place.key, await atRest.seal(place, utf8(text)));
}

/** The manifest of exactly this generation; undefined when the stored one is missing or another. */
export async function readManifest(
  store: ReplicaStore,
  atRest: AtRest,
  generation: number
): Promise<Manifest | undefined> {
  if (generation === 0) return emptyManifest;
  const place = placeOf(generation);
  const sealed = await store.get(place.table, place.key);
  const plain = sealed && (await atRest.open(place, sealed));
  if (!plain) return undefined;
  const parsed = JSON.parse(fromUtf8(plain)) as Omit<Manifest, 'groups'> & {
    readonly groups: readonly Group[];
  };
  return { ...parsed, groups: new Map(parsed.groups.map((group) => [group.group, group])) };
}
