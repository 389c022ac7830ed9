/** The static server of `npm start`: addresses, headers, and nothing from outside the build. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathBelow, policyOfPage, startServer } from '../../../scripts/serve.mjs';

const page = (title: string): string =>
  `<html><head><meta http-equiv="content-security-policy" content="default-src 'none'; script-src 'self' 'sha256-abc='"></head>${title}</html>`;

let folder = '';
let port = 0;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-'));
  const root = join(folder, 'build');
  await mkdir(join(root, 'people'), { recursive: true });
  await mkdir(join(root, '_app/immutable'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'build-secret.txt'), 'secret');
  await writeFile(join(root, '.hidden'), 'secret');
  await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'));
  await writeFile(join(root, 'index.html'), page('start'));
  await writeFile(join(root, 'people/index.html'), page('people'));
  await writeFile(join(root, '404.html'), page('fallback'));
  await writeFile(join(root, '_app/immutable/a.js'), 'export {};');
  await writeFile(join(root, 'service-worker.js'), '0;');
  await writeFile(join(root, 'manifest.webmanifest'), '{}');
  server = await startServer({ root, port: 0, host: '127.0.0.1' });
  port = server.port;
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init });

/** Sends a path as it stands; fetch would tidy it first. */
function askRaw(path: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (answer += chunk));
    socket.on('end', () => done(answer));
    socket.on('error', fail);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  });
}

describe('addresses', () => {
  it('answers a folder with its page and sends the bare name there, query kept', async () => {
    expect(await (await ask('/people/?q=1')).text()).toContain('people');
    const moved = await ask('/people?q=1');
    expect(moved.status).toBe(308);
    expect(moved.headers.get('location')).toBe('/people/?q=1');
  });

  it('answers an unknown address with the fallback page and status 404', async () => {
    const answer = await ask('/no/such/page/');
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('fallback');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  });

  it('never answers a missing script with a page', async () => {
    const answer = await ask('/_app/immutable/gone.js');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  it('knows GET and HEAD only', async () => {
    expect((await ask('/', { method: 'POST' })).status).toBe(405);
    const head = await ask('/', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(Number(head.headers.get('content-length'))).toBe(page('start').length);
    expect(await head.text()).toBe('');
  });

  it('does not send a browser to another host', async () => {
    const answer = await askRaw('//people');
    expect(answer).toContain('Location: /people/');
  });
});

describe('nothing leaves from outside the build', () => {
  it.each([
    '/../secret.txt',
    '/people/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/../build-secret.txt',
    '/%00/../secret.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/.hidden',
    '/link.txt',
    '/%'
  ])('refuses %s', async (path) => {
    const answer = await askRaw(path);
    expect(answer).toMatch(/^HTTP\/1\.1 (400|404) /);
    expect(answer).not.toContain('secret\r\n');
    expect(answer.endsWith('secret')).toBe(false);
  });

  it('keeps a path that only looks like the root outside', () => {
    expect(pathBelow('/srv/build', '/people/')).toMatch(/people$/);
    expect(pathBelow('/srv/build', '/../build-secret.txt')).toBeUndefined();
  });
});

describe('headers', () => {
  it("sends a page's own policy, with frame-ancestors added", async () => {
    const answer = await ask('/');
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self' 'sha256-abc='; frame-ancestors 'none'"
    );
    expect(policyOfPage('<html></html>')).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  it('rules scripts, which workers run under, by a policy without other origins (I15)', async () => {
    const policy = (await ask('/service-worker.js')).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
  });

  it.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/service-worker.js', 'text/javascript; charset=utf-8', 'no-cache'],
    ['/manifest.webmanifest', 'application/manifest+json; charset=utf-8', 'no-cache'],
    [
      '/_app/immutable/a.js',
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable'
    ]
  ])('%s is %s, %s', async (path, type, cache) => {
    const { headers } = await ask(path);
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('cache-control')).toBe(cache);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('permissions-policy')).toContain('geolocation=()');
  });

  it('answers 304 when the browser has the file already', async () => {
    const etag = (await ask('/')).headers.get('etag') ?? '';
    expect((await ask('/', { headers: { 'If-None-Match': etag } })).status).toBe(304);
  });
});

it('says so when the port is taken', async () => {
  await expect(startServer({ root: folder, port, host: '127.0.0.1' })).rejects.toMatchObject({
    code: 'EADDRINUSE'
  });
});
