/** An edit until it is durable, and a keystroke until the list follows. */
import { call } from '../browser.mjs';
import { median, ms } from '../figures.mjs';
import { options } from '../options.mjs';

/** Chinese, a whole name, initials, one letter, full pinyin, the tail of a telephone, a building. */
const texts = ['王', '曾小', 'zxh', 'z', 'zhangwei', '0001', '3幢'];

export async function measureSearch(site, table) {
  const runs = [];
  for (let turn = 0; turn < options.repeats; turn++) {
    runs.push(await site.inBrowser('own', (page) => call(page, 'search', texts)));
  }
  const first = { ...runs[0].first, ms: median(runs.map((run) => run.first.ms)) };
  const later = texts.map((text, i) => ({
    text,
    ms: median(runs.map((run) => run.later[i].ms)),
    hits: runs[0].later[i].hits
  }));
  const slowest = later.reduce((worst, one) => (one.ms > worst.ms ? one : worst));
  table.add(
    `keystroke → list, slowest of ${later.length}`,
    `${ms(slowest.ms)} for ${slowest.text}, ${slowest.hits} people`,
    slowest.ms,
    16,
    ' ms'
  );
  table.add(
    'the first keystroke after unlocking',
    `${first.hits} people`,
    first.ms,
    undefined,
    ' ms'
  );
}

export async function measureEdits(site, table) {
  const times = { own: [], 'own-small': [], dexie: [] };
  for (let turn = 0; turn < options.repeats; turn++) {
    for (const [name, list] of Object.entries(times)) {
      list.push(
        ...(await site.inBrowser(name, (page) => call(page, 'edits', name, options.edits)))
      );
    }
  }
  const [own, small, dexie] = Object.values(times).map(median);
  table.add(
    `edit → durable, ${options.people} against ${options.smallPeople} people`,
    `${ms(own)} / ${ms(small)}`,
    own / small,
    1.3
  );
  table.add(
    'edit → durable, against one strict put in plain Dexie',
    `${ms(own)} / ${ms(dexie)}`,
    own / dexie,
    3
  );
}
