/**
 * Writes docs/relay/carriers.conf for a relay: who may write as which carrier of which room. One line per room on standard
 * input: room, then its carriers. Passwords are made here and shown once; the file is for the server's eyes alone.
 *   echo "heping-lu pc1 pc2 phone1" | node scripts/relay-carriers.mjs > carriers.conf
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const name = /^[a-z0-9-]{1,32}$/;

/** @param {{ room: string, carrier: string, password: string }[]} carriers */
export function carriersConf(carriers) {
  const names = carriers.map(({ carrier }) => carrier);
  if (new Set(names).size !== names.length) throw new Error('a carrier name stands twice');
  const users = carriers.map(({ room, carrier, password }) => {
    for (const word of [room, carrier])
      if (!name.test(word)) throw new Error(`not a name: ${word}`);
    // Own objects are written, the room's are read; answers come to an inbox of its own.
    const publish = [
      `tongxin.${room}.${carrier}.>`,
      '$JS.API.STREAM.INFO.TONGXIN',
      '$JS.API.STREAM.CREATE.TONGXIN',
      `$JS.API.CONSUMER.CREATE.TONGXIN.*.tongxin.${room}.>`,
      `$JS.API.DIRECT.GET.TONGXIN.tongxin.${room}.>`
    ];
    const permissions = `{ publish: ${JSON.stringify(publish)}, subscribe: ["_INBOX_${carrier}.>"] }`;
    return `    { user: "${carrier}", password: "${password}", permissions: ${permissions} }`;
  });
  return `authorization {\n  timeout: 5\n  users: [\n${users.join('\n')}\n  ]\n}\n`;
}

function main() {
  const rooms = readFileSync(0, 'utf8').split('\n').filter(Boolean);
  const carriers = rooms.flatMap((line) => {
    const [room = '', ...names] = line.trim().split(/\s+/);
    return names.map((carrier) => ({
      room,
      carrier: `${room}-${carrier}`.slice(0, 32),
      password: randomBytes(18).toString('base64url')
    }));
  });
  process.stdout.write(carriersConf(carriers));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
