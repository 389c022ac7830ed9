/** A shared folder for a device that has not been admitted yet. */
import type { DeviceId } from '../../kernel/ids';
import { err, ok, type Result } from '../../kernel/result';
import { createFolderMedium } from '../../transports/folder';
import { MediumError, type MediumFault } from '../../transports/objects/medium';
import type { JoinPort, JoinVisit } from '../members/types';
import { createJoinExchange } from './join-exchange';

/** Requests and answers alone: the book comes after the answer. */
export async function exchangeJoinFrames(
  handle: FileSystemDirectoryHandle,
  join: JoinPort,
  ownId: DeviceId
): Promise<Result<JoinVisit, MediumFault>> {
  const exchange = createJoinExchange(createFolderMedium(handle), join, ownId);
  try {
    return ok(await exchange.run());
  } catch (thrown) {
    if (thrown instanceof MediumError) return err(thrown.fault);
    throw thrown;
  }
}
