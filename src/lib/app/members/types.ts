/**
 * Members, devices, invitations and joining as screens and the sync service see them (issue 3, DESIGN 2 and 5). Stable:
 * screens may be built on every type here.
 *
 * How someone joins. An administrator makes an invitation (`invite`) and hands its link over. The joiner gives link and
 * name to `App.join`; the phase becomes `waiting`. Its request reaches an administrator by file (`Waiting.requestFile`
 * there, `App.receive` here) or over a live way (both sides' `JoinPort`). It then stands in `MembersView.requests`;
 * both people compare the fingerprint, or the six digits of a live way; `admit` makes the answer, which travels back
 * the same way (`answerFile`, `JoinPort.outgoing`), and the joiner's phase becomes `open`. The book itself comes with the
 * first synchronisation after that.
 *
 * Longer than most files: the whole surface is read here, and nothing of it is code.
 */
import type { Bytes } from '../../kernel/bytes';
import type { RecordId, SpaceId } from '../../kernel/ids';
import type { Result } from '../../kernel/result';
import type { Scope } from '../../kernel/scope';
import type { Watchable } from '../../kernel/watchable';
import type { RecordKind } from '../../domain/field';
import type { ActError } from '../../log/acts/act';
import type { InviteId, MemberEntryId, MemberId } from '../../log/ids';
import type { LinkFault } from '../../log/join/link';
import type { Role } from '../../log/roles';
import type { DeviceId } from '../../kernel/ids';
import type { CommitFailure } from '../../storage/types';
import type { MediumFault } from '../../transports/objects/medium';
import type { DirectAttempt, DirectProgress, RelayInput, RelayInputFault } from '../sync/types';

export type { DeviceId, InviteId, LinkFault, MemberEntryId, MemberId, Role, Scope };

/** What a member may do. Owners and administrators hold every scope. */
export interface GrantItem {
  readonly role: Role;
  readonly scopes: readonly Scope[];
}

export interface DeviceItem {
  readonly id: DeviceId;
  readonly name: string;
  /** As it was called when it was registered: signed, and the same for everyone. */
  readonly registeredName: string;
  readonly isSelf: boolean;
  readonly isActive: boolean;
  /** Stamp of the newest entry that has arrived from it, epoch milliseconds; undefined before the first. */
  readonly lastSeenMs: number | undefined;
}

export interface MemberItem {
  readonly id: MemberId;
  readonly name: string;
  /** null: removed. */
  readonly grant: GrantItem | null;
  readonly isSelf: boolean;
  /** Place by the time of joining, from 1: of two who remove each other the lower number stays. */
  readonly seniority: number;
  readonly devices: readonly DeviceItem[];
  readonly lastSeenMs: number | undefined;
  /** Removed by departure, and what still comes from it counts until `closeDeparture`. */
  readonly isDeparting: boolean;
  /** The own device may change the role or remove this member. */
  readonly canBeChanged: boolean;
}

export interface InvitationItem {
  readonly id: InviteId;
  /** For whom it was made: known on the machine that made it, and in no log or link. */
  readonly label: string | undefined;
  readonly grant: GrantItem;
  readonly expiresMs: number;
  readonly isExpired: boolean;
  /** A further device of this member. */
  readonly memberId: MemberId | null;
  /**
   * Why its link is out without a purpose: whoever it was for (the member it names, or every device that came in by it), or
   * whoever made it, has been removed since. The link still asks to join, until it is revoked.
   */
  readonly outlived: 'invited' | 'inviter' | undefined;
  /** Devices admitted by it. More than one: someone else had the link, too. */
  readonly useCount: number;
  /** False: it was made before this device became an administrator's; another one's must confirm. */
  readonly canConfirm: boolean;
}

