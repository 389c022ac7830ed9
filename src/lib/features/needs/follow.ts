/** What a reception or a single concern of a visit becomes: the first values of a need or suggestion. Pure. */
import type { ReceptionFollow, RecordItem, VisitItem } from '../../app/types';
import { promiseFor } from '../../domain/need/promise';
import { needTypeOf } from '../../domain/visit/concerns';
import { localDate, type IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';

type Values = Readonly<Record<string, Json>>;

const topicLength = 80;
/** Who received it has taken it on (首问负责). */
const statusFor = (worker: RecordId | undefined): string =>
  worker === undefined ? 'registered' : 'accepted';
const handledBy = (worker: RecordId | undefined): Values =>
  worker === undefined ? {} : { handler: worker };

/** One tap: what can't be told from the words stays 其他, the promise is the usual one, the first receiver handles it. */
export function followOf(
  { values }: RecordItem<'reception'>,
  kind: ReceptionFollow['kind'],
  me: RecordId | undefined
): ReceptionFollow {
  const { at = 0, people = [], topic = '', channel, promiseBy, firstReceiver = me } = values;
  const raisedOn = localDate(at);
  const told: Values = { people, raisedOn, content: topic, ...handledBy(firstReceiver) };
  if (kind === 'suggestion') {
    const form = channel === 'letter' ? 'written' : 'oral';
    const short = Array.from(topic).slice(0, topicLength).join('').split('\n')[0] ?? '';
    return { kind, values: { ...told, topic: short, form, status: 'raised' } };
  }
  const type = needTypeOf(topic) ?? 'other';
  return {
    kind,
    values: {
      ...told,
      type,
      status: statusFor(firstReceiver),
      promiseBy: promiseBy ?? promiseFor(type, raisedOn),
      ...(channel === undefined ? {} : { channel })
    }
  };
}

export function needOfConcern(
  { id, values }: VisitItem,
  concern: string,
  today: IsoDate,
  me: RecordId | undefined
): Values {
  const type = needTypeOf(concern) ?? 'other';
  return {
    people: values.people ?? [],
    raisedOn: values.on ?? today,
    type,
    content: concern,
    channel: 'visit',
    visit: id,
    status: statusFor(me),
    promiseBy: promiseFor(type, today),
    ...handledBy(me)
  };
}
