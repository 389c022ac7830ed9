/**
 * docs/add-a-record.md is true: its blocks are applied to a copy of the source, in order and to the letter; the
 * copy must type-check, and the page's own test runs on it.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

interface Block {
  readonly language: 'ts' | 'diff';
  readonly path: string;
  readonly text: string;
}

/** Inside the project, so that packages resolve; its folder is ignored by git. */
const copy = resolve(`.svelte-kit/add-a-record-${process.pid}`);
/** What a record kind touches, and what its test imports. */
const copied = [
  ...[
    ...['kernel', 'domain', 'crypto', 'log', 'merge', 'storage'],
    ...['transports', 'exchange', 'text', 'app']
  ].map((layer) => `src/lib/${layer}`),
  'tests/factories',
  'tests/contract/replica'
];

function blocksOf(page: string): Block[] {
  const pattern = /^```(ts|diff) (\S+)\n([\s\S]*?)^```$/gm;
  return [...page.matchAll(pattern)].map(([, language, path = '', text = '']) => ({
    language: language === 'diff' ? 'diff' : 'ts',
    path,
    text
  }));
}

/** The text with the lines of the block exchanged; throws when they do not stand there exactly once. */
function applyDiff(source: string, diff: string): string {
  const lines = diff.split('\n').filter((line) => line !== '');
  const side = (sign: '-' | '+'): string =>
    lines
      .filter((line) => line.startsWith(' ') || line.startsWith(sign))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  const parts = source.split(side('-'));
  if (parts.length !== 2) throw new Error(`stands ${parts.length - 1} times:\n${side('-')}`);
  return parts.join(side('+'));
}

function applyBlock({ language, path, text }: Block): void {
  const target = join(copy, path);
  mkdirSync(dirname(target), { recursive: true });
  const written = language === 'ts' ? text : applyDiff(readFileSync(target, 'utf8'), text);
  writeFileSync(target, written);
}

const tsconfig = {
  extends: resolve('tsconfig.json'),
  compilerOptions: { noEmit: true, allowJs: false, checkJs: false, types: ['node', 'vite/client'] },
  // What a kind touches, and all that this imports.
  include: ['src/lib/domain', 'src/lib/app/commands', 'src/lib/app/queries', 'tests/unit']
};

const blocks = blocksOf(readFileSync('docs/add-a-record.md', 'utf8'));
for (const path of copied) cpSync(path, join(copy, path), { recursive: true });
writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(tsconfig));
for (const block of blocks) applyBlock(block);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

it('the page has blocks of both sorts and a test', () => {
  expect(blocks.filter(({ language }) => language === 'ts').length).toBeGreaterThanOrEqual(4);
  expect(blocks.filter(({ language }) => language === 'diff').length).toBeGreaterThanOrEqual(4);
  expect(testPaths).toHaveLength(1);
});

it('a block whose lines stand nowhere, or twice, is refused', () => {
  expect(applyDiff('a\nb\nc\n', ' a\n-b\n+B\n')).toBe('a\nB\nc\n');
  expect(() => applyDiff('a\nc\n', ' a\n-b\n+B\n')).toThrow('stands 0 times');
  expect(() => applyDiff('a\na\n', ' a\n+b\n')).toThrow('stands 2 times');
});

it('STYLE 6: the copy with the new kind type-checks', { timeout: 120_000 }, async () => {
  const compiler = resolve('node_modules/@typescript/native/bin/tsc');
  const check = promisify(execFile)(process.execPath, [compiler, '-p', copy]);
  await expect(check.catch((thrown: { stdout: string }) => thrown.stdout)).resolves.toMatchObject({
    stdout: ''
  });
});

// The page's own tests join this file's.
const testPaths = blocks.map(({ path }) => path).filter((path) => path.startsWith('tests/'));
for (const path of testPaths) await import(/* @vite-ignore */ join(copy, path));
