/**
 * I8, process kills: a real browser commits without pause and is killed as a whole at seeded moments; the profile
 * is opened again and again. KILLS and KILL_SEED choose how many and which.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { applyStep, type Book, type Step } from './harness/steps';
import { openBookPage, type BookPage } from './support/book-page';
import { openAndCheck } from './support/check-book';
import { launchChromium } from './support/chromium';
import { origin } from './support/origin';
import { createSeededRandom, makeStep, type SeededRandom } from './support/step-maker';

const firstKill = Number(process.env.KILL_FROM ?? 0);
const kills = Number(process.env.KILLS ?? 21);
const seed = process.env.KILL_SEED ?? '1';
/** A profile is used for this many kills; then a new book begins. */
const killsPerProfile = 7;

/** What the runner knows of a book: everything acknowledged, and the step that was under way. */
interface Ledger {
  book: Book;
  pending: Step | undefined;
  n: number;
}

interface Counts {
  steps: number;
  kept: number;
  undone: number;
  between: number;
  readonly killedIn: Record<string, number>;
}

/** Milliseconds a step took last, by type: so that kills fall inside of it and not behind it. */
const durations: Record<string, number> = {
  import: 2_500,
  fold: 150,
  edit: 25,
  create: 15,
  delete: 10,
  undelete: 10,
  erase: 60
};

const isImport = (step: Step): boolean => step.type === 'create' && step.count > 100;
const kindOf = (step: Step): string => (isImport(step) ? 'import' : step.type);

async function performStep(page: BookPage, ledger: Ledger, step: Step): Promise<void> {
  ledger.pending = step;
  const startedAt = performance.now();
  await page.perform(step);
  // Only now is it acknowledged: from here on the book must hold it.
  ledger.book = applyStep(ledger.book, step);
  ledger.pending = undefined;
  durations[kindOf(step)] = performance.now() - startedAt;
}

const nextStep = (random: SeededRandom, ledger: Ledger, wanted?: 'import' | 'fold'): Step =>
  makeStep(random, ledger.book, ++ledger.n, wanted);

/** A step that is done early does not bring the kill forward; one that fails ends the test at once. */
const never = (): Promise<void> => new Promise(() => undefined);

/** Commits until the moment of the kill. */
async function workUntilKilled(
  page: BookPage,
  kill: () => Promise<void>,
  random: SeededRandom,
  ledger: Ledger,
  counts: Counts
): Promise<void> {
  for (let left = random.between(0, 12); left > 0; left--) {
    await performStep(page, ledger, nextStep(random, ledger));
    counts.steps++;
  }
  const wanted = random.weighted([
    [undefined, 5],
    ['import', 4],
    ['fold', 1]
  ] as const);
  const last = nextStep(random, ledger, wanted);
  const momentMs = random.next() * (durations[kindOf(last)] ?? 20) * 1.05;
  let isKilled = false;
  const working = performStep(page, ledger, last).catch((thrown: unknown) => {
    if (!isKilled) throw thrown;
  });
  // The moment itself is the point here: nothing waits for it to be over.
  await Promise.race([new Promise((done) => setTimeout(done, momentMs)), working.then(never)]);
  isKilled = true;
  await kill();
  await working;
  const where = ledger.pending ? kindOf(last) : 'between';
  counts.killedIn[where] = (counts.killedIn[where] ?? 0) + 1;
}

/** Opens the profile after a kill and settles what became of the step under way. */
async function settle(page: BookPage, ledger: Ledger, counts: Counts, what: string): Promise<void> {
  const { pending } = ledger;
  const allowed = pending ? [ledger.book, applyStep(ledger.book, pending)] : [ledger.book];
  const shown = await openAndCheck(page, allowed, what);
  ledger.book = allowed[shown] ?? ledger.book;
  ledger.pending = undefined;
  if (!pending) counts.between++;
  else if (shown === 1) counts.kept++;
  else counts.undone++;
}

async function runProfile(first: number, count: number, counts: Counts): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'tongxinbu-kill-'));
  const random = createSeededRandom(`${seed}/${first}`);
  const ledger: Ledger = { book: new Map(), pending: undefined, n: 0 };
  for (let i = 0; i <= count; i++) {
    const what = `seed ${seed}, kill ${first + i}`;
    const chromium = await launchChromium({ profile });
    try {
      const page = await openBookPage(chromium, origin);
      if (i === 0) await page.found(null);
      else await settle(page, ledger, counts, what);
      // The last opening only checks, and that the book takes commits again.
      if (i === count) await performStep(page, ledger, nextStep(random, ledger));
      else await workUntilKilled(page, () => chromium.kill(), random, ledger, counts);
    } finally {
      await chromium.kill();
    }
  }
  await rm(profile, { recursive: true, maxRetries: 5 });
}

for (let done = 0; done < kills; done += killsPerProfile) {
  const first = firstKill + done;
  const count = Math.min(killsPerProfile, kills - done);
  test(`I8: kills ${first} to ${first + count - 1} of the whole browser; every acknowledged commit is there, imports all or nothing`, async () => {
    test.setTimeout(60_000 + count * 30_000);
    const counts: Counts = { steps: 0, kept: 0, undone: 0, between: 0, killedIn: {} };
    await runProfile(first, count, counts);
    console.log(`browser kills: ${count}, ${JSON.stringify(counts)}`);
    expect(counts.kept + counts.undone + counts.between).toBe(count);
  });
}
