/**
 * What screens may ask of the app. Features import these types only; the one value is made in create-app.ts
 * and reaches components through `state/app-context`. Every read of a person goes through the consent gate (I14).
 * Longer than most files: the whole surface of the app is read here, and nothing of it is code.
 */
import type { Bytes } from '../kernel/bytes';
import type { Json } from '../kernel/json';
import type { RecordId, SlotId, SpaceId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import type { IsoDate } from '../kernel/dates';
import type { Result } from '../kernel/result';
import type { Watchable } from '../kernel/watchable';
import type { RecordKind } from '../domain/field';
import type { FestivalDates } from '../domain/calendar/festival-days';
import type { ReportSchedule } from '../domain/report/schedule';
import type { Coverage } from '../domain/visit-coverage/coverage';
import type { FieldSwitches } from '../domain/field-switches';
import type { RecordRow } from '../domain/record';
import type { VisitTask } from '../domain/visit-rule/task';
import type { RuleReach } from '../domain/visit-rule/task-index';
import type { RuleVersion, VisitRule } from '../domain/visit-rule/versions';
import type { NamingKind, RecordDefinitions } from '../domain/registry';
import type { Hlc } from '../kernel/hlc';
import type { ConsentPurpose } from '../domain/consent/purposes';
import type { GatedPerson } from '../domain/consent/gate';
import type { GatedStep } from '../domain/consent/gate-history';
import type { GatedRecord } from '../domain/consent/gate-record';
import type { AuditFailure } from './commands/audit';
import type { CommitFailure, CommitReceipt, HistoryStep } from '../storage/types';
import type { Doubles } from './doubles/types';
import type { BackupService } from './backup/types';
import type { ConflictItem, Settlement, ShownConflict } from './conflicts/types';
import type { LedgerImport } from './ledger/types';
import type { Library } from './library/types';
import type {
  JoinFault,
  JoinInput,
  JoinReceived,
  LinkFault,
  LinkPreview,
  MembersService,
  SpaceItem,
  Waiting,
  WorkRef
} from './members/types';
import type { GivenKind, OtherSpaces, SyncService } from './sync/types';
import type { ReportService, SpaceReports } from './reports/types';
import type { DocumentService } from './documents/types';

export type {
  CommitFailure,
  CommitReceipt,
  Coverage,
  HistoryStep,
  RecordRow,
  RuleReach,
  RuleVersion,
  GatedPerson,
  VisitRule,
  VisitTask
};

/** What the browser profile holds and whether it is open. */
export type Phase =
  | { readonly type: 'starting' }
  /** Storage can't be used at all: private mode, blocked, or too old. */
  | {
      readonly type: 'unusable';
      readonly reason: 'no-crypto' | 'no-storage' | 'newer-version';
      readonly code: string;
    }
  | { readonly type: 'empty' }
  | {
      readonly type: 'locked';
      readonly slots: readonly WorkerSlot[];
      /** Only while this page remembers it: on the disk the name is sealed. */
      readonly bookName?: string;
    }
  /** A space was asked for by a link; its answer comes in through `receive` or a live way, and then the phase is `open`. */
  | { readonly type: 'waiting'; readonly waiting: Waiting }
  | { readonly type: 'open'; readonly session: Session };

export interface WorkerSlot {
  readonly id: SlotId;
  /** The name the worker chose for the lock screen. */
  readonly label: string;
  /** Without a passphrase the disk protects nothing; the name is then self-reported (自报). */
  readonly hasPassphrase: boolean;
}

export type VaultError =
  | { readonly type: 'wrong-passphrase' }
  | { readonly type: 'wrong-recovery-key'; readonly group?: number }
  | { readonly type: 'weak-passphrase'; readonly message: string }
  | { readonly type: 'storage'; readonly failure: CommitFailure }
  | { readonly type: 'damaged'; readonly code: string };

export interface FoundInput {
  readonly spaceName: string;
  readonly workerName: string;
  /** null skips the passphrase, which the screen has explained. */
  readonly passphrase: string | null;
}

export interface App {
  readonly phase: Watchable<Phase>;
  /** Founds a workbook in an empty profile; the returned recovery key is shown and printed once. */
  found(input: FoundInput): Promise<Result<{ readonly recoveryKey: string }, VaultError>>;
  /** A clearly marked space of made-up people, without passphrase; removed in one click. */
  openDemo(onProgress?: (done: number, total: number) => void): Promise<Result<void, VaultError>>;
  unlock(slotId: SlotId, passphrase: string | null): Promise<Result<void, VaultError>>;
  unlockWithRecoveryKey(
    slotId: SlotId,
    key: string,
    newPassphrase: string
  ): Promise<Result<void, VaultError>>;
  /** Locks all tabs; drafts are flushed and kept per worker. */
  lock(): Promise<void>;
  /** Restores a backup file into an empty profile as a new incarnation. */
  restoreBackup(
    file: Blob,
    secret: { readonly type: 'passphrase' | 'recovery-key'; readonly value: string },
    worker: { readonly name: string; readonly passphrase: string | null },
    onProgress?: (done: number, total: number) => void
  ): Promise<Result<{ readonly digest: string }, RestoreError>>;
  /** The spaces of the open vault; empty while it is locked. */
  readonly spaces: Watchable<readonly SpaceItem[]>;
  /** Puts another space of the vault on the table. */
  switchSpace(spaceId: SpaceId): Promise<Result<void, VaultError>>;
  /** 报送 of all books of the open vault, the others read in passing. */
  readReports(): Promise<readonly SpaceReports[]>;
  /** What a link says, before anything is asked. */
  readLink(text: string): Promise<Result<LinkPreview, LinkFault>>;
  /** Asks to join by a link: in an empty profile, or beside the spaces of the open vault. The phase becomes `waiting`. */
  join(input: JoinInput): Promise<Result<void, JoinError>>;
  /** A request or an answer, from a file (.txjoin) or as one frame of a transport. */
  receive(bytes: Bytes): Promise<Result<JoinReceived, JoinFault>>;
  /** Told before anything is done with it. */
  kindOfFile(file: Blob): Promise<GivenKind>;
  /** Removes everything this browser profile holds. */
  wipe(): Promise<void>;
  readonly device: DeviceServices;
}

export type JoinError =
  | LinkFault
  | VaultError
  /** A vault is there and locked: unlock first. */
  | { readonly type: 'locked' }
  /** This device belongs to the space already. */
  | { readonly type: 'already-member'; readonly spaceId: SpaceId };

export type RestoreError =
  | VaultError
  | { readonly type: 'not-a-backup' }
  | { readonly type: 'newer-version' }
  | { readonly type: 'truncated' };

/** Facts about this browser that screens show. */
export interface DeviceServices {
  /** Epoch milliseconds, for `3 分钟前` and the like. */
  now(): number;
  readonly storageState: Watchable<StorageState>;
  /** Asks the browser to keep the data; resolves within 3 s whatever it answers. */
  requestPersistence(): Promise<boolean>;
  /** Versions, counts and error codes; nothing personal. */
  diagnostics(): Promise<string>;
  /** Hands a finished file to the worker, before a book is open too. */
  deliver: DocumentService['deliver'];
  readonly isOnline: Watchable<boolean>;
}

export interface StorageState {
  readonly usedBytes: number;
  readonly quotaBytes: number;
  readonly isPersistent: boolean;
}

export interface Session {
  readonly space: { readonly id: SpaceId; readonly name: string; readonly isDemo: boolean };
  readonly worker: {
    readonly slotId: SlotId;
    readonly label: string;
    readonly isSelfReported: boolean;
  };
  readonly saveState: Watchable<SaveState>;
  /** False for a 查看者, a 统计, and a device that is no member's: what changes the book is not offered then. */
  readonly mayWrite: Watchable<boolean>;
  readonly queries: Queries;
  readonly commands: Commands;
  readonly drafts: Drafts;
  readonly vault: VaultActions;
  readonly backup: BackupService;
  readonly ledger: LedgerImport;
  readonly documents: DocumentService;
  readonly doubles: Doubles;
  /** 资料; its chunk is fetched when it is first asked for. */
  library(): Promise<Library>;
  readonly members: MembersService;
  readonly sync: SyncService;
  /** Brought up to date in passing. */
  readonly otherSpaces: OtherSpaces;
  readonly reports: ReportService;
  readonly settings: Watchable<SpaceSettings>;
  /** As its settings say; where those may not be read, as its reports do. Empty before anything has arrived. */
  readonly bookName: Watchable<string>;
  /** What this device's member may read; everything for one that was removed, as what had arrived stays. */
  readonly readable: Watchable<readonly Scope[]>;
  /** The words on consent basis etc. change with the day; ticks at midnight. */
  readonly today: Watchable<IsoDate>;
}

export type SaveState =
  | { readonly type: 'saved'; readonly atMs: number }
  | { readonly type: 'saving' }
  /** Stays until the next commit succeeds; the screen keeps the text. */
  | { readonly type: 'failed'; readonly failure: CommitFailure };

/** 设置 of the workbook with defaults filled in; the record is `spaceSettings`. */
export interface SpaceSettings {
  readonly spaceName: string;
  readonly subdistrictName: string;
  readonly communityName: string;
  readonly reportingUnit: string;
  readonly compiler: string;
  readonly reviewer: string;
  readonly approver: string;
  readonly contactForRights: string;
  /** As stored, by `kind.field`. */
  readonly fieldSwitches: FieldSwitches;
  /** Person fields that are shown, asked and imported, by field name (DOMAIN D1). */
  readonly enabledFields: ReadonlySet<string>;
  readonly autoLockMinutes: number;
  /** Days between withdrawal and erasure. */
  readonly retentionDays: number;
  /** Days after which people without a recorded basis are proposed for erasure. */
  readonly pendingDays: number;
  readonly reviewMonths: number;
  readonly consentYears: number;
  /** Fingerprints kept of people who asked to be erased. */
  readonly erasedMarks: number;
  /** Local days of Muslim festivals, by occasion; the others are estimates. */
  readonly festivalDates: FestivalDates;
  /** undefined: nothing is due by itself. */
  readonly reportSchedule: ReportSchedule | undefined;
}

/** People through the gate, in memory, replaced on change. */
export interface PeopleSnapshot {
  /** Everyone who may be shown: valid, pending and expired (contact cards); no withdrawn, locked or deleted. */
  readonly all: readonly GatedPerson[];
  readonly byId: ReadonlyMap<RecordId, GatedPerson>;
  /** 待同意 (`awaitsConsent`): never counted in statistics. */
  readonly pendingCount: number;
}

/** A record of a kind through the consent gate (I14). */
export type RecordItem<Kind extends RecordKind = RecordKind> = Omit<
  GatedRecord<RecordDefinitions[Kind]['fields']>,
  'kind'
> & { readonly kind: Kind };

export type VisitItem = RecordItem<'visit'>;

export interface TimelineItem {
  readonly on: IsoDate;
  readonly type: 'record' | 'consent' | 'created' | 'imported';
  readonly title: string;
  readonly detail?: string;
  readonly kind: RecordKind;
  readonly id: RecordId;
}

export interface TodayView {
  readonly today: IsoDate;
  readonly pendingConsents: readonly GatedPerson[];
  readonly expiringConsents: readonly {
    readonly person: GatedPerson;
    readonly expiresOn: IsoDate;
  }[];
  /** Agreed next dates (下次约定) due within seven days or overdue. */
  readonly agreedVisits: readonly {
    readonly visit: VisitItem;
    readonly dueOn: IsoDate;
    readonly isOverdue: boolean;
  }[];
  readonly erasuresDue: readonly {
    readonly id: RecordId;
    readonly label: string;
    readonly dueOn: IsoDate;
  }[];
  readonly recentChanges: readonly RecentChange[];
  readonly lastBackupAtMs: number | undefined;
  readonly changesSinceBackup: number;
}

/** One deed of 最近的变化: who did what, and the records it is about as far as they may be opened. */
export interface RecentChange {
  readonly atMs: number;
  readonly text: string;
  readonly kind: RecordKind;
  /** The newest record of the line. */
  readonly id: RecordId;
  readonly items: readonly {
    readonly kind: RecordKind;
    readonly id: RecordId;
    readonly title: string;
  }[];
}

/** Must-visits from a quarter back to a quarter ahead, by due day; replaced on change. */
export interface VisitTasksView {
  readonly today: IsoDate;
  readonly tasks: readonly VisitTask[];
}

/** What names a must-visit for a decision about it. */
export type TaskRef = Pick<VisitTask, 'personId' | 'ruleId' | 'occasion'>;

/** Someone whose consent was withdrawn: nothing of the person, only the dates (I14). */
export interface WithdrawnPerson {
  readonly id: RecordId;
  readonly withdrawnOn: IsoDate | undefined;
  /** When the withdrawal was written down, epoch ms: tells two of one day apart. */
  readonly writtenAtMs: number | undefined;
  /** From this day on erasure is proposed. */
  readonly dueOn: IsoDate | undefined;
}

export type ShownStep = GatedStep<HistoryStep> & { readonly by: string };

export interface BinLine {
  readonly kind: RecordKind;
  readonly id: RecordId;
  readonly title: string;
  readonly deletedAt: Hlc;
  /** Slot of who deleted it. */
  readonly deletedBy: string;
}

export interface Queries {
  readonly people: Watchable<PeopleSnapshot>;
  /** One person through the gate, with the row's bookkeeping; undefined when hidden or gone. */
  person(id: RecordId): Watchable<GatedPerson | undefined>;
  /** Live rows (not deleted) of a kind that names nobody; the audit names people by id alone. */
  rows(
    kind: Exclude<RecordKind, 'person' | NamingKind> | 'auditEvent'
  ): Watchable<readonly RecordRow[]>;
  /** Records of a kind through the gate, newest first; a change touches the rows concerned. */
  records<Kind extends Exclude<RecordKind, 'person'>>(
    kind: Kind
  ): Watchable<readonly RecordItem<Kind>[]>;
  /** Of one day of this year or a later one, through the gate: there before the older years are read. */
  recordsOn<Kind extends Exclude<RecordKind, 'person'>>(
    kind: Kind,
    day: IsoDate
  ): Watchable<readonly RecordItem<Kind>[]>;
  /** The year whose books are being read after unlocking; undefined once all are. */
  readonly readingYear: Watchable<number | undefined>;
  /** Live records of each kind of the work. */
  readonly recordCounts: Watchable<Readonly<Partial<Record<RecordKind, number>>>>;
  /** Everything of the work in which a person is named, newest first. */
  recordsOf(personId: RecordId): Watchable<readonly RecordItem[]>;
  timelineOf(personId: RecordId): Watchable<readonly TimelineItem[]>;
  readonly todayView: Watchable<TodayView>;
  readonly visitTasks: Watchable<VisitTasksView>;
  readonly coverage: Watchable<Coverage>;
  /** 家中大事 past their deletion day: proposed for erasing. */
  readonly expiredLifeEvents: Watchable<readonly RecordId[]>;
  /** All must-visit rules with their versions: V1–V11 in order, then the community's own. */
  readonly visitRules: Watchable<readonly VisitRule[]>;
  /** How many people and visits a rule would come to within a year: a number, never whom. */
  ruleReach(values: Readonly<Record<string, Json>>): Promise<Result<RuleReach, SaveError>>;
  /** Withdrawn and not yet erased, latest first: for taking a mistake back and for erasing. */
  readonly withdrawn: Watchable<readonly WithdrawnPerson[]>;
  /** Titles through the gate; empty where nothing may be said. */
  readonly recycleBin: Watchable<readonly BinLine[]>;
  /** Ranked hits for one search text: 汉字, pinyin, initials, phone tail, building (UX rule 3). */
  search(text: string, limit?: number): readonly GatedPerson[];
  /** Display name of a record through the gate. */
  nameOf(kind: RecordKind, id: RecordId): string | undefined;
  /** 待确认的不同写法, latest first: records with something two people wrote apart. */
  readonly conflicts: Watchable<readonly ConflictItem[]>;
  /** What there is to settle in a record, through the gate. */
  conflictsOf(kind: RecordKind, id: RecordId): Promise<readonly ShownConflict[]>;
  /** Oldest first; of changes that may not be shown only the field. */
  history(kind: RecordKind, id: RecordId): Promise<readonly ShownStep[]>;
  /** Whose name a slot carries, e.g. `李四（自报）`. */
  nameOfSlot(slot: string): string;
}

export type SaveError =
  | {
      readonly type: 'invalid';
      readonly fields: Readonly<Record<string, string>>;
      readonly message: string;
    }
  | { readonly type: 'commit'; readonly failure: CommitFailure };

export type SaveResult = Result<
  { readonly id: RecordId; readonly receipt: CommitReceipt },
  SaveError
>;

export type SaveManyResult = Result<
  { readonly ids: readonly RecordId[]; readonly receipt: CommitReceipt },
  /** `index`: of the record that was refused. */
  { readonly index: number | undefined; readonly error: SaveError }
>;

/** What a reception becomes (S2-02). */
export interface ReceptionFollow {
  readonly kind: 'need' | 'suggestion';
  readonly values: Readonly<Record<string, Json>>;
}

export type ReceptionResult = Result<
  {
    readonly id: RecordId;
    /** The need or suggestion made of it. */
    readonly followId: RecordId | undefined;
    readonly receipt: CommitReceipt;
  },
  /** `kind`: of the record that was refused. */
  { readonly kind: 'reception' | ReceptionFollow['kind']; readonly error: SaveError }
>;

export interface Commands {
  /** Creates (no id) or changes a record; values are parsed by the field metadata and the kind's rules. null clears. */
  save(
    kind: RecordKind,
    id: RecordId | undefined,
    values: Readonly<Record<string, Json>>
  ): Promise<SaveResult>;
  /** Creates (no id) or changes many records of a kind, all or none: one commit, one undo. */
  saveMany(
    kind: RecordKind,
    records: readonly {
      readonly id: RecordId | undefined;
      readonly values: Readonly<Record<string, Json>>;
      /** What a new record follows from: the same click, made twice or on two devices, is one record. */
      readonly once?: readonly string[];
    }[]
  ): Promise<SaveManyResult>;
  /** Writes a reception (no id: a new one) and what it becomes, all or none: one commit, one undo. */
  saveReception(
    id: RecordId | undefined,
    values: Readonly<Record<string, Json>>,
    follow: ReceptionFollow | undefined
  ): Promise<ReceptionResult>;
  remove(kind: RecordKind, ids: readonly RecordId[]): Promise<Result<CommitReceipt, CommitFailure>>;
  restore(
    kind: RecordKind,
    ids: readonly RecordId[]
  ): Promise<Result<CommitReceipt, CommitFailure>>;
  undo(receipt: CommitReceipt): Promise<Result<CommitReceipt, CommitFailure>>;
  /** Settles one conflict of a record; taken back, it is open again. */
  settle(kind: RecordKind, id: RecordId, settlement: Settlement): Promise<SaveResult>;
  registerConsents(
    input: ConsentInput,
    progress?: (done: number, total: number) => void
  ): Promise<Result<CommitReceipt, SaveError>>;
  /** Withdraws all, or only the named purposes; locks at once when nothing is left. */
  withdrawConsent(
    personId: RecordId,
    purposes: 'all' | readonly ConsentPurpose[]
  ): Promise<Result<CommitReceipt, CommitFailure>>;
  /** Takes a withdrawal made by mistake back within the retention delay. */
  unlockPerson(personId: RecordId): Promise<Result<void, CommitFailure>>;
  /** 本人谢绝; the reason may be empty. */
  declineTask(task: TaskRef, reason: string): Promise<SaveResult>;
  /** 改期 to a later day, with the reason. */
  postponeTask(task: TaskRef, to: string, reason: string): Promise<SaveResult>;
  /** Takes 谢绝 and 改期 back. */
  reopenTask(task: TaskRef): Promise<SaveResult>;
  /** Changes a must-visit rule, built-in or own (no id: a new one); what held before is kept as a version. */
  saveVisitRule(
    id: RecordId | undefined,
    values: Readonly<Record<string, Json>>
  ): Promise<SaveResult>;
  /** 交接: those of the records that still name `from` name `to`; one commit, one undo. */
  reassignWork(
    from: RecordId,
    to: RecordId,
    refs: readonly WorkRef[]
  ): Promise<Result<CommitReceipt, CommitFailure>>;
  erasePerson(
    personId: RecordId,
    reason: 'request' | 'withdrawn' | 'no-basis'
  ): Promise<Result<void, CommitFailure>>;
  /** Erases events at home for good, with a line in 使用记录. */
  eraseLifeEvents(ids: readonly RecordId[]): Promise<Result<void, CommitFailure>>;
  /** Writes down that somebody of another unit may read the whole book from now on. */
  recordDisclosure(recipient: string, purpose: string): Promise<Result<void, AuditFailure>>;
  /** Writes down that a masked value was opened, and returns it. */
  revealField(
    personId: RecordId,
    field: string,
    reason: string
  ): Promise<Result<string, CommitFailure>>;
}

export interface ConsentInput {
  readonly personIds: readonly RecordId[];
  readonly purposes: readonly ConsentPurpose[];
  readonly channel: string;
  readonly signedOn: IsoDate;
  readonly expiresOn: IsoDate | null;
  readonly originalsAt: string;
  readonly guardianName?: string;
}

/** Sealed like everything else, per worker; survive a crash and a lock. */
export interface Drafts {
  load(key: string): Promise<Json | undefined>;
  save(key: string, value: Json): Promise<void>;
  clear(key: string): Promise<void>;
  /** Keys of this worker's drafts. */
  keys(): Promise<readonly string[]>;
}

export interface VaultActions {
  readonly slots: Watchable<readonly WorkerSlot[]>;
  addWorker(label: string, passphrase: string | null): Promise<Result<void, VaultError>>;
  removeWorker(slotId: SlotId): Promise<Result<void, VaultError>>;
  changePassphrase(current: string | null, next: string | null): Promise<Result<void, VaultError>>;
  /** Whether the worker confirmed that the sheet was printed or written down. */
  readonly recoveryConfirmed: Watchable<boolean>;
  /** The printed key, kept sealed until someone confirmed the sheet; undefined afterwards. */
  pendingRecoveryKey(): Promise<string | undefined>;
  /** True when the typed characters are that group (from 1) of the sheet; the kept copy is then dropped. */
  confirmRecovery(group: number, typed: string): Promise<boolean>;
  /** After a restore by passphrase this device reads only, until the printed key admits it. */
  readonly isReadOnly: Watchable<boolean>;
  admitWithRecoveryKey(printed: string): Promise<Result<void, VaultError>>;
}
