/**
 * A Chromium process of our own: started in its own process group, driven over its debugging port, ended
 * politely or by SIGKILL of the whole group at once. POSIX only (process groups).
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext } from '@playwright/test';
import { findHeadlessChromium } from '../../../scripts/find-chromium.mjs';

export interface RunningChromium {
  readonly context: BrowserContext;
  readonly browser: Browser;
  readonly pid: number;
  /** Ends every process of the browser at once; nothing is flushed. Resolves when they are gone. */
  kill(): Promise<void>;
  /** Ends it as a user does; nothing happens when it has ended already. */
  close(): Promise<void>;
}

export interface LaunchOptions {
  readonly profile: string;
  readonly executablePath?: string | undefined;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const quietArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--no-first-run',
  '--password-store=basic',
  '--lang=zh-CN',
  '--remote-debugging-port=0'
];

export async function launchChromium(options: LaunchOptions): Promise<RunningChromium> {
  const { profile, args = [], env = {} } = options;
  const path = options.executablePath ?? findHeadlessChromium();
  if (!path) throw new Error('no Chromium found: set CHROMIUM_PATH');
  // A killed browser leaves its lock; the process it names may exist again by chance.
  await rm(join(profile, 'SingletonLock'), { force: true });
  const child = spawn(
    path,
    [...quietArguments, `--user-data-dir=${profile}`, ...args, 'about:blank'],
    {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...env }
    }
  );
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  const { pid } = child;
  if (pid === undefined) throw new Error(`${path} did not start`);
  const killGroup = (): void => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // the group is gone already
    }
  };
  process.once('exit', killGroup);
  const browser = await chromium.connectOverCDP(await debuggingAddress(child));
  const [context] = browser.contexts();
  if (!context) throw new Error('the browser has no default context');
  const gone = async (): Promise<void> => {
    await exited;
    process.off('exit', killGroup);
  };
  return {
    browser,
    context,
    pid,
    async kill() {
      killGroup();
      await gone();
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const session = await browser.newBrowserCDPSession();
      await session.send('Browser.close').catch(() => undefined);
      await gone();
      killGroup();
    }
  };
}

/** The browser prints the address of its debugging port once it listens. */
function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let printed = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const address = /DevTools listening on (ws:\S+)/.exec(printed)?.[1];
      if (address) done(address);
    });
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`the browser ended (${code}): ${printed}`)));
  });
}
