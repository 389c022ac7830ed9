/**
 * I8, lost commits: a profile copy from before the last commits comes back, or a power cut takes the end of the
 * database's own log. The book opens as it was then, agrees with itself, and takes commits again. LOST_CUTS and
 * LOST_SEED choose how many power cuts and which.
 */
import { cp, link, mkdir, mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@playwright/test';
import { applyStep, type Book, type Step } from './harness/steps';
import { openBookPage, type BookPage } from './support/book-page';
import { bookShown, openAndCheck } from './support/check-book';
import { launchChromium, type RunningChromium } from './support/chromium';
import { origin } from './support/origin';
import { createSeededRandom, makeStep, type SeededRandom } from './support/step-maker';

const cuts = Number(process.env.LOST_CUTS ?? 4);
const seed = process.env.LOST_SEED ?? '1';

let folder: string;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongxinbu-lost-'));
});

test.afterEach(async () => rm(folder, { recursive: true, maxRetries: 5 }));

/** Runs work on a profile in a browser of its own, which is closed (or killed) afterwards. */
async function withBook<T>(
  profile: string,
  work: (page: BookPage, chromium: RunningChromium) => Promise<T>
): Promise<T> {
  const chromium = await launchChromium({ profile });
  try {
    const result = await work(await openBookPage(chromium, origin), chromium);
    await chromium.close();
    return result;
  } finally {
    await chromium.kill();
  }
}

const copyProfile = (from: string, to: string): Promise<void> =>
  cp(from, to, { recursive: true, filter: (path) => !path.includes('Singleton') });

/** Performs seeded steps and returns the book after each, the given one first. */
async function performSteps(
  page: BookPage,
  random: SeededRandom,
  start: { readonly book: Book; readonly n: number },
  wanted: readonly (Step['type'] | 'import' | undefined)[],
  afterEach: () => Promise<void> = async () => undefined
): Promise<Book[]> {
  const books = [start.book];
  let { book } = start;
  for (const [i, type] of wanted.entries()) {
    const step = makeStep(random, book, start.n + i + 1, type);
    await page.perform(step);
    await afterEach();
    book = applyStep(book, step);
    books.push(book);
  }
  return books;
}

const lastOf = (books: readonly Book[]): Book => books[books.length - 1] ?? new Map();
const anySteps = (count: number): undefined[] => Array.from({ length: count });

test('I8: an old copy of the profile opens as it was, goes on by itself, and opens again', async () => {
  const random = createSeededRandom(`copy/${seed}`);
  const [profile, copy] = [join(folder, 'profile'), join(folder, 'copy')];
  const before = await withBook(profile, async (page) => {
    await page.found(null);
    return lastOf(await performSteps(page, random, { book: new Map(), n: 0 }, anySteps(12)));
  });
  await copyProfile(profile, copy);
  const after = await withBook(profile, async (page) => {
    await page.open(null);
    const wanted = ['import', 'edit', 'fold', 'delete', 'edit'] as const;
    return lastOf(await performSteps(page, random, { book: before, n: 12 }, wanted));
  });

  const continued = await withBook(copy, async (page) => {
    await openAndCheck(page, [before], 'the old copy');
    // Control: the check tells the old book from the new one.
    expect(bookShown(await page.state(), [after])).toBe(-1);
    return lastOf(await performSteps(page, random, { book: before, n: 40 }, anySteps(10)));
  });
  await withBook(copy, (page) => openAndCheck(page, [continued], 'the old copy, continued'));
});

/** LevelDB's newest log in the profile's IndexedDB: where commits since the last opening stand. */
async function newestLog(profile: string): Promise<string> {
  const databases = join(profile, 'Default/IndexedDB');
  const [name] = (await readdir(databases)).filter((each) => each.endsWith('.leveldb'));
  const logs = (await readdir(join(databases, name ?? ''))).filter((each) =>
    /^\d+\.log$/.test(each)
  );
  return join(databases, name ?? '', logs.sort().pop() ?? 'no log');
}

/**
 * Chromium keeps large values in files of their own and deletes them once a commit that drops them is durable. A
 * cut that takes such a commit takes its deletions too, so every file is kept by a second link.
 */
async function keepValueFiles(profile: string, kept: string): Promise<void> {
  const databases = join(profile, 'Default/IndexedDB');
  for (const name of await readdir(databases, { recursive: true })) {
    const path = join(databases, name);
    if (!name.includes('.blob') || !(await stat(path)).isFile()) continue;
    const copy = join(kept, relative(profile, path));
    await mkdir(dirname(copy), { recursive: true });
    await link(path, copy).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

test(`I8: ${cuts} power cuts that take the end of the database log leave an earlier book, whole`, async () => {
  test.setTimeout(120_000 + cuts * 30_000);
  const random = createSeededRandom(`cut/${seed}`);
  const [profile, copy] = [join(folder, 'profile'), join(folder, 'copy')];
  const kept = join(folder, 'kept');
  const first = await withBook(profile, async (page) => {
    await page.found(null);
    return lastOf(await performSteps(page, random, { book: new Map(), n: 0 }, anySteps(10)));
  });
  const sizeBefore = (await stat(await newestLog(profile))).size;
  const books = await withBook(profile, async (page, chromium) => {
    await page.open(null);
    const wanted = ['import', 'edit', 'fold', ...anySteps(24), 'delete', 'erase', 'edit'] as const;
    const all = await performSteps(page, random, { book: first, n: 10 }, wanted, () =>
      keepValueFiles(profile, kept)
    );
    await chromium.kill();
    return all;
  });
  const log = await newestLog(profile);
  const { size } = await stat(log);
  // Only what was written since the last clean end may be lost: earlier bytes were settled long ago.
  const written = size - (size > sizeBefore ? sizeBefore : 0);
  const lost: number[] = [];
  for (let cut = 0; cut < cuts; cut++) {
    await rm(copy, { recursive: true, force: true, maxRetries: 5 });
    await copyProfile(profile, copy);
    await copyProfile(kept, copy);
    // Squared: most cuts take little, some take nearly all.
    const taken = Math.floor(random.next() ** 2 * written);
    await truncate(await newestLog(copy), size - taken);
    await withBook(copy, async (page) => {
      const what = `seed ${seed}, cut ${cut} of ${taken} bytes`;
      const shown = await openAndCheck(page, books, what);
      lost.push(books.length - 1 - shown);
      const next = await performSteps(
        page,
        random,
        { book: books[shown] ?? first, n: 99 },
        anySteps(3)
      );
      expect(bookShown(await page.state(), [lastOf(next)]), `${what}: takes commits again`).toBe(0);
    });
  }
  console.log(`power cuts: ${cuts}, commits lost in each: ${lost.join(', ')}`);
  expect(Math.max(...lost), 'control: some cut really took commits').toBeGreaterThan(0);
});
