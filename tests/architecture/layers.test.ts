/**
 * The layer rules (DESIGN 10) fire: forbidden imports are planted in a small tree of the same shape, and
 * the project's own configuration must name each of them, and nothing else.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Planted {
  readonly rule: string;
  readonly file: string;
  readonly code: string;
}

/** What every layer may do: none of these files may be named. */
const allowed: Record<string, string> = {
  'src/lib/kernel/result.ts': 'export type Result = 1; export const ok = 1;',
  'src/lib/domain/person.ts':
    "import { ok } from '../kernel/result';\nimport * as v from 'pinyin-pro';\nexport const person = [ok, v];",
  'src/lib/crypto/seal.ts':
    "import { ok } from '$lib/kernel/result';\nimport { sha256 } from '@noble/hashes/sha2.js';\nexport const seal = [ok, sha256];",
  'src/lib/log/entry.ts': "import { seal } from '../crypto/seal';\nexport const entry = seal;",
  'src/lib/merge/doc.ts': "import * as Y from 'yjs';\nexport const doc = Y;",
  'src/lib/storage/store.ts':
    "import Dexie from 'dexie';\nimport { doc } from '../merge/doc';\nimport { entry } from '../log/entry';\nexport const store = [Dexie, doc, entry];",
  'src/lib/storage/texts/copy.ts':
    "import * as Y from 'yjs';\nimport { IndexeddbPersistence } from 'y-indexeddb';\nexport const copy = [Y, IndexeddbPersistence];",
  'src/lib/exchange/read.ts': "import * as hucre from 'hucre';\nexport const read = hucre;",
  'src/lib/transports/folder.ts':
    "import { entry } from '../log/entry';\nexport const folder = entry;",
  'src/lib/app/app.ts':
    "import { store } from '../storage/store';\nexport interface App { store: unknown }\nexport const createApp = () => store;",
  'src/lib/state/live.svelte.ts':
    "import { createSubscriber } from 'svelte/reactivity';\nexport const live = createSubscriber;",
  'src/lib/ui/Button.svelte':
    '<script lang="ts">let { label }: { label: string } = $props();</script>{label}',
  'src/lib/ui/charts/chart.ts': "import { Chart } from 'chart.js';\nexport const chart = Chart;",
  'src/lib/features/people/index.ts':
    "import type { App } from '../../app/app';\nimport { person } from '../../domain/person';\nimport { live } from '../../state/live.svelte';\nexport const people = (app: App) => [app, person, live];",
  'src/lib/features/visits/index.ts': 'export const visits = 1;',
  'src/routes/+page.svelte':
    '<script lang="ts">import { people } from \'$lib/features/people\';</script>{people}'
};

