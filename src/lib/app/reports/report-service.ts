/** 报送: figures of a period, written into the scope `reports` by a click or by the community's own rhythm. */
import { compileReport } from '../../domain/report/compile';
import type { ReportRow } from '../../domain/report/record';
import { duePeriods, type ReportSchedule } from '../../domain/report/schedule';
import { alterations, nextRevision, readReport, type Report } from '../../domain/report/standing';
import { spaceSettingsId } from '../../domain/space-settings/record';
import type { OrgNodeRow } from '../../domain/org-node/record';
import type { Period } from '../../domain/statistics/period';
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { err } from '../../kernel/result';
import { firstValue, type Source, type Watchable } from '../../kernel/watchable';
import { entryKind } from '../../log/entry-header';
import { canWrite } from '../../log/grant';
import { parseSlot } from '../../storage/slot';
import type { SyncReplica } from '../../storage/replica';
import { combine } from '../queries/live-view';
import type { Commands, Queries, SaveError, SaveResult, SpaceSettings } from '../types';
import type { SyncView } from '../sync/types';
import type { ReportHands, ReportService } from './types';

export interface ReportDeps {
  readonly replica: Pick<SyncReplica, 'members' | 'onMembers' | 'slot'>;
  readonly queries: Pick<Queries, 'people' | 'records' | 'rows' | 'history'>;
  readonly commands: Pick<Commands, 'save'>;
  readonly settings: Watchable<SpaceSettings>;
  readonly today: Source<IsoDate>;
  /** Whether what is here was ever found to be the whole book. */
  readonly sync: Watchable<Pick<SyncView, 'trust'>>;
  /** Calls back after some milliseconds; returns cancel. */
  readonly later: (ms: number, run: () => void) => () => void;
  readonly onError: (thrown: unknown) => void;
}

export interface RunningReports {
  readonly service: ReportService;
  stop(): void;
}

const notWriting: SaveError = {
  type: 'commit',
  failure: { type: 'read-only', reason: 'scope' }
};

/** What colleagues have sent may arrive first. */
const settleMs = 20_000;

export function startReportService(deps: ReportDeps): RunningReports {
  const { queries, commands, settings, today } = deps;
  const all = mapped(queries.rows('report'), (rows) =>
    (rows as readonly ReportRow[]).flatMap((row) => readReport(row) ?? [])
  );
  const mayWrite = watchRight(deps.replica);
  const compiled = watchFigures(queries, all, today);
  const due = combine(
    combine(all, today, (reports, day) => ({ reports, day })),
    combine(settings, mayWrite, ({ reportSchedule }, may) => (may ? reportSchedule : undefined)),
    ({ reports, day }, schedule) => duePeriods(schedule, reports, day)
  );

  async function send(period: Period): Promise<SaveResult> {
    if (!(await firstValue(mayWrite))) return err(notWriting);
    const [groups, reports, present] = await Promise.all([
      firstValue(compiled(period)),
      firstValue(all),
      firstValue(settings)
    ]);
    const community = nameOf(present);
    return commands.save('report', undefined, {
      period: period.key,
      revision: nextRevision(reports, period.key),
      title: `${community}${period.label}统计报送`,
      community,
      from: period.from ?? null,
      to: period.to ?? null,
      countedOn: today.get(),
      figures: groups.flatMap(({ told }) => told)
    });
  }

  const service: ReportService = {
    all,
    compiled,
    handsOf: (id) => watchHands(queries, all, id),
    send,
    withdraw: (id, isWithdrawn) =>
      commands.save('report', id, { withdrawnOn: isWithdrawn ? today.get() : null }),
    setSchedule: (schedule) =>
      commands.save('spaceSettings', spaceSettingsId, {
        reportSchedule: schedule && { ...schedule, since: today.get() }
      }),
    due,
    mayWrite
  };
  return { service, stop: followSchedule(deps, service) };
}

/** The community, or the book where no community was named. */
const nameOf = ({ communityName, spaceName }: SpaceSettings): string => communityName || spaceName;

/** Whose reports they are; empty without any. */
export function latestCommunity(reports: readonly Report[]): string {
  const [latest] = [...reports].sort((a, b) => b.row.createdAt - a.row.createdAt);
  return latest?.community ?? '';
}

