/** Whether this device may go on under its clocks in a record. */
import type { Core } from './core';
import type { RecordState } from './state-pack';
import type { CommitFailure } from './types';

export const outrun: CommitFailure = { type: 'read-only', reason: 'outrun' };

/**
 * Whether parts of the incarnation that writes are kept and not shown, as what they build on is held or gone. Its next edit
 * would take their clocks a second time, and what others built on them would be taken for built on that edit: so another
 * incarnation writes it.
 */
export const hasOwnHeld = ({ writer }: Core, state: RecordState | undefined): boolean =>
  state?.touches.some(({ slot, status }) => slot === writer.slot && status !== 'applied') ?? false;
