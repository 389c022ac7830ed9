/**
 * Synchronising as screens see it (issue 3, DESIGN 6). Ways: sealed files, which people carry, a shared folder, a relay, and two
 * browsers side by side. What other devices have of the book is known by their own signed words, which every way brings.
 * Longer than most files: the whole surface is read here, and nothing of it is code.
 */
import type { DeviceId, RecordId, SpaceId } from '../../kernel/ids';
import type { Result } from '../../kernel/result';
import type { Scope } from '../../kernel/scope';
import type { Watchable } from '../../kernel/watchable';
import type { MemberEntryId, MemberId } from '../../log/ids';
import type { PortFault } from '../../log/protocol/log-port';
import type { DigestVerdict } from '../../log/protocol/wants';
import type { ImportFault, ReceiptFault } from '../../transports/bundle';
import type { CodeFault } from '../../transports/direct/codes';
import type { AttemptFault, DirectStep } from '../../transports/direct/direct';
import type { MediumFault } from '../../transports/objects/medium';
import type { JoinFault, JoinPort, JoinReceipt } from '../members/types';

/** What is to be done next between this device and another one. */
export type NextStep =
  /** It has said nothing yet: exchange files both ways, or use the same folder. */
  | 'meet'
  /** It lacks something that is here. */
  | 'give'
  /** Something of it is not here. */
  | 'take'
  /** Nothing. */
  | 'none';

export interface PeerWord {
  /** Epoch milliseconds by its clock. */
  readonly saidMs: number;
  /** Epoch milliseconds by this device's clock: when the word arrived. */
  readonly heardMs: number;
  /** Entries that are here and it had not. */
  readonly theyLack: number;
  /** Entries that it had and are not here. */
  readonly weLack: number;
  /** Both know the same members and orders. */
  readonly areMembersEqual: boolean;
  readonly appVersion: string;
  /** By how much its clock is certainly wrong: ahead when positive; 0 when nothing proves it wrong. */
  readonly clockOffMs: number;
}

/** Another device that belongs to the space now. */
export interface PeerItem {
  readonly deviceId: DeviceId;
  readonly memberId: MemberId;
  readonly memberName: string;
  readonly deviceName: string;
  readonly word: PeerWord | undefined;
  readonly next: NextStep;
  /** Its 核对码 differed at the same log, and has not agreed since. */
  readonly isMismatched: boolean;
}

/** An order of erasure, and how far it has come. */
export interface ErasureItem {
  readonly recordId: RecordId;
  /** Devices that have said that they know the order, which they carry out when they take it in; this one included. */
  readonly done: number;
  readonly devices: number;
}

export type WayFault = MediumFault | PortFault;

/** What an administrator of the relay hands out (docs/relay.md). */
export interface RelayInput {
  readonly url: string;
  readonly room: string;
  readonly carrier: string;
  readonly password: string;
}

export type RelayInputFault =
  /** Not a wss: address. */
  | { readonly type: 'bad-address' }
  /** Room or carrier is no name of small letters, digits and hyphens. */
  | { readonly type: 'bad-name' };

/** What a visit is doing: taking what others brought, giving what is new here, comparing 核对码. */
export type WayStep = 'take' | 'give' | 'check';

export type WayState =
  /** Not set up; a folder: none is chosen in this tab, and `name` is the one that was used before, to be chosen again. */
  | { readonly type: 'off' }
  /** `nextMs`: epoch milliseconds of the next visit by itself. */
  | { readonly type: 'idle'; readonly nextMs: number | undefined }
  | { readonly type: 'running'; readonly step: WayStep }
  | {
      readonly type: 'failed';
      readonly fault: WayFault;
      readonly nextMs: number | undefined;
    };

/** What is coming in from others, while it does. */
export interface Arriving {
  readonly way: 'file' | 'folder' | 'relay' | 'direct';
  /** Entries and member entries of this exchange that are here now. */
  readonly received: number;
  /** As many as there will be; undefined where nobody has said: a file knows its bytes alone. */
  readonly total: number | undefined;
  /** Of the files in hand. */
  readonly bytes: { readonly done: number; readonly total: number } | undefined;
}

export interface WayReport {
  /** Entries and member entries that were new here. */
  readonly received: number;
  /** Entries written there. */
  readonly offered: number;
  /** Entries that a device there has, and that were not found. */
  readonly lacking: number;
  readonly rejected: number;
  /** This device lacks the key under which it may write there: it only took. */
  readonly isReadOnly: boolean;
}

export interface WayView {
  /** Of the folder, without its path; address of the relay. */
  readonly name: string | undefined;
  readonly state: WayState;
  readonly lastSuccessMs: number | undefined;
  readonly lastReport: WayReport | undefined;
}

