/** 报送 of the open book, and what 街道汇总 reads of all books of this device. */
import type { CompiledGroup } from '../../domain/report/compile';
import type { Report } from '../../domain/report/standing';
import type { ReportSchedule } from '../../domain/report/schedule';
import type { Period } from '../../domain/statistics/period';
import type { RecordId, SpaceId } from '../../kernel/ids';
import type { Watchable } from '../../kernel/watchable';
import type { SaveResult } from '../types';

export interface ReportService {
  /** All that this device may read, earlier ones of a period and withdrawn ones included. */
  readonly all: Watchable<readonly Report[]>;
  /** The figures of a period as they are now, each with the records behind it (I13), and what of them goes out. */
  compiled(period: Period): Watchable<readonly CompiledGroup[]>;
  /** Who sent a report, and who wrote into it since, by its history. */
  handsOf(id: RecordId): Watchable<ReportHands>;
  /** Writes the period's report; one that is there already stays as history behind it. */
  send(period: Period): Promise<SaveResult>;
  /** The report stays to be seen as withdrawn, or comes back. */
  withdraw(id: RecordId, isWithdrawn: boolean): Promise<SaveResult>;
  /** null: nothing is due by itself any more. */
  setSchedule(schedule: Omit<ReportSchedule, 'since'> | null): Promise<SaveResult>;
  /** What the community's own rhythm asks for now, the oldest first; empty on a device that may not write reports. */
  readonly due: Watchable<readonly Period[]>;
  /** Whether this device may write reports. */
  readonly mayWrite: Watchable<boolean>;
}

export interface ReportHands {
  readonly sentBy: string;
  /** Reports are written once: empty unless somebody changed more than whether it stands. */
  readonly alteredBy: readonly string[];
}

/** A book of this device for 街道汇总. */
export interface SpaceReports {
  readonly spaceId: SpaceId;
  /** As the list of books shows it; empty for one of which nothing has arrived. */
  readonly name: string;
  /** waiting: not admitted yet; closed: reports may not be read here; failed: it did not open. */
  readonly access: 'open' | 'closed' | 'waiting' | 'failed';
  /** What this device's member leads and may never report: a street's own book. */
  readonly isOwned: boolean;
  readonly reports: readonly Report[];
}