const planted: Planted[] = [
  ...[
    ['kernel', "import { person } from '../domain/person';"],
    ['domain', "import { store } from '../storage/store';"],
    ['crypto', "import { entry } from '../log/entry';"],
    ['log', "import { doc } from '../merge/doc';"],
    ['merge', "import { entry } from '../log/entry';"],
    ['storage', "import { read } from '../exchange/read';"],
    ['transports', "import { store } from '../storage/store';"],
    ['exchange', "import type { App } from '../app/app';"],
    ['text', "import { person } from '../domain/person';"],
    ['state', "import { store } from '../storage/store';"],
    ['ui', "import { live } from '../state/live.svelte';"],
    ['features', "import { store } from '../storage/store';"]
  ].map(([layer = '', code = '']) => ({
    rule: `${layer}-imports-only-its-layers`,
    file: `src/lib/${layer}/planted-layer.ts`,
    code
  })),
  ...[
    ['kernel', 'pinyin-pro'],
    ['domain', 'papaparse'],
    ['crypto', 'yjs'],
    ['log', 'dexie'],
    ['merge', 'dexie'],
    ['storage', 'yjs'],
    ['transports', 'fflate'],
    ['exchange', 'chart.js'],
    ['app', 'dexie'],
    ['text', 'svelte'],
    ['state', 'chart.js'],
    ['ui', 'chart.js'],
    ['features', 'chart.js'],
    ['exchange', 'node:fs']
  ].map(([layer = '', name = ''], index) => ({
    rule: `${layer}-uses-only-its-packages`,
    file: `src/lib/${layer}/planted-package-${index}.ts`,
    code: `import * as planted from '${name}';`
  })),
  {
    rule: 'charts-use-only-their-packages',
    file: 'src/lib/ui/charts/planted.ts',
    code: "import * as planted from 'papaparse';"
  },
  {
    rule: 'qr-uses-only-its-packages',
    file: 'src/lib/ui/qr/planted.ts',
    code: "import * as planted from 'chart.js';"
  },
  {
    rule: 'features-are-apart',
    file: 'src/lib/features/people/planted.ts',
    code: "import { visits } from '../visits';"
  },
  {
    rule: 'types-alone-from-app',
    file: 'src/lib/features/visits/planted.ts',
    code: "import { createApp } from '../../app/app';"
  },
  {
    rule: 'types-alone-from-app',
    file: 'src/lib/state/planted-app.ts',
    code: "import { createApp } from '../app/app';"
  },
  {
    rule: 'features-imports-only-its-layers',
    file: 'src/lib/features/visits/Planted.svelte',
    code: '<script lang="ts">import { entry } from \'$lib/log/entry\';</script>{entry}'
  },
  {
    rule: 'routes-import-features',
    file: 'src/routes/planted/+page.svelte',
    code: '<script lang="ts">import { store } from \'$lib/storage/store\';</script>{store}'
  },
  {
    rule: 'layout-alone-opens-app',
    file: 'src/routes/planted/+layout.svelte',
    code: '<script lang="ts">import { createApp } from \'$lib/app/app\';</script>{createApp}'
  },
  {
    rule: 'routes-use-no-packages',
    file: 'src/routes/planted/packages.ts',
    code: "import Dexie from 'dexie';"
  },
  {
    rule: 'service-worker-stands-alone',
    file: 'src/service-worker.ts',
    code: "import { ok } from './lib/kernel/result';"
  },
  {
    rule: 'no-cycles',
    file: 'src/lib/kernel/planted-circle.ts',
    code: "import { b } from './planted-cycle';\nexport const a = () => b;"
  }
];

/** The other half of the planted cycle; a cycle is named once, at the first of its files. */
const cycleHalf = "import { a } from './planted-circle';\nexport const b = () => a;";

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

let folder = '';
let violations: Violation[] = [];

async function plant(file: string, code: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  // An import without a use would be dropped before it is judged.
  const name = /import (?:type )?(?:\* as )?\{? ?(\w+)/.exec(code)?.[1];
  const isType = code.startsWith('import type');
  const use = isType ? `export type Use = ${name};` : `export const use = ${name};`;
  const needsUse = file.endsWith('.ts') && !code.includes('export');
  await writeFile(join(folder, file), needsUse ? `${code}\n${use}\n` : `${code}\n`);
}

function cruise(): Promise<Violation[]> {
  const config = resolve('.dependency-cruiser.cjs');
  const command = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [command, '--config', config, '--output-type', 'json', 'src'];
  return new Promise((done, fail) => {
    execFile(
      process.execPath,
      args,
      { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (!stdout) return fail(error ?? new Error(stderr));
        const report = JSON.parse(stdout) as { summary: { violations: Violation[] } };
        done(report.summary.violations);
      }
    );
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layers-'));
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        moduleResolution: 'bundler',
        module: 'esnext',
        paths: { '$lib/*': ['./src/lib/*'] }
      }
    })
  );
  for (const [file, code] of Object.entries(allowed)) await plant(file, code);
  for (const { file, code } of planted) await plant(file, code);
  await plant('src/lib/kernel/planted-cycle.ts', cycleHalf);
  violations = await cruise();
}, 60_000);

afterAll(() => rm(folder, { recursive: true }));

describe('DESIGN 10: a planted forbidden import is named', () => {
  it.each(planted)('$rule in $file', ({ rule, file }) => {
    const found = violations.filter(({ from }) => from === file).map((each) => each.rule.name);
    expect(found).toContain(rule);
  });

  it('names nothing of what is allowed', () => {
    const names = Object.keys(allowed);
    expect(violations.filter(({ from }) => names.includes(from))).toEqual([]);
  });
});
