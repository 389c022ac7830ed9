/**
 * Laws of the source that no import rule can see: thin routes, injected time and randomness, no inline
 * style, no network of our own (I15). Each check is tried on a planted violation first.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Source {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  /** The code without comments. */
  readonly code: string;
}

interface Law {
  readonly name: string;
  readonly isBroken: (source: Source) => boolean;
  /** A file that the law must name, and one that it must leave alone. */
  readonly bad: Source;
  readonly good: Source;
}

/** Drops comments, but leaves `//` inside of addresses such as `https://`. */
function withoutComments(code: string): string {
  return code
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1');
}

const isIn = (path: string, ...folders: string[]): boolean =>
  folders.some((folder) => path.startsWith(folder));

const clock = /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/;
const systemRandom = /\brandomUUID\b|\bgetRandomValues\b/;
const network =
  /\bfetch\s*\(|\bXMLHttpRequest\b|\bnew WebSocket\b|\bnew EventSource\b|\bsendBeacon\b|\bWebTransport\b/;

const laws: Law[] = [
  {
    name: 'DESIGN 10: a route file has at most 40 lines',
    isBroken: ({ path, code }) =>
      isIn(path, 'src/routes/') && code.trimEnd().split('\n').length > 40,
    bad: { path: 'src/routes/+page.svelte', code: 'x\n'.repeat(41) },
    good: { path: 'src/routes/+page.svelte', code: 'x\n'.repeat(40) }
  },
  {
    // The service worker is a program of its own, and its own root.
    name: 'STYLE 7: time and randomness are read in the composition root only',
    isBroken: ({ path, code }) =>
      !isIn(path, 'src/lib/app/', 'src/service-worker.ts') &&
      ((clock.test(code) && path !== 'src/lib/kernel/dates.ts') ||
        (systemRandom.test(code) && path !== 'src/lib/crypto/random.ts')),
    bad: { path: 'src/lib/domain/person.ts', code: 'const at = Date.now();' },
    good: { path: 'src/lib/app/environment.ts', code: 'const at = Date.now();' }
  },
  {
    name: 'DESIGN 9: no style attribute in markup (the policy blocks it)',
    isBroken: ({ path, code }) => path.endsWith('.svelte') && /<[^>]*\sstyle=["'{]/.test(code),
    bad: { path: 'src/lib/ui/Bad.svelte', code: '<div class="a" style="color: red">' },
    good: { path: 'src/lib/ui/Good.svelte', code: '<div style:color="red"></div>' }
  },
  {
    // Axe asks the same, but reads every style sheet again for it; the end-to-end tests spare that.
    name: 'WCAG 1.3.4: no style turns with the device',
    isBroken: ({ path, code }) => /\.(svelte|css)$/.test(path) && /\borientation\s*:/.test(code),
    bad: { path: 'src/lib/ui/Bad.svelte', code: '@media (orientation: portrait) {}' },
    good: { path: 'src/lib/ui/styles/good.css', code: '@media (min-width: 40rem) {}' }
  },
  {
    name: 'I15: nothing opens a connection but the service worker, and transports when they exist',
    isBroken: ({ path, code }) => network.test(code) && path !== 'src/service-worker.ts',
    bad: { path: 'src/lib/features/x.ts', code: "await fetch('/x')" },
    good: { path: 'src/lib/features/x.ts', code: 'prefetched()' }
  },
  {
    name: 'I15: peer connections are opened in one place, which names no servers',
    isBroken: ({ path, code }) =>
      /\bnew RTCPeerConnection\b/.test(code) &&
      (path !== 'src/lib/transports/direct/peer-connection.ts' ||
        !code.includes('new RTCPeerConnection({ iceServers: [] })')),
    bad: {
      path: 'src/lib/transports/direct/peer-connection.ts',
      code: 'new RTCPeerConnection({ iceServers: servers })'
    },
    good: {
      path: 'src/lib/transports/direct/peer-connection.ts',
      code: 'new RTCPeerConnection({ iceServers: [] })'
    }
  },
  {
    name: 'DESIGN 9: no address of another host in the source',
    isBroken: ({ path, code }) =>
      isIn(path, 'src/') &&
      /(https?|wss?):\/\/(?!localhost\b|www\.w3\.org\/|schemas\.|purl\.)[a-z0-9-]+\./i.test(code),
    bad: { path: 'src/lib/ui/x.ts', code: "const font = 'https://fonts.example.com/a.css';" },
    good: { path: 'src/lib/ui/x.ts', code: "const ns = 'http://www.w3.org/2000/svg';" }
  },
  {
    name: 'STYLE 10: $effect only in state/ and attachments',
    isBroken: ({ path, code }) => /\$effect\b/.test(code) && !isIn(path, 'src/lib/state/'),
    bad: { path: 'src/lib/features/x/X.svelte', code: '$effect(() => {});' },
    good: { path: 'src/lib/state/live.svelte.ts', code: '$effect(() => {});' }
  },
  {
    name: 'STYLE 1: files are kebab-case .ts and .css, and PascalCase .svelte',
    isBroken: ({ path }) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (isIn(path, 'src/routes/')) return !/^\+/.test(name);
      return name.endsWith('.svelte')
        ? !/^[A-Z][A-Za-z0-9]*\.svelte$/.test(name)
        : !/^[a-z0-9]+(-[a-z0-9]+)*((\.svelte|\.worker|\.d)?\.ts|\.css)$/.test(name);
    },
    bad: { path: 'src/lib/ui/myButton.ts', code: '' },
    good: { path: 'src/lib/state/live.svelte.ts', code: '' }
  }
];

const sources: Source[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => join('src', path).split(sep).join('/'))
  .filter((path) => /\.(ts|svelte|css)$/.test(path))
  .map((path) => ({ path, code: withoutComments(readFileSync(path, 'utf8')) }));

/** More than 300 lines without a word on it before the first line of code. */
const isUnexplained = (text: string): boolean =>
  text.trimEnd().split('\n').length > 300 &&
  !/longer than most files/i.test(text.split(/^(?:import|export|<script)/m)[0] ?? '');

it('STYLE 8: a file of more than 300 lines says in its header why', () => {
  const lines = 'x\n'.repeat(301);
  expect(isUnexplained(`/** Purpose. */\nimport a from 'a';\n${lines}`)).toBe(true);
  expect(isUnexplained(`/** Purpose. Longer than most files: one list. */\n${lines}`)).toBe(false);
  const long = sources.filter(({ path }) => isUnexplained(readFileSync(path, 'utf8')));
  expect(long.map(({ path }) => path)).toEqual([]);
});

it('the source is found', () => {
  expect(sources.length).toBeGreaterThan(20);
});

describe.each(laws)('$name', ({ isBroken, bad, good }) => {
  it('names a planted violation and leaves a lawful file alone', () => {
    expect(isBroken(bad)).toBe(true);
    expect(isBroken(good)).toBe(false);
  });

  it('holds', () => {
    expect(sources.filter(isBroken).map(({ path }) => path)).toEqual([]);
  });
});

it('the same trick with comments is seen through', () => {
  expect(withoutComments('/* fetch( */ a // fetch(\nb')).not.toContain('fetch');
  expect(withoutComments("const a = 'https://x.y/z';")).toContain('https://x.y/z');
});
