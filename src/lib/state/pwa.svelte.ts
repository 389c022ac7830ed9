/**
 * The installed app: registers the service worker, tells when a newer version waits, and keeps the
 * browser's offer to install. Invariant: a waiting version takes over only through `applyUpdate`, which
 * the screen calls after the user's choice and after everything is saved; then the page reloads once.
 */

/** Chromium's event of an installable page; not part of the standard DOM types. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
  readonly userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

/** What the helper needs of the browser; a test hands in its own. */
export interface PwaEnvironment {
  /** Undefined where the browser has none: old ones, private windows, `http://` addresses. */
  readonly serviceWorker: ServiceWorkerContainer | undefined;
  readonly window: Pick<Window, 'addEventListener' | 'removeEventListener' | 'matchMedia'>;
  reload(): void;
}

export interface Pwa {
  /** True once a newer version is stored completely and waits for the user. */
  readonly isUpdateReady: boolean;
  /** True once this version is stored completely and opens without a network. */
  readonly isOfflineReady: boolean;
  /** True while the browser offers to install the app. */
  readonly canInstall: boolean;
  /** True when the page runs in its own window, from the home screen or the desktop. */
  readonly isInstalled: boolean;
  /** Hands over to the waiting version and reloads. Save everything first. */
  applyUpdate(): void;
  /** Asks the browser for a newer version; quietly does nothing without a network. */
  checkForUpdate(): Promise<void>;
  /** Shows the browser's question; resolves to whether the user said yes. */
  install(): Promise<boolean>;
  /** Stops listening. */
  stop(): void;
}

const browserEnvironment = (): PwaEnvironment => ({
  serviceWorker: 'serviceWorker' in navigator ? navigator.serviceWorker : undefined,
  window,
  reload: () => location.reload()
});

/**
 * Starts to listen and registers the service worker.
 * @param scriptUrl address of the service worker, e.g. `asset('/service-worker.js')`
 */
export function createPwa(scriptUrl: string, environment = browserEnvironment()): Pwa {
  const { serviceWorker, window: target } = environment;
  let waiting = $state.raw<ServiceWorker | undefined>();
  let prompt = $state.raw<InstallPromptEvent | undefined>();
  let isOfflineReady = $state(Boolean(serviceWorker?.controller));
  let isInstalled = $state(target.matchMedia('(display-mode: standalone)').matches);
  let registration: ServiceWorkerRegistration | undefined;
  let isApplying = false;

  /** The first version of all has nobody to wait for; every later one does. */
  const noteWaiting = (found: ServiceWorkerRegistration): void => {
    if (found.waiting && found.active) waiting = found.waiting;
    if (found.active) isOfflineReady = true;
  };

  const onControllerChange = (): void => {
    if (isApplying) environment.reload();
  };
  const onInstallOffer = (event: Event): void => {
    // Keeps the browser's own bar away: the app asks at a quiet moment.
    event.preventDefault();
    prompt = event as InstallPromptEvent;
  };
  const onInstalled = (): void => {
    prompt = undefined;
    isInstalled = true;
  };

  const watchRegistration = (found: ServiceWorkerRegistration): void => {
    registration = found;
    noteWaiting(found);
    const watchInstalling = (): void => {
      found.installing?.addEventListener('statechange', () => noteWaiting(found));
    };
    watchInstalling();
    found.addEventListener('updatefound', watchInstalling);
  };

  serviceWorker?.addEventListener('controllerchange', onControllerChange);
  target.addEventListener('beforeinstallprompt', onInstallOffer);
  target.addEventListener('appinstalled', onInstalled);
  // Without a service worker the app works, online only: isOfflineReady stays false and the screen says so.
  serviceWorker?.register(scriptUrl).then(watchRegistration, () => undefined);

  return {
    get isUpdateReady() {
      return waiting !== undefined;
    },
    get isOfflineReady() {
      return isOfflineReady;
    },
    get canInstall() {
      return prompt !== undefined;
    },
    get isInstalled() {
      return isInstalled;
    },
    applyUpdate() {
      isApplying = true;
      waiting?.postMessage({ type: 'activate' });
    },
    async checkForUpdate() {
      await registration?.update().catch(() => undefined);
    },
    async install() {
      const offer = prompt;
      if (!offer) return false;
      prompt = undefined;
      await offer.prompt();
      return (await offer.userChoice).outcome === 'accepted';
    },
    stop() {
      serviceWorker?.removeEventListener('controllerchange', onControllerChange);
      target.removeEventListener('beforeinstallprompt', onInstallOffer);
      target.removeEventListener('appinstalled', onInstalled);
    }
  };
}
