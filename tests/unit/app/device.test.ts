/** What the app asks of a browser before and while it keeps anything (issue 2 "Shell"; DESIGN 4). */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createDeviceServices,
  type BrowserDevice
} from '../../../src/lib/app/device/device-services';
import { probeDevice } from '../../../src/lib/app/device/probe';
import { isNearlyFull } from '../../../src/lib/features/shell/room';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import { AppDatabase } from '../../../src/lib/storage/database';

const clock = { now: () => Date.UTC(2026, 10, 23), today: () => '2026-11-23' as IsoDate };
const servicesOn = (storage: BrowserDevice['storage'], lines: readonly string[] = []) =>
  createDeviceServices(
    clock,
    { onLine: true, userAgent: 'a browser', ...(storage && { storage }) },
    new EventTarget(),
    'v1',
    () => Promise.resolve(lines),
    () => Promise.resolve('saved')
  );

describe('persistent storage', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is asked for with a time limit: no answer is a no after three seconds', async () => {
    const never = { persist: () => new Promise<boolean>(() => undefined) } as StorageManager;
    const answered = vi.fn();
    void servicesOn(never).requestPersistence().then(answered);
    await vi.advanceTimersByTimeAsync(2999);
    expect(answered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(answered).toHaveBeenCalledExactlyOnceWith(false);
  });

  it('a yes is shown at once, a failure and a browser without it are a no', async () => {
    let isPersistent = false;
    const services = servicesOn({
      estimate: () => Promise.resolve({ usage: 81, quota: 100 }),
      persist: () => Promise.resolve((isPersistent = true)),
      persisted: () => Promise.resolve(isPersistent)
    });
    expect(await services.requestPersistence()).toBe(true);
    const shown = vi.fn();
    services.storageState.watch(shown, () => undefined)();
    const room = { usedBytes: 81, quotaBytes: 100, isPersistent: true };
    expect(shown).toHaveBeenLastCalledWith(room);
    const failing = { persist: () => Promise.reject(new Error('no')) } as unknown as StorageManager;
    expect(await servicesOn(failing).requestPersistence()).toBe(false);
    expect(await servicesOn(undefined).requestPersistence()).toBe(false);
  });
});

it('DESIGN 4: above 80 % of the room a page warns, without a limit never', () => {
  const room = (usedBytes: number, quotaBytes: number) =>
    isNearlyFull({ usedBytes, quotaBytes, isPersistent: true });
  expect([room(80, 100), room(81, 100), room(1e12, 0)]).toEqual([false, true, false]);
});

it('诊断文件: version, browser, room, and the counts and codes it is given', async () => {
  expect(await servicesOn(undefined, ['人数 24', 'S-04']).diagnostics()).toBe(
    ['同心簿 v1', '浏览器 a browser', '存储 0/0 字节，持久 否', '人数 24', 'S-04'].join('\n')
  );
});

describe('DESIGN 4: the probe before anything is kept', () => {
  const pageWith = (subtle: unknown) => ({ crypto: { subtle } }) as never;
  const open = () => new AppDatabase({ indexedDB: new IDBFactory(), IDBKeyRange });

  it('finds a usable browser and leaves nothing behind', async () => {
    const database = open();
    expect(await probeDevice(pageWith({}), database)).toBeUndefined();
    expect(await database.meta.count()).toBe(0);
    database.close();
  });

  it('tells a private window, a page without encryption and a newer version apart', async () => {
    const forgetful = open();
    vi.spyOn(forgetful.meta, 'get').mockResolvedValue(undefined as never);
    const refusing = open();
    const refusal = Object.assign(new Error('denied'), { name: 'InvalidStateError' });
    vi.spyOn(refusing, 'open').mockRejectedValue(refusal as never);
    const newer = open();
    const version = Object.assign(new Error('newer'), { name: 'VersionError' });
    vi.spyOn(newer, 'open').mockRejectedValue(version as never);
    expect(await probeDevice(pageWith({}), forgetful)).toMatchObject({ reason: 'no-storage' });
    expect(await probeDevice(pageWith({}), refusing)).toEqual({
      reason: 'no-storage',
      code: 'S-04/InvalidStateError'
    });
    expect(await probeDevice(pageWith({}), newer)).toMatchObject({ reason: 'newer-version' });
    expect(await probeDevice(pageWith(undefined), open())).toMatchObject({ reason: 'no-crypto' });
    forgetful.close();
  });
});
