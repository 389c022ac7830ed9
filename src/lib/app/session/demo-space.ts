/** 载入示例数据: a marked space of made-up people without passphrase, removed by wiping the profile. */
import { loadPinyinReader } from '../../domain/pinyin';
import { identityKey } from '../commands/save';
import type { CreateChange } from '../demo/changes';
import { createImportIds, type ImportIds } from '../ledger/import-ids';
import { createPace } from '../ledger/pace';
import { ok, type Result } from '../../kernel/result';
import type { VaultError } from '../types';
import { foundVaultAndSpace } from './found-space';
import type { SessionHost } from './session-host';
import type { SessionParts } from './session-parts';

/** Who came is written under the id that a roll call of this book gives it, so that one by hand changes it. */
async function withBookIds(
  changes: readonly CreateChange[],
  deriveIds: ImportIds
): Promise<readonly CreateChange[]> {
  const keys = changes.map(({ kind, values }) => identityKey(kind, values));
  const ids = await deriveIds(keys.filter((key) => key !== undefined));
  return changes.map((change, at) => ({ ...change, id: ids.get(keys[at] ?? '') ?? change.id }));
}

const demoSeed = 'tongxinbu-demo-1';
const demoWorker = '示例工作人员';

export async function openDemoSpace(
  host: SessionHost,
  onProgress?: (done: number, total: number) => void
): Promise<Result<SessionParts, VaultError>> {
  const { createDemoData, demoSpaceName } = await import('../demo/create-demo-data');
  const data = createDemoData(demoSeed, host.clock.today(), await loadPinyinReader());
  const input = { spaceName: demoSpaceName, workerName: demoWorker, passphrase: null };
  const founded = await foundVaultAndSpace(host, input, true, async (replica, { id, secrets }) => {
    const deriveIds = createImportIds(secrets, id, createPace(host.clock));
    const changes = await withBookIds(data.changes, deriveIds);
    return replica.commit(changes, onProgress ? { onProgress } : {});
  });
  return founded.ok ? ok(founded.value.parts) : founded;
}