export interface SyncView {
  /** 未同步: own entries that no other device has shown to hold. */
  readonly unsynced: number;
  readonly peers: readonly PeerItem[];
  readonly folder: WayView;
  readonly relay: WayView;
  /** Address of a relay that a link may name: the one in use, or the one that this device's own link named. */
  readonly relayHint: string | undefined;
  /** On whichever way. */
  readonly lastSuccessMs: number | undefined;
  /**
   * `alone`: there is no other device. `unverified` 未核对: no other device has shown the same 核对码 at the same log
   * yet. `mismatch`: one has shown another one; `rebuild` is the way out. `removed`: this device is no member's any more.
   */
  readonly trust: 'alone' | 'unverified' | 'verified' | 'mismatch' | 'removed';
  readonly erasures: readonly ErasureItem[];
}

export interface ScopeCheck {
  readonly scope: Scope;
  /** 核对码 as read aloud: three groups of four digits. */
  readonly code: string;
  readonly records: number;
  /** False: a part, a key or an entry is missing, and the code proves nothing. */
  readonly isComplete: boolean;
}

export interface PeerCheck {
  readonly deviceId: DeviceId;
  readonly memberName: string;
  readonly deviceName: string;
  /** When its word came in, epoch milliseconds: its codes are of before that. */
  readonly heardMs: number;
  readonly scopes: readonly {
    readonly scope: Scope;
    /** undefined: its word had none. */
    readonly code: string | undefined;
    readonly verdict: DigestVerdict['verdict'];
  }[];
}

export interface CheckView {
  readonly own: readonly ScopeCheck[];
  /** Devices that have said something. */
  readonly peers: readonly PeerCheck[];
}

export interface SyncFile {
  readonly fileName: string;
  readonly bytes: Blob;
}

export interface ExportInput {
  /** `everyone`: everything. A device: only what its last word lacked. */
  readonly to: 'everyone' | DeviceId;
  /** Of one file; 512 KiB at least. undefined: one file, whatever its size. */
  readonly maxBytes?: number;
}

export type ExportFault =
  /** This device lacks the key that the space uses now: it takes first. */
  | { readonly type: 'no-key' }
  /** That device has said nothing here, or is none of the space's now. */
  | { readonly type: 'unknown-device' }
  | { readonly type: 'cancelled' }
  | PortFault;

export type FileFault =
  | ImportFault
  /** This device is no present member's any more: the file is for those who are. */
  | { readonly type: 'removed-here' }
  | { readonly type: 'cancelled' };

/** What somebody gave, by how it begins. */
export type GivenKind =
  /** A request or an answer; sealed, so which of the two is seen only where it can be opened. */
  | 'join'
  | 'sync'
  | 'receipt'
  /** No file of 同心簿 that brings something. */
  | 'other';

export type ImportedFile = { readonly fileName: string } & (
  | {
      readonly type: 'sync';
      readonly received: number;
      readonly duplicates: number;
      /** Entries that wait for another part or file. */
      readonly waiting: number;
      readonly rejected: number;
      /** Whose it is, where that can be proved. */
      readonly from: string | undefined;
      /** That device is none of the book's any more: nothing goes back to it. */
      readonly isOfFormer?: true;
      /** Name of the other book of this vault that it was taken into; it may be empty. */
      readonly book?: string;
      /** What was taken in before it stays. */
      readonly fault: FileFault | undefined;
    }
  | {
      readonly type: 'receipt';
      readonly result: Result<
        { readonly deviceId: DeviceId; readonly from: string },
        ReceiptFault | PortFault
      >;
    }
  | {
      readonly type: 'join';
      readonly result: Result<JoinReceipt, JoinFault>;
      /** Name of the book beside this one that its answer opened; empty while nothing of it has arrived. */
      readonly book?: string;
    }
  /** No file of 同心簿 that brings something. */
  | { readonly type: 'other' }
);

export interface ImportReport {
  readonly files: readonly ImportedFile[];
  readonly received: number;
  /** The rest was left; what was taken in stays. */
  readonly isCancelled: boolean;
}

export type { AttemptFault, CodeFault };

/** The connection was there, and ended before both had everything; what came in before stays. */
export type ExchangeFault =
  | PortFault
  /** The other device, or the line: another pair of codes goes on from here. */
  | { readonly type: 'closed' | 'silent' }
  /** It belongs to this book no longer, or not yet. */
  | { readonly type: 'not-ours' }
  | { readonly type: 'newer' }
  | { readonly type: 'dishonest' }
  /** Where somebody asked to be let in: declined, the invitation has ended, or too many have asked with it. */
  | { readonly type: 'not-let-in' }
  /** The six digits could not be agreed on: someone may stand between. */
  | { readonly type: 'broken-exchange' };

export type DirectFault = CodeFault | AttemptFault | ExchangeFault;

/**
 * `asking`: a request to join has gone over, and people compare digits; the answer follows by itself once it is confirmed.
 * `exchanging`: `received` of `toReceive` entries are here, `sent` of `toSend` are there.
 */
