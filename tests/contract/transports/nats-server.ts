/** A real nats-server on loopback, with docs/relay/nats-server.conf as it stands; address and disk are the test's own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bytes } from '../../../src/lib/kernel/bytes';
import { carriersConf } from '../../../scripts/relay-carriers.mjs';

export interface NatsServer {
  readonly url: string;
  passwordOf(carrier: string): string;
  /** Kills it without a word. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Every file of its disk. */
  stored(): Bytes[];
  /** Kills it and empties its disk. */
  wipe(): Promise<void>;
  end(): Promise<void>;
}

/** `carriers` by room. */
export async function startNatsServer(
  carriers: Readonly<Record<string, readonly string[]>>
): Promise<NatsServer> {
  const directory = mkdtempSync(join(tmpdir(), 'tongxin-relay-'));
  const [port, webPort] = [await freePort(), await freePort()];
  const passwordOf = (carrier: string): string => `password-of-${carrier}`;
  const store = join(directory, 'store');
  copyFileSync('docs/relay/nats-server.conf', join(directory, 'nats-server.conf'));
  writeFileSync(
    join(directory, 'listen.conf'),
    `listen: "127.0.0.1:${port}"
     websocket { listen: "127.0.0.1:${webPort}", no_tls: true }
     jetstream { store_dir: "${store}", max_file_store: 100MB, max_memory_store: 16MB }`
  );
  const all = Object.entries(carriers).flatMap(([room, names]) =>
    names.map((carrier) => ({ room, carrier, password: passwordOf(carrier) }))
  );
  writeFileSync(join(directory, 'carriers.conf'), carriersConf(all));
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const config = join(directory, 'nats-server.conf');
    const started = spawn('nats-server', ['-c', config], { stdio: ['ignore', 'ignore', 'pipe'] });
    child = started;
    let log = '';
    started.stderr?.on('data', (text) => (log += String(text)));
    const failed = once(started, 'error').then(([error]) => {
      throw new Error(`nats-server does not start (Debian: apt-get install nats-server): ${error}`);
    });
    const exited = once(started, 'exit').then(() => {
      throw new Error(`nats-server ended: ${log}`);
    });
    exited.catch(() => undefined);
    failed.catch(() => undefined);
    while (!(await Promise.race([answers(webPort), failed, exited])));
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  await start();
  return {
    url: `ws://127.0.0.1:${webPort}`,
    passwordOf,
    start,
    kill,
    stored: () =>
      readdirSync(store, { recursive: true, withFileTypes: true }).flatMap((file) =>
        file.isFile() ? [new Uint8Array(readFileSync(join(file.parentPath, file.name)))] : []
      ),
    async wipe() {
      await kill();
      rmSync(store, { recursive: true, force: true });
    },
    async end() {
      await kill();
      rmSync(directory, { recursive: true, force: true });
    }
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => setTimeout(() => resolve(false), 20));
  });
