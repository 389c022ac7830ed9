/** The ways that are open in this tab: a folder, a relay. */
import { createFolderMedium } from '../../transports/folder';
import { isRelayName, type RelayMedium } from '../../transports/relay/relay';
import type { RelaySettings } from '../../transports/relay/session';
import type { RelayInput, RelayInputFault, WayView } from './types';
import { openWay, type Way, type WayDeps } from './way';
import type { WayPlace, WayVisit } from './way-visits';

export interface WaysDeps extends Omit<WayDeps, 'onVisit'> {
  readonly openRelay: (settings: RelaySettings) => RelayMedium;
  readonly onVisit: (kind: WayPlace['kind'], visit: WayVisit) => Promise<void>;
}

export interface Ways {
  folder(): Way | undefined;
  relay(): Way | undefined;
  /** In place of the one before. */
  openFolder(handle: FileSystemDirectoryHandle): Way;
  openRelay(settings: RelaySettings): Way;
  closeFolder(): void;
  closeRelay(): void;
  /** Something was written here. */
  changed(): void;
  stop(): void;
}

const wakeEvents = ['online', 'focus', 'pageshow'] as const;

export function createWays(deps: WaysDeps): Ways {
  const { page } = deps;
  let folder: Way | undefined;
  let relay: { readonly way: Way; readonly medium: RelayMedium } | undefined;

  const open = (place: WayPlace): Way =>
    openWay(place, { ...deps, onVisit: (visit) => deps.onVisit(place.kind, visit) });
  const all = (): Way[] => [folder, relay?.way].flatMap((way) => way ?? []);
  const wake = (): void => {
    for (const way of all()) way.returned();
  };
  for (const event of wakeEvents) page.addEventListener(event, wake);

  function closeFolder(): void {
    folder?.stop();
    folder = undefined;
  }

  function closeRelay(): void {
    relay?.way.stop();
    relay?.medium.close().catch(deps.onError);
    relay = undefined;
  }

  return {
    folder: () => folder,
    relay: () => relay?.way,
    openFolder(handle) {
      closeFolder();
      folder = open({ kind: 'folder', name: handle.name, medium: createFolderMedium(handle) });
      return folder;
    },
    openRelay(settings) {
      closeRelay();
      const medium = deps.openRelay(settings);
      const place = { kind: 'relay', name: settings.url, medium } as const;
      const way = open({ ...place, watch: (onArrival) => medium.watch(onArrival) });
      relay = { way, medium };
      return way;
    },
    closeFolder,
    closeRelay,
    changed() {
      for (const way of all()) way.changed();
    },
    stop() {
      closeFolder();
      closeRelay();
      for (const event of wakeEvents) page.removeEventListener(event, wake);
    }
  };
}

export const wayView = (
  way: Way | undefined,
  known: string | undefined,
  lastSuccessMs: number | undefined
): WayView => ({
  name: way?.name ?? known,
  state: way?.state() ?? { type: 'off' },
  lastSuccessMs,
  lastReport: way?.lastReport()
});

/** What is sealed may still not be overheard on its way: sizes and times. Loopback is for tests. */
const address = /^(wss:\/\/|ws:\/\/127\.0\.0\.1(:|\/|$))/;

export function faultOfInput({ url, room, carrier }: RelayInput): RelayInputFault | undefined {
  if (!address.test(url) || !isUrl(url)) return { type: 'bad-address' };
  return isRelayName(room) && isRelayName(carrier) ? undefined : { type: 'bad-name' };
}

function isUrl(text: string): boolean {
  try {
    return new URL(text).hostname !== '';
  } catch {
    return false;
  }
}