/**
 * With an automatic rhythm, makes what is due a moment after the book was opened or the day has turned. A newcomer that
 * has taken in half of the book would report half of it: until some device has shown the same 核对码 a person decides.
 */
function followSchedule(
  { settings, sync, later, onError }: ReportDeps,
  service: ReportService
): () => void {
  let schedule: ReportSchedule | undefined;
  let cancel: (() => void) | undefined;
  const isWhole = ({ trust }: Pick<SyncView, 'trust'>): boolean =>
    trust === 'alone' || trust === 'verified';
  const sendAll = async (): Promise<void> => {
    if (!isWhole(await firstValue(sync))) return;
    for (const period of await firstValue(service.due)) {
      // The save state shows a failure; it is tried again when the book is next opened.
      if (!(await service.send(period)).ok) return;
    }
  };
  const look = (): void => {
    if (!schedule?.isAutomatic || cancel) return;
    cancel = later(settleMs, () => {
      cancel = undefined;
      if (schedule?.isAutomatic) void sendAll().catch(onError);
    });
  };
  const stops = [
    settings.watch((present) => {
      schedule = present.reportSchedule;
      look();
    }, onError),
    service.due.watch((periods) => {
      if (periods.length > 0) look();
    }, onError),
    sync.watch((view) => {
      if (isWhole(view)) look();
    }, onError)
  ];
  return () => {
    cancel?.();
    for (const stop of stops) stop();
  };
}

/** Read again whenever a report changes. */
const watchHands = (
  { history }: Pick<Queries, 'history'>,
  reports: Watchable<readonly Report[]>,
  id: RecordId
): Watchable<ReportHands> => ({
  watch(onValue, onError) {
    let isStopped = false;
    const tell = async (): Promise<void> => {
      const steps = await history('report', id);
      const alteredBy = [...new Set(alterations(steps).map(({ by }) => by))];
      if (!isStopped) onValue({ sentBy: steps[0]?.by ?? '', alteredBy });
    };
    const stop = reports.watch(() => {
      // A closed book answers no more.
      tell().catch((thrown: unknown) => void (isStopped || onError(thrown)));
    }, onError);
    return () => {
      isStopped = true;
      stop();
    };
  }
});

/**
 * By the member log, and told anew when it changes. Who may not read the register would report nobody: 0 where there is
 * no right to count (DESIGN 2).
 */
function watchRight(replica: ReportDeps['replica']): Watchable<boolean> {
  const { deviceId, incarnation } = parseSlot(replica.slot);
  const read = (): boolean => {
    const grant = replica.members().grantOf(deviceId, incarnation);
    return (
      grant !== null &&
      canWrite(grant, 'reports', entryKind.records) &&
      grant.scopes.includes('general')
    );
  };
  return {
    watch(onValue) {
      onValue(read());
      return replica.onMembers(() => onValue(read()));
    }
  };
}

function watchFigures(
  { people, records, rows }: ReportDeps['queries'],
  reports: Watchable<readonly Report[]>,
  today: Watchable<IsoDate>
): ReportService['compiled'] {
  const register = combine(
    combine(people, today, (snapshot, day) => ({ people: snapshot.all, today: day })),
    rows('orgNode'),
    (part, nodes) => ({ ...part, nodes: nodes as readonly OrgNodeRow[] })
  );
  const meetings = combine(
    combine(records('visit'), records('activity'), (visits, activities) => ({
      visits,
      activities
    })),
    records('aid'),
    (part, aids) => ({ ...part, aids })
  );
  const matters = combine(
    combine(records('reception'), records('need'), (receptions, needs) => ({ receptions, needs })),
    records('suggestion'),
    (part, suggestions) => ({ ...part, suggestions })
  );
  const work = combine(
    combine(meetings, matters, (a, b) => ({ ...a, ...b })),
    reports,
    (part, all) => ({ ...part, earlier: all.map(({ figures }) => figures) })
  );
  return (period) => combine(register, work, (a, b) => compileReport({ ...a, ...b, period }));
}

const mapped = <A, B>(source: Watchable<A>, change: (value: A) => B): Watchable<B> => ({
  watch: (onValue, onError) => source.watch((value) => onValue(change(value)), onError)
});
