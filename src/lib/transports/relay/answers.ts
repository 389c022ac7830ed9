/** What JetStream answers, and what becomes of its faults. */
import type { Msg, NatsConnection } from '@nats-io/nats-core';
import type { Bytes } from '../../kernel/bytes';
import { MediumError, type MediumFault } from '../objects/medium';

export const streamName = 'TONGXIN';
export const api = '$JS.API';
export const answerMs = 10_000;

/** Throws MediumError. */
export async function ask(
  connection: NatsConnection,
  subject: string,
  body?: Bytes | string
): Promise<Msg> {
  try {
    return await connection.request(subject, body, { timeout: answerMs });
  } catch (thrown) {
    throw new MediumError(faultOf(thrown));
  }
}

export interface ApiAnswer {
  readonly error?: { readonly code?: number; readonly description?: string };
  readonly created?: string;
  readonly seq?: number;
  readonly num_pending?: number;
  readonly delivered?: { readonly consumer_seq?: number };
}

export function resultOf(answer: ApiAnswer): ApiAnswer {
  const { error } = answer;
  if (!error) return answer;
  const reason = error.description ?? String(error.code);
  const isFull = /maximum|insufficient|exceeded/.test(reason);
  throw new MediumError(isFull ? { type: 'full' } : { type: 'failed', reason });
}

export function faultOf(thrown: unknown): MediumFault {
  const names: string[] = [];
  for (let error = thrown; error instanceof Error; error = error.cause) names.push(error.name);
  const isDenied = names.some((name) => /Permission|Authori[sz]ation|Authentication/.test(name));
  return { type: isDenied ? 'denied' : 'unreachable' };
}
