/**
 * I9: a book full of canaries is founded, edited, searched and locked in the built app; then every file of the
 * browser profile, every storage the page can list, and a backup file are searched for them and for the keys.
 * The controls store the same things in clear, in every form the search claims to see.
 */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { scanFolder, type SecretsToFind } from './scan/scan';
import {
  foundThroughScreens,
  lockThroughScreens,
  searchFor,
  unlockThroughScreens
} from './support/app-screens';
import { openBookPage } from './support/book-page';
import { findChromium } from '../../scripts/find-chromium.mjs';
import { launchChromium, type RunningChromium } from './support/chromium';
import { origin } from './support/origin';

const passphrase = '三月春风里走访四十二户';

/** In the order of harness/plant.ts. */
const canaries = {
  name: '仇鹊桥仙客来',
  phone: '15400007731',
  'id number': '990101196805177731',
  address: '和风里七七三一号院金丝雀楼',
  note: '备注里的金丝雀七七三一飞过',
  visit: '走访内容里的金丝雀七七三一唱歌',
  draft: '草稿里的金丝雀七七三一没写完',
  'former name': '查曾用金丝雀七七三一'
};

/** The whole browser, with everything it writes of its own accord; the kills can do with the engine alone. */
const launchWhole = (profile: string): Promise<RunningChromium> =>
  launchChromium({ profile, executablePath: findChromium() });

let folder: string;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongxinbu-scan-'));
});

test.afterEach(async () => rm(folder, { recursive: true, maxRetries: 5 }));

/** What the page itself can list: web storage, caches, cookies, names of databases. */
function listStorage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const parts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
    parts.push(location.href, JSON.stringify(history.state), document.documentElement.outerHTML);
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) parts.push(request.url);
    }
    return parts.join('\n');
  });
}

const bytesOfHex = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

test('I9: a locked profile, its storages and a backup hold no canary and no key', async () => {
  const profile = join(folder, 'profile');
  const chromium = await launchWhole(profile);
  const page = chromium.context.pages()[0] ?? (await chromium.context.newPage());
  await page.goto(`${origin}/`);
  const recoveryKey = await foundThroughScreens(page, passphrase);
  const book = await openBookPage(chromium, origin);
  await book.open(passphrase);
  await book.plant(Object.values(canaries));
  const planted = await book.readPlanted();
  for (const [name, text] of Object.entries(canaries)) expect(planted, name).toContain(text);
  const backup = Buffer.from(await book.backup(passphrase), 'base64');
  await book.close();

  await page.goto(`${origin}/`);
  await unlockThroughScreens(page, passphrase);
  await searchFor(page, canaries.name.slice(0, 3), canaries.name);
  await lockThroughScreens(page);
  const listed = await listStorage(page);
  // A locked book must be clean on the disk while the browser still runs, too.
  const running = join(folder, 'running');
  await cp(profile, running, { recursive: true, filter: (path) => !/Singleton/.test(path) });
  await chromium.close();

  const closed = join(folder, 'closed');
  await cp(profile, closed, { recursive: true });
  const keys = await revealKeys(profile);
  await writeFile(join(closed, 'listed.txt'), listed);
  await writeFile(join(closed, 'backup.txbak'), backup);

  const secrets: SecretsToFind = {
    texts: {
      ...canaries,
      passphrase,
      'recovery key': recoveryKey,
      bare: recoveryKey.replaceAll('-', '')
    },
    keys
  };
  const whileRunning = await scanFolder(running, secrets);
  const whenClosed = await scanFolder(closed, secrets);
  console.log(
    `disk scan: ${whenClosed.files} files, ${whenClosed.bytes} bytes, ${whenClosed.unpacked} unpacked parts, ${Object.keys(keys).length} keys`
  );
  expect(whileRunning.findings).toEqual([]);
  expect(whenClosed.findings).toEqual([]);
  expect(whenClosed.unpacked, 'the database was really opened').toBeGreaterThan(50);
  expect(Object.keys(keys).length, 'keys were really known').toBeGreaterThan(5);
});

async function revealKeys(profile: string): Promise<Record<string, Uint8Array>> {
  const chromium = await launchWhole(profile);
  const book = await openBookPage(chromium, origin);
  await book.open(passphrase);
  const keys = await book.revealKeys(passphrase);
  await chromium.close();
  return Object.fromEntries(Object.entries(keys).map(([name, hex]) => [name, bytesOfHex(hex)]));
}

/** Text that Snappy can't leave whole: both halves come before, so the whole becomes two references. */
function hiddenText(left: string, right: string, length: number): string {
  const filler = '和风里的春天走访记录'.repeat(Math.ceil(length / 10));
  return `${left}。${right}。${filler}${left}${right}${filler}`;
}

