/** The record of the worker at the screen, if the book has one of this name. */
import type { RecordItem, Session } from '../app/types';
import type { RecordId } from '../kernel/ids';

export const workerOf = (
  session: Session,
  workers: readonly RecordItem<'worker'>[] | undefined
): RecordId | undefined => workers?.find(({ values }) => values.name === session.worker.label)?.id;
