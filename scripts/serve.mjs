/**
 * Serves the built app (build/) with nothing but Node: `npm start`, and the server of the end-to-end
 * tests. Invariants: only files below the root leave it; every response carries the security headers;
 * a page's policy header is the policy of its own meta tag, so that the two can never disagree.
 *
 * Environment: PORT (4173), HOST (localhost).
 */
import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** @typedef {{ path: string, size: number, mtimeMs: number }} FoundFile */
/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */

/** @type {Record<string, string>} */
const mimeTypes = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
};

/**
 * A worker is ruled by the policy of its own script's response, not by the page's: so scripts carry one.
 */
const scriptPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; frame-ancestors 'none'";
const otherPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

const commonHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(self), clipboard-write=(self), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()'
};

/**
 * Reads the policy that the build wrote into a page.
 * @param {string} html
 * @returns {string} the policy with frame-ancestors, which a meta tag cannot hold
 */
export function policyOfPage(html) {
  const match = /<meta http-equiv="content-security-policy" content="([^"]*)"/i.exec(html);
  const own = match?.[1]
    ?.replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
  return own ? `${own}; frame-ancestors 'none'` : "default-src 'none'; frame-ancestors 'none'";
}

/**
 * @param {string} pathname the path of the request
 * @returns {string} how long a browser may keep the answer unasked
 */
export function cacheControlOf(pathname) {
  return pathname.includes('/_app/immutable/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}

/**
 * Turns a request path into a path below root, or undefined when it is malformed or would leave it.
 * @param {string} root absolute path
 * @param {string} pathname still percent-encoded
 */
export function pathBelow(root, pathname) {
  let decoded;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  const parts = decoded.split('/');
  const isPlain = parts.every((part) => !part.startsWith('.') && !/[\\\0:]/.test(part));
  if (!isPlain) return undefined;
  const path = resolve(root, ...parts.filter(Boolean));
  return path === root || path.startsWith(root + sep) ? path : undefined;
}

/**
 * @param {string} root absolute path without symbolic links
 * @param {string} path
 * @returns {Promise<FoundFile | 'directory' | undefined>}
 */
async function findFile(root, path) {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return 'directory';
    // A symbolic link inside the build must not lead out of it.
    const real = await realpath(path);
    if (!found.isFile() || !real.startsWith(root + sep)) return undefined;
    return { path, size: found.size, mtimeMs: found.mtimeMs };
  } catch {
    return undefined;
  }
}

/**
 * @param {Request} request
 * @param {Response} response
 * @param {number} status
 * @param {string} pathname
 * @param {FoundFile} file
 */
async function sendFile(request, response, status, pathname, file) {
  const extension = extname(file.path).toLowerCase();
  const etag = `"${file.size.toString(36)}-${Math.round(file.mtimeMs).toString(36)}"`;
  const isPage = extension === '.html';
  const page = isPage ? await readFile(file.path) : undefined;
  const policy = page
    ? policyOfPage(page.toString('utf8'))
    : extension === '.js' || extension === '.mjs'
      ? scriptPolicy
      : otherPolicy;
  const headers = {
    ...commonHeaders,
    'Content-Security-Policy': policy,
    'Content-Type': mimeTypes[extension] ?? 'application/octet-stream',
    'Cache-Control': status === 200 ? cacheControlOf(pathname) : 'no-cache',
    ETag: etag
  };
  if (status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(status, { ...headers, 'Content-Length': page?.length ?? file.size });
  if (request.method === 'HEAD') response.end();
  else if (page) response.end(page);
  else
    createReadStream(file.path)
      .on('error', () => response.destroy())
      .pipe(response);
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} text
 * @param {Record<string, string>} [headers]
 */
function sendText(response, status, text, headers = {}) {
  response.writeHead(status, {
    ...commonHeaders,
    'Content-Security-Policy': otherPolicy,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-cache',
    ...headers
  });
  response.end(`${text}\n`);
}

/**
 * @param {string} root absolute path of the build, without symbolic links
 * @returns {(request: Request, response: Response) => Promise<void>}
 */
export function createHandler(root) {
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      sendText(response, 405, 'method not allowed', { Allow: 'GET, HEAD' });
      return;
    }
    const [rawPath = '/', query] = (request.url ?? '/').split('?', 2);
    const path = pathBelow(root, rawPath);
    if (path === undefined) {
      sendText(response, 400, 'bad path');
      return;
    }
    const isFolderPath = rawPath.endsWith('/');
    let found = await findFile(root, path);
    if (found === 'directory') {
      const index = await findFile(root, join(path, 'index.html'));
      if (index && index !== 'directory' && !isFolderPath) {
        // One slash in front only: `//host/` would send the browser to another host.
        const target = `/${rawPath.replace(/^\/+/, '')}/${query === undefined ? '' : `?${query}`}`;
        sendText(response, 308, 'moved', { Location: target });
        return;
      }
      found = index;
    } else if (isFolderPath) {
      found = undefined;
    }
    if (found && found !== 'directory') {
      await sendFile(request, response, 200, rawPath, found);
      return;
    }
    await sendUnknown(root, request, response, rawPath);
  };
}

/**
 * An address of a page that was not prerendered gets the app's fallback page, which opens the route
 * itself; a missing file gets a short text, so that no script is ever answered with a page.
 * @param {string} root
 * @param {Request} request
 * @param {Response} response
 * @param {string} pathname
 */
async function sendUnknown(root, request, response, pathname) {
  const fallback =
    extname(pathname) === '' ? await findFile(root, join(root, '404.html')) : undefined;
  if (fallback && fallback !== 'directory') {
    await sendFile(request, response, 404, pathname, fallback);
  } else {
    sendText(response, 404, '没有这个文件');
  }
}

/**
 * @param {{ root: string, port: number, host: string }} options port 0 takes any free port
 * @returns {Promise<{ port: number, close: () => Promise<void> }>} rejects with the socket's error
 */
export async function startServer({ root, port, host }) {
  const handle = createHandler(await realpath(root));
  const server = createServer((request, response) => {
    handle(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'error');
    });
  });
  await new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => done(undefined));
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      })
  };
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exit(1);
}

async function main() {
  const root = fileURLToPath(new URL('../build', import.meta.url));
  const port = Number(process.env.PORT || 4173);
  const host = process.env.HOST || 'localhost';
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    fail(`PORT must be a number from 0 to 65535, not "${process.env.PORT}".`);
  }
  const hasBuild = await findFile(await realpath(root).catch(() => root), join(root, 'index.html'));
  if (!hasBuild)
    fail('Nothing is built yet. Run `npm run build` first, or `npm start`, which does both.');
  try {
    const server = await startServer({ root, port, host });
    console.log(`同心簿: http://${host}:${server.port}/  (Ctrl+C stops it)`);
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, () => void server.close().then(() => process.exit(0)));
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      fail(
        `Port ${port} is already in use. Stop the other program, or choose a port: PORT=${port + 1} npm start`
      );
    }
    if (code === 'EACCES')
      fail(`Port ${port} may not be opened by this user. Choose one above 1023.`);
    throw error;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
