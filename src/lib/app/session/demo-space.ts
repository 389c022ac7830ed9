/** 载入示例数据: a marked space of made-up people without passphrase, removed by wiping the profile. */
import { loadPinyinReader } from '../../domain/pinyin';
import { ok, type Result } from '../../kernel/result';
import type { VaultError } from '../types';
import { foundVaultAndSpace } from './found-space';
import type { SessionHost } from './session-host';
import type { SessionParts } from './session-parts';

const demoSeed = 'tongxinbu-demo-1';
const demoWorker = '示例工作人员';

export async function openDemoSpace(
  host: SessionHost,
  onProgress?: (done: number, total: number) => void
): Promise<Result<SessionParts, VaultError>> {
  const { createDemoData, demoSpaceName } = await import('../demo/create-demo-data');
  const data = createDemoData(demoSeed, host.clock.today(), await loadPinyinReader());
  const input = { spaceName: demoSpaceName, workerName: demoWorker, passphrase: null };
  const founded = await foundVaultAndSpace(host, input, true, (replica) =>
    replica.commit(data.changes, onProgress ? { onProgress } : {})
  );
  return founded.ok ? ok(founded.value.parts) : founded;
}
