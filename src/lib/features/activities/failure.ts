/** A refused save in words. */
import type { SaveError } from '../../app/types';
import { failureText } from '../../text/failures';

export const saveErrorText = (error: SaveError): string =>
  error.type === 'commit' ? failureText(error.failure) : error.message;
