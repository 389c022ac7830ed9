/** Consents on paper: registering for many, withdrawing, taking a mistaken withdrawal back (I14, PIPL 13-17). */
import { needsGuardian, withdrawalsToLift } from '../../domain/consent/basis';
import { basicPurpose, type ConsentPurpose } from '../../domain/consent/purposes';
import { consentTextVersion } from '../../domain/consent/text-version';
import { isRefusal, type ConsentRow } from '../../domain/consent/record';
import type { PersonRow } from '../../domain/person/record';
import { createRecordId, type RecordId } from '../../kernel/ids';
import { err, type Result } from '../../kernel/result';
import type { CommitFailure, CommitReceipt, FieldPatch, RecordChange } from '../../storage/types';
import type { SessionContext } from '../session/context';
import type { ConsentInput, SaveError } from '../types';
import { invalid, parseValues } from './parse-values';

/** The basic form carries the separate ticks: none holds without it. */
function checkInput(input: ConsentInput, context: SessionContext): SaveError | undefined {
  if (input.personIds.length === 0) return invalid({}, '请先选择成员');
  if (!input.purposes.includes(basicPurpose)) {
    const hasBasis = input.personIds.every((id) => context.people.gated(id)?.state === 'valid');
    if (!hasBasis) return invalid({ purposes: '请先勾选“登记基本信息并保持联系”' }, '缺少基本同意');
  }
  if (input.signedOn > context.clock.today()) {
    return invalid({ signedOn: '签署日期不能晚于今天' }, '签署日期不能晚于今天');
  }
  if (input.expiresOn !== null && input.expiresOn < input.signedOn) {
    return invalid({ expiresOn: '有效期不能早于签署日期' }, '有效期不能早于签署日期');
  }
  return checkGuardians(input, context);
}

/** A consent that a minor signed alone would grant nothing (PIPL 31): refused with the names instead. */
function checkGuardians(input: ConsentInput, context: SessionContext): SaveError | undefined {
  if (input.channel === 'guardian') {
    const isNamed = (input.guardianName ?? '').trim() !== '';
    return isNamed ? undefined : invalid({ guardianName: '请填写监护人姓名' }, '请填写监护人姓名');
  }
  const { view } = context.replica;
  const minors = input.personIds.filter((id) => {
    const row = view.row('person', id) as PersonRow | undefined;
    return needsGuardian(row?.values.birth, input.signedOn);
  });
  if (minors.length === 0) return undefined;
  const names = minors.map((id) => context.people.gated(id)?.values.name ?? '').join('、');
  const message = `${names}未满或可能未满十四周岁，须由监护人同意，请单独登记`;
  return invalid({ channel: message }, message);
}

export async function registerConsents(
  context: SessionContext,
  input: ConsentInput,
  onProgress?: (done: number, total: number) => void
): Promise<Result<CommitReceipt, SaveError>> {
  const broken = checkInput(input, context);
  if (broken) return err(broken);
  const shared: FieldPatch = {
    purposes: input.purposes,
    channel: input.channel,
    textVersion: consentTextVersion,
    signedOn: input.signedOn,
    expiresOn: input.expiresOn,
    originalsAt: input.originalsAt,
    ...(input.guardianName ? { guardianName: input.guardianName } : {})
  };
  const changes: RecordChange[] = [];
  for (const person of input.personIds) {
    const lifts = withdrawalsToLift(context.people.consentsOf(person));
    const parsed = parseValues('consent', { ...shared, person, lifts }, true);
    if (!parsed.ok) return parsed;
    const id = createRecordId(context.random);
    changes.push({ type: 'create', kind: 'consent', id, values: parsed.value });
  }
  const committed = await context.commit(changes, onProgress ? { onProgress } : {});
  return committed.ok ? committed : err({ type: 'commit', failure: committed.error });
}

const isRunning = (row: ConsentRow): boolean =>
  !row.isDeleted && row.values.withdrawnOn === undefined;

/** Ends every running consent; a person without any gets a record of the refusal. */
function withdrawAll(context: SessionContext, person: RecordId): RecordChange[] {
  const withdrawnOn = context.clock.today();
  const running = context.people.consentsOf(person).filter(isRunning);
  if (running.length === 0) return [refusal(context, person, [basicPurpose])];
  return running.map((row) => ({
    type: 'set',
    kind: 'consent',
    id: row.id,
    values: { withdrawnOn }
  }));
}

function refusal(
  context: SessionContext,
  person: RecordId,
  purposes: readonly ConsentPurpose[]
): RecordChange {
  const today = context.clock.today();
  return {
    type: 'create',
    kind: 'consent',
    id: createRecordId(context.random),
    values: { person, purposes, channel: 'inPerson', signedOn: today, withdrawnOn: today }
  };
}

export function withdrawConsent(
  context: SessionContext,
  person: RecordId,
  purposes: 'all' | readonly ConsentPurpose[]
): Promise<Result<CommitReceipt, CommitFailure>> {
  const isAll = purposes === 'all' || purposes.includes(basicPurpose);
  const changes = isAll ? withdrawAll(context, person) : [refusal(context, person, purposes)];
  return context.commit(changes);
}

/**
 * Clears withdrawals of the retention delay; for a click made by mistake, not for a new consent. A record that is nothing but
 * a refusal goes whole: without its end it would read as a consent that nobody signed.
 */
export function undoWithdrawal(
  context: SessionContext,
  person: RecordId
): Promise<Result<CommitReceipt, CommitFailure>> {
  const changes = context.people
    .consentsOf(person)
    .filter((row) => !row.isDeleted && row.values.withdrawnOn !== undefined)
    .flatMap((row): RecordChange[] => {
      const { kind, id } = row;
      if (!isRefusal(row)) return [{ type: 'set', kind, id, values: { withdrawnOn: null } }];
      const values = { withdrawnOn: null, signedOn: null };
      return [
        { type: 'set', kind, id, values },
        { type: 'delete', kind, id }
      ];
    });
  return context.commit(changes);
}
