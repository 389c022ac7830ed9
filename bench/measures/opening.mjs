/** Unlock → list of people in a cold process, and what it keeps in memory. */
import { call } from '../browser.mjs';
import { median, mb, ms } from '../figures.mjs';
import { options } from '../options.mjs';

const contenders = ['own', 'dexie', 'ydoc', 'pouch'];

export async function fillAll(site) {
  const fill = (name, people, visits) =>
    site.inBrowser(name, (page) => call(page, 'fill', name, people, visits));
  const fillOwn = async () => {
    await fill('own', options.people, options.visits);
    await fill('own-small', options.smallPeople, options.visits / 10);
    await fill('own-empty', 0, 0);
  };
  const fillPeers = async () => {
    for (const name of contenders.slice(1)) await fill(name, options.people, options.visits);
  };
  // Nothing is timed here: two processes at once take half the time.
  await Promise.all([fillOwn(), fillPeers()]);
}

/** Turns go round, so that a busy minute of the machine meets everybody. */
async function openInTurns(site, reading) {
  const times = Object.fromEntries(contenders.map((name) => [name, []]));
  for (let turn = 0; turn < options.repeats; turn++) {
    for (const name of contenders) {
      const { ms: took } = await site.inBrowser(name, (page) => call(page, 'open', name, reading));
      times[name].push(took);
    }
  }
  return Object.fromEntries(contenders.map((name) => [name, median(times[name])]));
}

export async function measureOpening(site, table) {
  // The first opening after filling has the database's own log to work off; it counts for nobody.
  const counts = new Set();
  for (const name of contenders) {
    const { count } = await site.inBrowser(name, (page) => call(page, 'open', name, 'all'));
    counts.add(count);
  }
  // Whoever lost rows while it was filled would win every row of the table.
  if (counts.size > 1) throw new Error(`contenders hold different rows: ${[...counts].join(', ')}`);
  const people = await openInTurns(site, 'people');
  const row = (other, words, mark) =>
    table.add(
      `unlock → list of people, against ${words}`,
      `${ms(people.own)} / ${ms(people[other])}`,
      people.own / people[other],
      mark
    );
  row('dexie', 'the same rows in plain Dexie', 0.5);
  row('ydoc', 'one Y.Doc with y-indexeddb', 0.1);
  row('pouch', 'PouchDB', 0.2);
  const all = await openInTurns(site, 'all');
  for (const [other, words] of [
    ['dexie', 'plain Dexie'],
    ['ydoc', 'one Y.Doc'],
    ['pouch', 'PouchDB']
  ]) {
    table.add(
      `… with every visit read, against ${words}`,
      `${ms(all.own)} / ${ms(all[other])}`,
      all.own / all[other]
    );
  }
}

/** JavaScript's heap and the buffers outside it, after a collection. */
async function memoryAfterOpening(site, name, reading) {
  return site.inBrowser(name, async (page) => {
    const session = await page.context().newCDPSession(page);
    const used = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize, backingStorageSize = 0 } = await session.send('Runtime.getHeapUsage');
      return usedSize + backingStorageSize;
    };
    const before = await used();
    await call(page, 'open', name, reading);
    return (await used()) - before;
  });
}

export async function measureHeap(site, table) {
  const own = await memoryAfterOpening(site, 'own', 'people');
  const ownAll = await memoryAfterOpening(site, 'own', 'all');
  const ydoc = await memoryAfterOpening(site, 'ydoc', 'people');
  table.add(
    'memory with the register open, against one Y.Doc',
    `${mb(own)} / ${mb(ydoc)}`,
    own / ydoc,
    0.2
  );
  table.add('… with every visit read', `${mb(ownAll)} / ${mb(ydoc)}`, ownAll / ydoc);
}