const control = {
  'short text': 'control-canary-short-text',
  'wide text': '对照组金丝雀宽字符',
  'bytes as UTF-8': '对照组金丝雀字节串',
  'in a packed value': 'control-left-half-packed+control-right-half-packed',
  'in a packed block': 'control-left-half-block++control-right-half-block+',
  'local storage': 'control-canary-local-storage',
  'visited address': 'control-canary-visited'
};

const halves = (text: string): [string, string] => [
  text.slice(0, text.length / 2),
  text.slice(text.length / 2)
];

interface PlainValues {
  texts: readonly string[];
  bytes: string;
  key: string;
  local: string;
}

/** What a careless app would do. Runs in the page. */
async function storeInClear({ texts, bytes, key, local }: PlainValues): Promise<void> {
  localStorage.setItem('control', local);
  const database = await new Promise<IDBDatabase>((done, fail) => {
    const request = indexedDB.open('control', 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore('rows', { autoIncrement: true });
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(new Error('the control database did not open'));
  });
  const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
  const rows = transaction.objectStore('rows');
  for (const text of texts) rows.put(text);
  rows.put(new TextEncoder().encode(bytes));
  rows.put(Uint8Array.from(atob(key), (char) => char.charCodeAt(0)));
  rows.put({ jwk: { k: key } });
  // Neighbours that make the block worth compressing.
  for (let i = 0; i < 8; i++) rows.put(`第${i}行：${'春天的走访记录'.repeat(60)}`);
  // More than LevelDB keeps in its log: it writes a sorted table, whose blocks it compresses.
  for (let i = 0; i < 160; i++) rows.put(crypto.getRandomValues(new Uint8Array(50_000)));
  await new Promise((done) => (transaction.oncomplete = done));
  database.close();
}

test('I9 control: the same search finds what lies in clear, in every form and below every compression', async () => {
  const profile = join(folder, 'profile');
  const key = Buffer.from(
    '9f1e22c04bd3570861aa3ef29d70c5b8e4461f0c7d2b93586ea0f71325c84d6b',
    'hex'
  );
  const first = await launchWhole(profile);
  const page = first.context.pages()[0] ?? (await first.context.newPage());
  await page.goto(`${origin}/harness/index.html?q=${control['visited address']}`);
  await page.evaluate(storeInClear, {
    texts: [
      control['short text'],
      control['wide text'],
      hiddenText(...halves(control['in a packed value']), 40_000),
      hiddenText(...halves(control['in a packed block']), 200)
    ],
    bytes: control['bytes as UTF-8'],
    key: key.toString('base64'),
    local: control['local storage']
  });
  await first.close();
  const hidden = Buffer.from('control-canary-in-a-file, control-canary-in-a-file', 'utf8');
  await writeFile(
    join(profile, 'packed.gz'),
    Buffer.concat([Buffer.from('head'), gzipSync(hidden)])
  );
  await writeFile(
    join(profile, 'packed.z'),
    Buffer.concat([Buffer.from('head'), deflateSync(hidden)])
  );
  await writeFile(join(profile, 'packed.br'), brotliCompressSync(hidden));
  await writeFile(
    join(profile, 'wide.txt'),
    Buffer.from(hidden.toString('utf8'), 'utf16le').swap16()
  );

  const { findings } = await scanFolder(profile, {
    texts: { ...control, 'in a file': 'control-canary-in-a-file' },
    keys: { 'a key': key }
  });
  const ways = findings.map(({ secret, layer, form }) => `${secret}: ${layer}, ${form}`);
  console.log(`disk scan control: ${new Set(ways).size} ways of finding`);
  for (const name of Object.keys(control))
    expect(
      findings.map(({ secret }) => secret),
      name
    ).toContain(name);
  expect(ways).toEqual(
    expect.arrayContaining([
      'wide text: leveldb, UTF-16LE',
      'bytes as UTF-8: leveldb, UTF-8',
      'in a packed value: snappy value, UTF-16LE',
      'in a packed block: leveldb, UTF-16LE',
      'a key: leveldb, bytes',
      'a key: leveldb, UTF-8',
      'in a file: gzip, UTF-8',
      'in a file: zlib, UTF-8',
      'in a file: brotli, UTF-8',
      'in a file: raw, UTF-16BE'
    ])
  );
  const raw = ways.filter((way) => way.startsWith('in a packed') && way.includes(': raw'));
  expect(raw, 'the packed ones are not to be seen from outside').toEqual([]);
});
