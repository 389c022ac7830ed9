/** What the app reads of this browser: space left, persistence, connection. Browser objects come in as values. */
import type { Clock } from '../../kernel/environment';
import { createSource, type Watchable } from '../../kernel/watchable';
import type { DeviceServices, StorageState } from '../types';

/** The part of `navigator` used here. */
export interface BrowserDevice {
  readonly onLine: boolean;
  readonly userAgent: string;
  readonly storage?: Pick<StorageManager, 'estimate' | 'persist' | 'persisted'>;
}

export interface DiagnosticSource {
  /** Lines of counts and codes; nothing personal (issue 2 诊断文件). */
  (): Promise<readonly string[]>;
}

const persistenceTimeoutMs = 3000;
const unknownStorage: StorageState = { usedBytes: 0, quotaBytes: 0, isPersistent: false };

/** Firefox asks the user and may never answer; the app goes on after 3 s. */
function withTimeout(answer: Promise<boolean>, setTimer: typeof setTimeout): Promise<boolean> {
  return Promise.race([
    answer.catch(() => false),
    new Promise<boolean>((resolve) => setTimer(() => resolve(false), persistenceTimeoutMs))
  ]);
}

function watchOnline(device: BrowserDevice, events: EventTarget): Watchable<boolean> {
  return {
    watch(onValue) {
      const tell = (): void => onValue(device.onLine);
      events.addEventListener('online', tell);
      events.addEventListener('offline', tell);
      tell();
      return () => {
        events.removeEventListener('online', tell);
        events.removeEventListener('offline', tell);
      };
    }
  };
}

export function createDeviceServices(
  clock: Clock,
  device: BrowserDevice,
  events: EventTarget,
  version: string,
  diagnosticLines: DiagnosticSource,
  deliver: DeviceServices['deliver']
): DeviceServices & { readonly refreshStorage: () => Promise<void> } {
  const storageState = createSource(unknownStorage);
  const refreshStorage = async (): Promise<void> => {
    const [estimate, isPersistent] = await Promise.all([
      device.storage?.estimate?.() ?? {},
      device.storage?.persisted?.() ?? false
    ]).catch(() => [{}, false] as const);
    const { usage = 0, quota = 0 } = estimate as StorageEstimate;
    storageState.set({ usedBytes: usage, quotaBytes: quota, isPersistent });
  };
  return {
    now: () => clock.now(),
    storageState,
    isOnline: watchOnline(device, events),
    refreshStorage,
    deliver,
    async requestPersistence() {
      if (!device.storage?.persist) return false;
      const granted = await withTimeout(device.storage.persist(), setTimeout);
      await refreshStorage();
      return granted;
    },
    async diagnostics() {
      await refreshStorage();
      const { usedBytes, quotaBytes, isPersistent } = storageState.get();
      const own = [
        `同心簿 ${version}`,
        `浏览器 ${device.userAgent}`,
        `存储 ${usedBytes}/${quotaBytes} 字节，持久 ${isPersistent ? '是' : '否'}`
      ];
      return [...own, ...(await diagnosticLines())].join('\n');
    }
  };
}
