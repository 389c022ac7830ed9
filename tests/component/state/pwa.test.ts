/** The helper of the installed app: what it says of updates and installing, on a stand-in environment. */
import { describe, expect, it } from 'vitest';
import { createPwa, type PwaEnvironment } from '$lib/state/pwa.svelte';

class FakeWorker extends EventTarget {
  readonly messages: unknown[] = [];
  postMessage(message: unknown): void {
    this.messages.push(message);
  }
}

class FakeRegistration extends EventTarget {
  active: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  installing: FakeWorker | null = null;
  update(): Promise<void> {
    return Promise.reject(new TypeError('no network'));
  }
}

class FakeContainer extends EventTarget {
  controller: FakeWorker | null = null;
  readonly registered: string[] = [];
  constructor(readonly registration: FakeRegistration) {
    super();
  }
  register(url: string): Promise<FakeRegistration> {
    this.registered.push(url);
    return Promise.resolve(this.registration);
  }
}

function createEnvironment() {
  const registration = new FakeRegistration();
  const container = new FakeContainer(registration);
  const target = Object.assign(new EventTarget(), { matchMedia: () => ({ matches: false }) });
  const reloads: number[] = [];
  const environment = {
    serviceWorker: container,
    window: target,
    reload: () => reloads.push(1)
  } as unknown as PwaEnvironment;
  return { registration, container, target, reloads, environment };
}

/** Installs a newer version up to the point where it waits. */
function offerUpdate(registration: FakeRegistration): FakeWorker {
  const newer = new FakeWorker();
  registration.installing = newer;
  registration.dispatchEvent(new Event('updatefound'));
  registration.installing = null;
  registration.waiting = newer;
  newer.dispatchEvent(new Event('statechange'));
  return newer;
}

describe('DESIGN 4: update by the choice of the user', () => {
  it('the very first version is no update', async () => {
    const { registration, container, environment } = createEnvironment();
    const pwa = createPwa('./service-worker.js', environment);
    expect(container.registered).toEqual(['./service-worker.js']);
    await Promise.resolve();
    const first = offerUpdate(registration);
    expect(pwa.isUpdateReady).toBe(false);
    registration.waiting = null;
    registration.active = first;
    first.dispatchEvent(new Event('statechange'));
    expect(pwa.isOfflineReady).toBe(true);
    expect(pwa.isUpdateReady).toBe(false);
  });

  it('a newer version waits; nothing is sent and nothing reloads before applyUpdate', async () => {
    const { registration, container, reloads, environment } = createEnvironment();
    registration.active = new FakeWorker();
    const pwa = createPwa('./service-worker.js', environment);
    await Promise.resolve();
    const newer = offerUpdate(registration);
    expect(pwa.isUpdateReady).toBe(true);
    expect(newer.messages).toEqual([]);
    container.dispatchEvent(new Event('controllerchange'));
    expect(reloads).toEqual([]);

    pwa.applyUpdate();
    expect(newer.messages).toEqual([{ type: 'activate' }]);
    container.dispatchEvent(new Event('controllerchange'));
    expect(reloads).toEqual([1]);
  });

  it('a version that waited since the last visit is told at once', async () => {
    const { registration, environment } = createEnvironment();
    registration.active = new FakeWorker();
    registration.waiting = new FakeWorker();
    const pwa = createPwa('./service-worker.js', environment);
    await Promise.resolve();
    expect(pwa.isUpdateReady).toBe(true);
  });

  it('asking for a newer version without a network is no error', async () => {
    const { environment } = createEnvironment();
    const pwa = createPwa('./service-worker.js', environment);
    await Promise.resolve();
    await expect(pwa.checkForUpdate()).resolves.toBeUndefined();
  });
});

describe('installing', () => {
  it("keeps the browser's offer until the user takes it up", async () => {
    const { target, environment } = createEnvironment();
    const pwa = createPwa('./service-worker.js', environment);
    expect(await pwa.install()).toBe(false);
    const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: () => Promise.resolve(),
      userChoice: Promise.resolve({ outcome: 'accepted' })
    });
    target.dispatchEvent(offer);
    expect(offer.defaultPrevented).toBe(true);
    expect(pwa.canInstall).toBe(true);
    expect(await pwa.install()).toBe(true);
    expect(pwa.canInstall).toBe(false);
    target.dispatchEvent(new Event('appinstalled'));
    expect(pwa.isInstalled).toBe(true);
  });

  it('works without a service worker', () => {
    const { environment } = createEnvironment();
    const pwa = createPwa('./service-worker.js', { ...environment, serviceWorker: undefined });
    pwa.applyUpdate();
    expect(pwa.isOfflineReady).toBe(false);
    pwa.stop();
  });
});
