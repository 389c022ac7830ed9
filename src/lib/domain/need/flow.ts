/**
 * The way of a need (DOMAIN F; S0-02, S2-04, S1-26): 登记 → 受理 → 办理中 → 已答复 → 办结 → 回头看, or 转办, or 本人撤回.
 * Handed to a colleague it stands at 登记 again until that colleague takes it (签收): 受理 is the receipt.
 */
import { addDays, type IsoDate } from '../../kernel/dates';
import type { Json } from '../../kernel/json';
import { cutToStep, told, type MoveAnswer, type Moves } from '../handling/move';
import type { NeedValues } from './record';

/** Days between closing and 回头看 (DOMAIN E, S2-04). */
const recheckDays = 30;

/** Someone in the community still sees to it. */
const underway = ['registered', 'accepted', 'working', 'answered'] as const;
/** Not ended: with us, or with the office it was passed to. */
const open = [...underway, 'transferred'] as const;
const ended = ['resolved', 'rechecked', 'withdrawn'] as const;

export const needColumns = [
  'registered',
  'accepted',
  'working',
  'answered',
  'transferred',
  'resolved',
  'rechecked',
  'withdrawn'
] as const;

export const isOpenNeed = (status: string | undefined): boolean =>
  (open as readonly string[]).includes(status ?? '');

export type NeedMove =
  | 'accept'
  | 'step'
  | 'answer'
  | 'close'
  | 'recheck'
  | 'handOver'
  | 'transfer'
  | 'withdraw'
  | 'reopen';

const meAsHandler = ({ me }: MoveAnswer): Readonly<Record<string, Json>> =>
  me === undefined ? {} : { handler: me };

export const needMoves: Moves<NeedMove, NeedValues> = {
  accept: {
    from: ['registered'],
    asks: ['note'],
    writes: [],
    step: ({ note }) => told('受理', note),
    patch: (_, answer) => ({ status: 'accepted', ...meAsHandler(answer) })
  },
  step: {
    from: open,
    asks: ['note'],
    noteMissing: '请写一句做了什么',
    writes: ['steps'],
    step: ({ note }) => note,
    patch: ({ status, handler }, answer) => ({
      ...(status === 'registered' || status === 'accepted' ? { status: 'working' } : {}),
      ...(handler === undefined ? meAsHandler(answer) : {})
    })
  },
  answer: {
    from: ['registered', 'accepted', 'working', 'transferred'],
    asks: ['note'],
    noteMissing: '请写明怎么答复的',
    writes: ['steps'],
    step: ({ note }) => told('答复', note),
    patch: () => ({ status: 'answered' })
  },
  close: {
    from: open,
    asks: ['note', 'satisfaction'],
    noteMissing: '办结要写明办理结果',
    writes: ['result'],
    patch: (_, { today, note, satisfaction = '' }) => ({
      status: 'resolved',
      result: note,
      closedOn: today,
      recheckOn: addDays(today, recheckDays),
      ...(satisfaction === '' ? {} : { satisfaction })
    })
  },
  recheck: {
    from: ['resolved'],
    asks: ['note', 'satisfaction'],
    noteMissing: '请填写回头看结果',
    writes: ['recheckResult'],
    patch: (_, { today, note, satisfaction = '' }) => ({
      status: 'rechecked',
      recheckOn: today,
      recheckResult: note,
      ...(satisfaction === '' ? {} : { satisfaction })
    })
  },
  handOver: {
    from: underway,
    asks: ['worker', 'note'],
    writes: [],
    step: ({ worker, note }) => told(`交给${worker?.name ?? ''}办理，等待签收`, note),
    patch: (_, { worker }) => ({ status: 'registered', handler: worker?.id ?? null })
  },
  transfer: {
    from: underway,
    asks: ['note'],
    noteMissing: '请写明转给哪个部门',
    writes: ['steps'],
    step: ({ note }) => told('转办', note),
    patch: () => ({ status: 'transferred' })
  },
  withdraw: {
    from: open,
    asks: ['note'],
    writes: [],
    step: ({ note }) => told('本人撤回', note),
    patch: () => ({ status: 'withdrawn' })
  },
  reopen: {
    from: [...ended],
    asks: ['note'],
    noteMissing: '请写明为什么重新办理',
    writes: ['steps', 'result', 'recheckResult'],
    step: ({ note }) => told('重新办理', note),
    patch: (values) => ({
      status: 'working',
      steps: endingsOf(values),
      closedOn: null,
      result: null,
      satisfaction: null,
      recheckOn: null,
      recheckResult: null
    })
  }
};

/** The first ending stays among the steps when the matter is taken up again. */
function endingsOf(values: NeedValues): Json {
  const { steps = [], closedOn, result, recheckOn, recheckResult } = values;
  const ending = (on: IsoDate | undefined, what: string, text: string | undefined): Json[] =>
    on === undefined || !text ? [] : [{ on, text: cutToStep(told(what, text)) }];
  return [
    ...steps,
    ...ending(closedOn, '办结', result),
    ...ending(recheckOn, '回头看', recheckResult)
  ];
}

export interface NeedDue {
  readonly type: 'promise' | 'recheck';
  readonly on: IsoDate;
}

/** What a need waits for: its promised date while open, its 回头看 once closed. */
export function needDue(values: NeedValues): NeedDue | undefined {
  const { status, promiseBy, closedOn, recheckOn } = values;
  if (isOpenNeed(status)) {
    return promiseBy === undefined ? undefined : { type: 'promise', on: promiseBy };
  }
  if (status !== 'resolved') return undefined;
  const on = recheckOn ?? (closedOn === undefined ? undefined : addDays(closedOn, recheckDays));
  return on === undefined ? undefined : { type: 'recheck', on };
}
