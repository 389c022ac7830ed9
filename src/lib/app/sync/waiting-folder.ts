/** A shared folder for a device that has not been admitted yet: requests and answers alone. */
import type { DeviceId } from '../../kernel/ids';
import { err, ok } from '../../kernel/result';
import { createFolderMedium } from '../../transports/folder';
import { MediumError } from '../../transports/objects/medium';
import type { JoinPort, Waiting } from '../members/types';
import { createJoinExchange, type JoinExchange } from './join-exchange';

/** One exchange a folder, as long as the page lives: a frame that is read twice would begin the six digits anew. */
export function createFolderVisits(join: JoinPort, ownId: DeviceId): Waiting['visitFolder'] {
  const exchanges = new WeakMap<FileSystemDirectoryHandle, JoinExchange>();
  return async (handle) => {
    const exchange =
      exchanges.get(handle) ?? createJoinExchange(createFolderMedium(handle), join, ownId);
    exchanges.set(handle, exchange);
    try {
      return ok(await exchange.run());
    } catch (thrown) {
      if (thrown instanceof MediumError) return err(thrown.fault);
      throw thrown;
    }
  };
}
