/** The places of the app (UX "Fixed words"); only those that have something. */
import { resolve } from '$app/paths';
import IconBook from '~icons/lucide/notebook-pen';
import IconChart from '~icons/lucide/chart-column';
import IconHelp from '~icons/lucide/circle-help';
import IconLibrary from '~icons/lucide/library';
import IconPeople from '~icons/lucide/users';
import IconSync from '~icons/lucide/refresh-cw';
import IconSettings from '~icons/lucide/settings';
import IconToday from '~icons/lucide/sun';
import { definitionOf, workKinds } from '../../domain/registry';
import { cadenceWords, networkWords } from '../../text/cadence';
import { consentWords, dueWords } from '../../text/consent';
import { digestWords } from '../../text/digest';
import { contactWords } from '../../text/last-contact';
import { nav } from '../../text/nav';
import { needWords } from '../../text/needs';
import { people } from '../../text/people';
import { reportWords } from '../../text/reports';
import { settings } from '../../text/settings';
import { checkWords } from '../../text/sync';
import type { NavItem } from '../../ui/shell/nav-item';

export const createPlaces = (): readonly NavItem[] => [
  { id: 'today', label: nav.today, href: resolve('/'), icon: IconToday },
  { id: 'people', label: nav.people, href: resolve('/people'), icon: IconPeople },
  { id: 'records', label: nav.records, href: resolve('/records'), icon: IconBook },
  { id: 'statistics', label: nav.statistics, href: resolve('/statistics'), icon: IconChart },
  {
    id: 'library',
    label: nav.library,
    href: resolve('/library'),
    icon: IconLibrary,
    isSecondary: true
  },
  { id: 'sync', label: nav.sync, href: resolve('/sync'), icon: IconSync, isSecondary: true },
  {
    id: 'settings',
    label: nav.settings,
    href: resolve('/settings'),
    icon: IconSettings,
    isSecondary: true
  },
  { id: 'help', label: nav.help, href: resolve('/help'), icon: IconHelp, isSecondary: true }
];

/** For a member of figures alone: no doors that are closed to them, and 统计 opens at what they get. */
export const figuresPlaces = (places: readonly NavItem[]): readonly NavItem[] =>
  places
    .filter(({ id }) => !['people', 'records', 'library'].includes(id))
    .map((place) =>
      place.id === 'statistics' ? { ...place, href: resolve('/statistics/summary') } : place
    );

interface Further {
  readonly id: string;
  readonly label: string;
  /** What it is for: found by too. */
  readonly detail: string;
  readonly href: string;
}

/** Pages behind the places, found by a word typed; 备份 and 成员与设备 are among the doings already. */
export const createFurther = (): readonly Further[] => [
  ...(
    [
      'space',
      'fields',
      'org',
      'rules',
      'staff',
      'workers',
      'audit',
      'imports',
      'display',
      'install',
      'about'
    ] as const
  ).map((page): Further => ({
    id: page,
    label: settings.pages[page].title,
    detail: settings.pages[page].detail,
    href: resolve(`/settings/${page}`)
  })),
  {
    id: 'bin',
    label: settings.pages.bin.title,
    detail: settings.pages.bin.detail,
    href: resolve('/people/bin')
  },
  {
    id: 'contact',
    label: contactWords.title,
    detail: contactWords.detail,
    href: resolve('/records/contact')
  },
  {
    id: 'cadence',
    label: cadenceWords.title,
    detail: cadenceWords.link,
    href: resolve('/records/cadence')
  },
  {
    id: 'network',
    label: networkWords.title,
    detail: networkWords.link,
    href: resolve('/records/network')
  },
  ...workKinds.flatMap((kind): Further[] => {
    const { book } = definitionOf(kind);
    const href =
      kind === 'visit' ? resolve('/records/visits') : `${resolve('/records/book')}?kind=${kind}`;
    return book === undefined ? [] : [{ id: `book-${kind}`, label: book, detail: '', href }];
  }),
  ...(['need', 'suggestion'] as const).map((kind): Further => ({
    id: `board-${kind}`,
    label: needWords.boardTitle(definitionOf(kind).book ?? ''),
    detail: '',
    href: `${resolve('/records/board')}?kind=${kind}`
  })),
  { id: 'check', label: checkWords.title, detail: checkWords.detail, href: resolve('/sync/check') },
  { id: 'due', label: dueWords.title, detail: dueWords.detail, href: resolve('/consent/due') },
  { id: 'doubles', label: people.doubles, detail: '', href: resolve('/people/doubles') },
  { id: 'form', label: consentWords.printForm, detail: '', href: resolve('/consent/form') },
  {
    id: 'digest',
    label: digestWords.title,
    detail: digestWords.detail,
    href: resolve('/statistics/digest')
  },
  { id: 'summary', label: reportWords.summary, detail: '', href: resolve('/statistics/summary') },
  { id: 'reports', label: reportWords.title, detail: '', href: resolve('/statistics/reports') }
];

const placeByPath: Readonly<Record<string, string>> = {
  people: 'people',
  consent: 'people',
  import: 'people',
  records: 'records',
  statistics: 'statistics',
  library: 'library',
  sync: 'sync',
  join: 'settings',
  settings: 'settings',
  help: 'help'
};

const writingPages: ReadonlySet<string | null> = new Set([
  '/records/visit',
  '/records/roll',
  '/records/batch',
  '/records/edit',
  '/people/edit',
  '/people/doubles',
  '/consent',
  '/consent/erase',
  '/import',
  '/conflicts'
]);

/** Pages that are of no use to a device that may not write. */
export const isWritingPage = (routeId: string | null): boolean => writingPages.has(routeId);

/** Pages with something for a member of figures alone. */
const figuresPages: ReadonlySet<string | null> = new Set([
  '/statistics/reports',
  '/statistics/summary',
  '/join',
  '/help',
  '/settings',
  '/settings/about',
  '/settings/backup',
  '/settings/display',
  '/settings/install',
  '/settings/members',
  '/settings/wipe',
  '/settings/workers'
]);

export const isFiguresPage = (routeId: string | null): boolean =>
  figuresPages.has(routeId) || routeId?.startsWith('/sync') === true;

/** Id of the place a route belongs to, e.g. `/people/edit` → people. */
export function placeOf(routeId: string | null): string {
  const [, first = ''] = (routeId ?? '/').split('/');
  return placeByPath[first] ?? 'today';
}