export interface RequestItem {
  readonly id: MemberEntryId;
  /** The name that the joiner chose. */
  readonly name: string;
  readonly deviceId: DeviceId;
  readonly grant: GrantItem;
  readonly invitation: InvitationItem | undefined;
  /** Twenty digits to compare with the joiner's screen; undefined where this device has not the invitation's seed. */
  readonly fingerprint: string | undefined;
  /** Six digits of a live way, once both sides have them. */
  readonly code: string | undefined;
  /** How often the invitation was used before: admitted devices and other open requests. */
  readonly earlierUses: number;
  /** Why `admit` would refuse; undefined when nothing stands against it. */
  readonly obstacle: ActError['type'] | undefined;
}

/**
 * An admitted device, not removed since, that has written nothing that is here: the answer may still have to be given
 * (`answerFile`).
 */
export interface AnswerItem {
  readonly id: MemberEntryId;
  readonly name: string;
  readonly deviceId: DeviceId;
  /** Once this is revoked or expired, the answer can't be given any more. */
  readonly inviteId: InviteId;
}

/** A device whose adding is void, because who added it had lost the right by then. */
export interface UnconfirmedItem {
  readonly id: MemberEntryId;
  readonly name: string;
  readonly grant: GrantItem;
}

/** Work of one member that is kept and not applied. One `adopt` admits all of it. */
export interface HeldWork {
  readonly memberId: MemberId;
  readonly name: string;
  /** This device's own member: what others decide about, and nothing to settle here. */
  readonly isSelf: boolean;
  /** Different records in it. */
  readonly records: number;
  readonly recordIds: readonly RecordId[];
  /** Of those on a forked chain: they are written again, by whoever adopts them. */
  readonly issued: number;
  /** Epoch milliseconds of the first and last change, by the writer's clock. */
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * A device's chain says two things in one place: what lies past it is kept, and not applied until the device has written it
 * again.
 */
export interface ForkItem {
  readonly memberId: MemberId;
  readonly name: string;
  readonly deviceId: DeviceId;
  /** The chain is whole itself: it goes on from what lies past another device's fork. */
  readonly isOnTop: boolean;
}

export interface MissingKeyItem {
  readonly memberId: MemberId;
  readonly name: string;
  readonly deviceId: DeviceId;
  readonly isSelf: boolean;
  /** The scopes whose present key has not reached it; `carrier` is what synchronising itself needs. */
  readonly streams: readonly (Scope | 'carrier')[];
}

export interface MembersView {
  /** null: this device reads only, because nobody has admitted it (yet), or it was removed. */
  readonly own: (GrantItem & { readonly memberId: MemberId }) | null;
  readonly standing: 'member' | 'not-admitted' | 'removed';
  /** May invite, admit, remove, adopt. */
  readonly canAdminister: boolean;
  /** Present members by seniority, then former ones. */
  readonly members: readonly MemberItem[];
  readonly invitations: readonly InvitationItem[];
  readonly requests: readonly RequestItem[];
  readonly answers: readonly AnswerItem[];
  readonly unconfirmed: readonly UnconfirmedItem[];
  readonly held: readonly HeldWork[];
  readonly forks: readonly ForkItem[];
  /** What stands on forked chains is still being compared: `forks`, and of `held` what is on them, are as of the last look. */
  readonly isLooking: boolean;
  readonly missingKeys: readonly MissingKeyItem[];
  readonly ownerCount: number;
  /** A printed recovery key stands in the book's founding. */
  readonly hasRecoveryKey: boolean;
}

export type MembersError =
  | ActError
  /** Not the address of a relay. */
  | { readonly type: 'bad-relay' }
  | { readonly type: 'storage'; readonly failure: CommitFailure }
  /** The resolver did not take the act in: someone changed the members meanwhile. Try again. */
  | { readonly type: 'overtaken' };

export type MembersResult<T = void> = Promise<Result<T, MembersError>>;

export interface InviteInput {
  /** For whom: kept sealed on this machine, in no log or link. */
  readonly label: string;
  readonly grant: GrantItem;
  /** From now. */
  readonly validDays: number;
  /** A further device of this member, whose grant it then has; null for someone new. */
  readonly memberId: MemberId | null;
  /** Address of a relay that the link is to name. */
  readonly relay?: string;
}

export interface RemovalInput {
  readonly target:
    | { readonly type: 'member'; readonly memberId: MemberId }
    | { readonly type: 'device'; readonly deviceId: DeviceId };
  /**
   * `departure`: what the leaver wrote unaware still counts, until `closeDeparture`. `now`: only what has arrived counts, the
   * rest is held.
   */
  readonly mode: 'departure' | 'now';
  readonly reason: 'leftPost' | 'lost' | 'misuse' | 'other';
}

/** A record that names a worker in one of its fields, for work that is left to do. */
export interface WorkRef {
  readonly kind: RecordKind;
  readonly id: RecordId;
  readonly field: string;
}

export interface MembersService {
  readonly view: Watchable<MembersView>;
  /** The link to hand over; it can be shown again with `linkOf` while the invitation is open. */
  invite(input: InviteInput): MembersResult<{ readonly id: InviteId; readonly link: string }>;
  linkOf(id: InviteId): Promise<string | undefined>;
  revoke(id: InviteId): MembersResult;
  /** Confirms a request. Its device is then a member's, and the answer lies ready (`answerFile`, `join.outgoing`). */
  admit(id: MemberEntryId): MembersResult;
  decline(id: MemberEntryId): MembersResult;
  /** What an admitted joiner must get, as a file; undefined where this device has not the invitation's seed. */
  answerFile(id: MemberEntryId): Promise<JoinFile | undefined>;
  setGrant(memberId: MemberId, grant: GrantItem): MembersResult;
  /** Removal with new keys for those who stay. Never of the last owner (`last-owner`). */
  remove(input: RemovalInput): MembersResult;
  /** What a leaver's devices have sent until now counts; later arrivals are held and listed. */
  closeDeparture(memberId: MemberId): MembersResult;
  /** Admits all held work of a member. */
  adopt(memberId: MemberId): MembersResult;
  confirm(id: MemberEntryId): MembersResult;
  /**
   * 交接: the successor gets what the leaver may do, where it is more (`given`), and keeps the own grant otherwise
   * (`unchanged`). Records are reassigned by `openWork`.
   */
  handOver(from: MemberId, to: MemberId): MembersResult<'given' | 'unchanged'>;
  /** Live records in which this worker has something left to do, by kind and field. */
  openWork(workerId: RecordId): Watchable<readonly WorkRef[]>;
  /** For the sync service: requests come in and answers go out here. */
  readonly join: HostJoinPort;
}

/** One sealed file that brings a request or an answer. */
export interface JoinFile {
  readonly fileName: string;
  readonly bytes: Blob;
}

export interface JoinFrame {
  /** Routing tag, hex: `JoinPort.tags` of the other side has it. */
  readonly tag: string;
  readonly frame: Bytes;
}

/** What one exchange over a shared medium did. */
export interface JoinVisit {
  readonly receipts: readonly JoinReceipt[];
  /** Frames written there. */
  readonly sent: number;
}

export type JoinRelayResult = Result<JoinVisit, MediumFault | RelayInputFault>;

export type JoinReceipt =
  /** Here are open requests to confirm. */
  | { readonly type: 'request' }
  /** The waiting space has opened. */
  | { readonly type: 'admitted'; readonly spaceId: SpaceId }
  /** A step of the six digits. */
  | { readonly type: 'code' }
  /** An answer, seen by who gives answers: it is for whoever asked. */
  | { readonly type: 'answer' }
  /** Nothing new in it. */
  | { readonly type: 'known' };

export type JoinFault =
  /** No invitation and no request of this device has that tag. */
  | { readonly type: 'not-for-us' }
  | { readonly type: 'damaged' }
  /** The answer to another device's request with the same link. */
  | { readonly type: 'other-device' }
  /** The answer does not make this device a member, or one link brings too many requests. */
  | { readonly type: 'not-admitted' }
  /** Someone may stand between: start again on another way. */
  | { readonly type: 'broken-exchange' }
  | { readonly type: 'locked' }
  | { readonly type: 'storage'; readonly failure: CommitFailure };

export interface JoinReceived {
  readonly receipt: JoinReceipt;
  /** To be sent back by a live way; a file has no way back and leaves them. */
  readonly replies: readonly Bytes[];
  /** The request that the frame brought, to the side that lets in. */
  readonly requestId?: MemberEntryId;
}

/** Requests and answers on their way, for every transport. Frames are opaque; the same one twice does no harm. */
export interface JoinPort {
  /** Routing tags, hex, that this side listens on. */
  tags(): Promise<readonly string[]>;
  /** What is to be brought to whoever listens on those tags. */
  outgoing(): Promise<readonly JoinFrame[]>;
  receive(frame: Bytes): Promise<Result<JoinReceived, JoinFault>>;
  /** Tags or outgoing frames may have changed. Returns stop. */
  onChange(listener: () => void): () => void;
}

/** Of the side that lets in, for a way that belongs to one joiner alone. */
export interface HostJoinPort extends JoinPort {
  /** What this request's joiner must get; undefined while it is not admitted, or when its invitation has ended. */
  answer(requestId: MemberEntryId): Promise<readonly Bytes[] | undefined>;
  /** It waits to be confirmed. */
  isOpen(requestId: MemberEntryId): boolean;
}

/** A space in this vault. */
export interface SpaceItem {
  readonly id: SpaceId;
  /** Empty while nothing of it has arrived. */
  readonly name: string;
  readonly isDemo: boolean;
  readonly isCurrent: boolean;
  /** Asked to join, not yet confirmed. */
  readonly isWaiting: boolean;
}

/** What a link says before anything is asked. */
export interface LinkPreview {
  readonly spaceId: SpaceId;
  readonly grant: GrantItem;
  readonly relay: string | undefined;
}

export interface JoinInput {
  /** The whole address, a chat message around it, or the code alone. */
  readonly link: string;
  /** How colleagues will see this device. */
  readonly name: string;
  /** For an empty profile: null skips it, which the screen has explained. An open vault keeps its own. */
  readonly passphrase: string | null;
}

/** A space that has been asked for, and whose answer is not here. */
export interface Waiting {
  readonly spaceId: SpaceId;
  readonly name: string;
  readonly grant: GrantItem;
  /** Epoch milliseconds. */
  readonly askedAtMs: number;
  /** Twenty digits to read to the administrator. */
  readonly fingerprint: string;
  /** Six digits of a live way, once both sides have them. */
  readonly code: Watchable<string | undefined>;
  readonly relay: string | undefined;
  requestFile(): Promise<JoinFile>;
  /** Leaves the request in a shared folder, and takes the answer that lies there. Permission has been given. */
  visitFolder(handle: FileSystemDirectoryHandle): Promise<Result<JoinVisit, MediumFault>>;
  /** The same over a relay, with an account that whoever runs it hands out; from then on the answer is taken by itself. */
  connectRelay(input: RelayInput): Promise<JoinRelayResult>;
  /** With the account of before; undefined when there is none. */
  visitRelay(): Promise<JoinRelayResult | undefined>;
  forgetRelay(): Promise<void>;
  /** Side by side with a device that can confirm: its book then comes over the same connection. */
  meetDirectly(onProgress: (progress: DirectProgress) => void): DirectAttempt<null>;
  readonly join: JoinPort;
  /** Ends what runs by itself. */
  close(): void;
  /** Takes the request back: the space leaves this vault; a profile that holds nothing else is empty again. */
  cancel(): Promise<void>;
}
