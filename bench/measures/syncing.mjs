/** What goes between devices: changes made apart, and a new device that takes in a full book. */
import { call } from '../browser.mjs';
import { median, mb, ms } from '../figures.mjs';
import { options } from '../options.mjs';

const mid = (runs, name) => median(runs.map((run) => run[name]));

export async function measureConverging(site, table) {
  const { changes } = options;
  const runs = [];
  for (let turn = 0; turn < options.repeats; turn++) {
    runs.push(await site.inBrowser('sync', (page) => call(page, 'converge', changes)));
  }
  const [own, raw, yjs] = ['ownMs', 'rawMs', 'yjsMs'].map((name) => mid(runs, name));
  const what = `${changes} + ${changes} changes → one 核对码, both devices in one page, against`;
  table.add(`${what} the bare bytes on that channel`, `${ms(own)} / ${ms(raw)}`, own / raw, 3);
  table.add(`${what} plain Yjs updates on it`, `${ms(own)} / ${ms(yjs)}`, own / yjs);
  const [ownBytes, yjsBytes] = ['ownBytes', 'yjsBytes'].map(
    (name) => mid(runs, name) / (2 * changes)
  );
  table.add(
    'bytes on the wire per change, against plain Yjs updates',
    `${ownBytes.toFixed(0)} B / ${yjsBytes.toFixed(0)} B`,
    ownBytes / yjsBytes
  );
}

export async function measureJoining(site, table) {
  const name = 'own-join';
  await site.inBrowser(name, (page) => call(page, 'fill', name, options.people, 0));
  const runs = [];
  for (let turn = 0; turn < options.repeats; turn++) {
    runs.push(
      await site.withCopy(name, (copy) => site.inBrowser(copy, (page) => call(page, 'join')))
    );
  }
  const [join, decrypt, verify] = ['joinMs', 'decryptMs', 'verifyMs'].map((one) => mid(runs, one));
  const what = `a new device takes in ${options.people} people (${mb(mid(runs, 'bytes'))}), against`;
  table.add(
    `${what} reading and decrypting them`,
    `${ms(join)} / ${ms(decrypt)}`,
    join / decrypt,
    3
  );
  table.add(`${what} that and every signature`, `${ms(join)} / ${ms(verify)}`, join / verify, 4);
}