export type DirectProgress =
  | { readonly step: DirectStep }
  | {
      readonly step: 'asking';
      /** undefined on the side that asks. */
      readonly requestId?: MemberEntryId;
    }
  | {
      readonly step: 'exchanging';
      readonly received: number;
      readonly toReceive: number;
      readonly sent: number;
      readonly toSend: number;
    };

export interface DirectReport {
  /** Entries and member entries that were new here, and there. */
  readonly received: number;
  readonly sent: number;
  /** Neither lacks anything now. */
  readonly isLevel: boolean;
  /** Whose device it was. */
  readonly from: string | undefined;
}

/**
 * One meeting of two browsers. A code that was not right may be followed by another one. A device that waits to be let in
 * has nothing to report: with the answer its book opens, and goes on with the same connection (Y16).
 */
export interface DirectAttempt<Report = DirectReport> {
  /** The first device: its code, to be shown to the other. */
  createOffer(): Promise<Result<{ readonly code: string }, DirectFault>>;
  /** The second device: takes the first one's code, and gives the one to be shown in return. */
  acceptOffer(text: string): Promise<Result<{ readonly code: string }, DirectFault>>;
  /** The first device: takes what the second shows. */
  finish(text: string): Promise<Result<null, DirectFault>>;
  /** Both: settles when everything has gone over, or the attempt is over. */
  readonly outcome: Promise<Result<Report, DirectFault>>;
  cancel(): void;
}

/** A book of this vault that is not the one on the table, and not waited for. */
export interface OtherSpace {
  readonly id: SpaceId;
  /** Empty while nothing of it has arrived. */
  readonly name: string;
  /** A folder of this page or a relay: its news come without opening it. */
  readonly hasWay: boolean;
  readonly lastSuccessMs: number | undefined;
  /** Of the visits since the present book was opened. */
  readonly state:
    | { readonly type: 'idle' | 'running' }
    | { readonly type: 'done'; readonly received: number }
    | { readonly type: 'failed'; readonly fault: WayFault['type'] | 'unopened' };
}

export interface OtherSpaces {
  readonly view: Watchable<readonly OtherSpace[]>;
  /** Those that have a way, one after another. */
  visitAll(): Promise<void>;
  /** Ends that after the object in hand; what came in stays. */
  stopVisits(): void;
  /** For those that have no way, as long as the vault is open in this page; then visits all. */
  useFolder(handle: FileSystemDirectoryHandle): Promise<void>;
}

export interface SyncService {
  readonly view: Watchable<SyncView>;
  /** Walks through all records, each time something changes while it is watched. */
  readonly check: Watchable<CheckView>;
  /** Sync files, and an answer to joiners where one is open. `onProgress`: bytes written. */
  exportFiles(
    input: ExportInput,
    onProgress: (bytes: number) => void,
    signal: AbortSignal
  ): Promise<Result<readonly SyncFile[], ExportFault>>;
  /** A small file that tells others what this device has, so that theirs need bring no more than it lacks. */
  receiptFile(): Promise<Result<SyncFile, ExportFault>>;
  /** Over whatever way; undefined while nothing is. */
  readonly arriving: Watchable<Arriving | undefined>;
  /** Ends what is coming in, in the middle of a file too; what came stays. */
  stopArriving(): void;
  /** Sync files, receipts and join files, in any order. `receive`: of the app, for answers to other books of the vault. */
  importFiles(files: readonly File[], receive?: JoinPort['receive']): Promise<ImportReport>;
  /** Permission has been given by the person. Visits it at once, and by itself from then on, as long as the page lives. */
  connectFolder(handle: FileSystemDirectoryHandle): Promise<Result<WayReport, WayFault>>;
  disconnectFolder(): Promise<void>;
  /** undefined: no folder is chosen. A fault stands in the view, too. */
  visitFolder(): Promise<Result<WayReport, WayFault> | undefined>;
  /** Kept sealed, and used from now on in every session of this vault. Nothing is kept when the input is none. */
  connectRelay(input: RelayInput): Promise<Result<WayReport, WayFault | RelayInputFault>>;
  disconnectRelay(): Promise<void>;
  visitRelay(): Promise<Result<WayReport, WayFault> | undefined>;
  /** Ends a visit that is under way after the object in hand; what came in stays. The next one comes at its own time. */
  stopVisit(way: 'folder' | 'relay'): void;
  /** With a device of the book, or with one that asks to join by an invitation that this device can confirm for. undefined: nobody has admitted this device yet. */
  meetDirectly(onProgress: (progress: DirectProgress) => void): DirectAttempt | undefined;
  /** Builds every projection from the log again, then compares again. */
  rebuild(onProgress: (done: number, total: number) => void): Promise<void>;
}
