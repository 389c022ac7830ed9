/** Can this browser keep and seal anything? Writes, reopens and reads: private windows fail only there. */
import type { AppDatabase } from '../../storage/database';
import type { Phase } from '../types';

export type DeviceProblem = Omit<Extract<Phase, { type: 'unusable' }>, 'type'>;

const probeKey = 'probe';

export async function probeDevice(
  page: Window & typeof globalThis,
  database: AppDatabase
): Promise<DeviceProblem | undefined> {
  // Absent outside https and localhost, whatever the browser's age.
  const subtle = page.crypto.subtle as SubtleCrypto | undefined;
  if (!subtle) return { reason: 'no-crypto', code: 'V-03' };
  try {
    await database.open();
    await database.meta.put({ key: probeKey, value: 1 });
    database.close({ disableAutoOpen: false });
    await database.open();
    const back = await database.meta.get(probeKey);
    await database.meta.delete(probeKey);
    return back ? undefined : { reason: 'no-storage', code: 'S-04' };
  } catch (thrown) {
    const name = thrown instanceof Error ? thrown.name : 'unknown';
    if (name === 'VersionError') return { reason: 'newer-version', code: 'S-05' };
    return { reason: 'no-storage', code: `S-04/${name}` };
  }
}
