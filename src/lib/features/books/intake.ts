/** The intake form (S2-02): one flat form, of which a reception and perhaps a need or suggestion are made. Pure but for the save. */
import type { ReceptionFollow, SaveError, SaveResult, Session } from '../../app/types';
import { promiseFor } from '../../domain/need/promise';
import { localDate, type IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { err, ok } from '../../kernel/result';
import type { FormValues } from '../../state/record-form.svelte';
import { needWords } from '../../text/needs';

export const outcomes = ['answer', 'need', 'suggestion'] as const;

const receptionFields = ['at', 'people', 'channel', 'topic', 'firstReceiver', 'promiseBy'] as const;
const followFields = ['outcome', 'type', 'handler', 'form', 'subject'] as const;

export const intakeFields: readonly string[] = [...receptionFields, ...followFields];

/** Only what the choice asks for is kept: a promise belongs to a need. */
export function partsOf(values: FormValues): {
  readonly reception: FormValues;
  readonly follow: ReceptionFollow | undefined;
} {
  const { outcome, type, handler, form, subject, promiseBy, ...told } = values;
  const of = (given: FormValues): FormValues =>
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const { at, people, channel, topic } = told;
  // As typed it begins with its day.
  const raisedOn =
    typeof at === 'number' ? localDate(at) : typeof at === 'string' ? at.slice(0, 10) : undefined;
  const shared = {
    people,
    content: topic,
    handler,
    ...(raisedOn ? { raisedOn } : {})
  } as FormValues;
  // Who receives it first and keeps it has taken it on; a colleague has to take it first (首问负责).
  const isTaken = handler !== undefined && handler === told['firstReceiver'];
  if (outcome === 'need') {
    return {
      reception: of({ ...told, promiseBy } as FormValues),
      follow: {
        kind: 'need',
        values: of({
          ...shared,
          type,
          channel,
          promiseBy,
          status: isTaken ? 'accepted' : 'registered'
        } as FormValues)
      }
    };
  }
  const suggestion = { ...shared, topic: subject, form, status: 'raised' } as FormValues;
  return {
    reception: of(told),
    follow: outcome === 'suggestion' ? { kind: 'suggestion', values: of(suggestion) } : undefined
  };
}

/** Where the form shows what a need or suggestion lacks. */
const shownAt: Readonly<Record<string, string>> = { content: 'topic', raisedOn: 'at' };

function atFormFields(kind: 'reception' | ReceptionFollow['kind'], error: SaveError): SaveError {
  if (error.type === 'commit' || kind === 'reception') return error;
  const fields: Record<string, string> = {};
  for (const [name, message] of Object.entries(error.fields)) {
    const isSubject = kind === 'suggestion' && name === 'topic';
    fields[isSubject ? 'subject' : (shownAt[name] ?? name)] = message;
  }
  return { ...error, fields };
}

export interface IntakeSaved {
  readonly kind: 'reception' | ReceptionFollow['kind'];
  readonly id: RecordId;
}

/** Writes what the form holds; `onmade` hears which record it has led to. */
export async function saveIntake(
  { commands }: Session,
  values: FormValues,
  onmade: (made: IntakeSaved) => void
): Promise<SaveResult> {
  if (!outcomes.some((outcome) => outcome === values['outcome'])) {
    const message = needWords.outcomeMissing;
    return err({ type: 'invalid', fields: { outcome: message }, message });
  }
  const { reception, follow } = partsOf(values);
  const saved = await commands.saveReception(undefined, reception, follow);
  if (!saved.ok) return err(atFormFields(saved.error.kind, saved.error.error));
  const { id, followId, receipt } = saved.value;
  onmade(follow && followId ? { kind: follow.kind, id: followId } : { kind: 'reception', id });
  return ok({ id, receipt });
}

/** The promise follows the type as long as nobody has set a date of their own. */
export function proposedPromise(
  values: FormValues,
  type: string,
  today: IsoDate
): IsoDate | undefined {
  const present = values['promiseBy'] ?? '';
  const before = values['type'];
  const isOwn =
    present !== '' && !(typeof before === 'string' && present === promiseFor(before, today));
  return isOwn || type === '' ? undefined : promiseFor(type, today);
}
