/**
 * Offline use (DESIGN 4). Every version is precached complete: either all its files are stored or the
 * version is not installed. Invariants:
 * - a new version takes over only when the page asks for it (`{ type: 'activate' }`), never by itself;
 * - the previous version's files are kept one generation, for tabs that still run it;
 * - only GET requests to our own origin are answered here, and files that the system's share sheet hands over; nothing
 *   else is touched (I15).
 */
import { base, build, files, prerendered, version } from '$service-worker';

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

const cachePrefix = `tongxinbu${base}:`;
const cacheName = cachePrefix + version;
/** Opens every address that was not prerendered; the build writes it beside the pages. */
const fallbackPage = `${base}/404.html`;
const hashed = new Set(build);

/**
 * Fetches one file past the HTTP cache, so that a version never mixes with an older one; files with a
 * hash in their name are taken over from the version before.
 */
async function fetchForCache(path: string): Promise<Response> {
  const kept = hashed.has(path) ? await caches.match(path) : undefined;
  if (kept) return kept;
  const response = await fetch(path, { cache: hashed.has(path) ? 'default' : 'reload' });
  // Some hosts serve the fallback page with the status that it is meant for.
  const isFallback = path === fallbackPage && response.status === 404;
  if (!response.ok && !isFallback) throw new Error(`precache: ${path} answered ${response.status}`);
  // A redirected response may not answer a navigation, nor may a page that opens say 404: copied clean.
  const { headers } = response;
  return new Response(await response.blob(), { status: 200, headers });
}

async function precache(): Promise<void> {
  const cache = await caches.open(cacheName);
  const paths = [...build, ...files, ...prerendered, fallbackPage];
  try {
    await Promise.all(paths.map(async (path) => cache.put(path, await fetchForCache(path))));
  } catch (error) {
    await caches.delete(cacheName);
    throw error;
  }
}

/** Keeps the newest other version and deletes the ones before it. `keys` lists caches in order of creation. */
async function dropOldVersions(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(cachePrefix));
  const others = names.filter((name) => name !== cacheName);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

/** Looks in this version first, then in the one before it. */
async function findCached(path: string): Promise<Response | undefined> {
  const own = await (await caches.open(cacheName)).match(path);
  if (own) return own;
  const names = (await caches.keys()).filter((name) => name.startsWith(cachePrefix));
  for (const name of names.reverse()) {
    const older = await (await caches.open(name)).match(path);
    if (older) return older;
  }
  return undefined;
}

/** A page by its path; the query and the fragment belong to the app, not to the address of the file. */
async function findPage(pathname: string): Promise<Response | undefined> {
  const withSlash = pathname.endsWith('/') ? pathname : `${pathname}/`;
  const cache = await caches.open(cacheName);
  return (
    (await cache.match(pathname)) ??
    (await cache.match(withSlash)) ??
    (await cache.match(fallbackPage))
  );
}

async function respond(request: Request, url: URL): Promise<Response> {
  const isPage = request.mode === 'navigate';
  const cached = isPage ? await findPage(url.pathname) : await findCached(url.pathname);
  return cached ?? fetch(request);
}

/** Where sync files lie that were shared with the app (manifest `share_target`) until the page takes them (kernel/shared-cache.ts). */
const sharedPath = `${base}/sync/`;
const sharedCache = `tongxinbu-shared${base}`;

/** Any page on the web can post a form here: what waits may not fill the disk that the book needs. */
const mostShared = { files: 50, bytes: 1_000_000_000 };

const sharedAt = 'x-shared-at';
const dayMs = 24 * 60 * 60 * 1000;

/** What nobody took within a day goes: it can be shared again. */
async function dropOldShared(): Promise<void> {
  if (!(await caches.has(sharedCache))) return;
  const cache = await caches.open(sharedCache);
  for (const request of await cache.keys()) {
    const keptAt = Number((await cache.match(request))?.headers.get(sharedAt));
    if (!(Math.abs(Date.now() - keptAt) < dayMs)) await cache.delete(request);
  }
}

/**
 * Sealed files alone are kept: whatever else someone shares would lie here in clear. So would the name of a file, which may
 * be a colleague's: only its ending stays.
 */
async function keepShared(request: Request): Promise<Response> {
  await dropOldShared();
  const cache = await caches.open(sharedCache);
  const files = (await request.formData()).getAll('files').filter((one) => one instanceof File);
  for (const file of files) {
    const ending = /\.tx(?:b|join)$/i.exec(file.name)?.[0].toLowerCase();
    if (ending === undefined) continue;
    const waiting = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
    const sizes = await Promise.all(waiting.map(async (one) => (await one?.blob())?.size ?? 0));
    const bytes = sizes.reduce((sum, size) => sum + size, file.size);
    if (sizes.length >= mostShared.files || bytes > mostShared.bytes) break;
    const name = Array.from(crypto.getRandomValues(new Uint32Array(3))).join('-');
    const headers = { [sharedAt]: String(Date.now()) };
    await cache.put(`${sharedPath}${name}${ending}`, new Response(file, { headers }));
  }
  return Response.redirect(sharedPath, 303);
}

worker.addEventListener('install', (event) => event.waitUntil(precache()));

worker.addEventListener('activate', (event) => {
  // The page of the very first visit is taken in hand too, so that it may go offline at once.
  event.waitUntil(dropOldVersions().then(() => worker.clients.claim()));
});

worker.addEventListener('message', (event) => {
  const message: unknown = event.data;
  const isActivate =
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'activate';
  // The page sends this after the user chose to update and everything was saved.
  if (isActivate) event.waitUntil(worker.skipWaiting());
});

/** A click on the reminder brings an open window to 今日 without a reload, which would lock the book; else opens one. */
worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(
    worker.clients.matchAll({ type: 'window', includeUncontrolled: true }).then(async (windows) => {
      const open = windows.find(({ url }) => new URL(url).pathname.startsWith(`${base}/`));
      if (!open) return void (await worker.clients.openWindow(`${base}/`));
      // First the message: some browsers refuse to bring a window forward.
      open.postMessage('open-today');
      await open.focus();
    })
  );
});

worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const isOurs = event.request.method === 'GET' && url.origin === worker.location.origin;
  const isInScope = url.pathname.startsWith(`${base}/`);
  if (isOurs && isInScope) event.respondWith(respond(event.request, url));
  if (isOurs && event.request.mode === 'navigate') event.waitUntil(dropOldShared());
  const isShared = event.request.method === 'POST' && url.pathname === sharedPath;
  if (isShared && url.origin === worker.location.origin)
    event.respondWith(keepShared(event.request));
});
