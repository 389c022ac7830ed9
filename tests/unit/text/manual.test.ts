/** One source of the manual: docs/使用手册.md is what src/lib/text/help.ts says (issue 2 "Set-up"). */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderManual } from '../../../scripts/render-manual.mjs';
import { actions } from '../../../src/lib/text/actions';
import { troubles } from '../../../src/lib/text/errors';
import { helpChapters } from '../../../src/lib/text/help';
import { settings } from '../../../src/lib/text/settings';

const manual = readFileSync('docs/使用手册.md', 'utf8');

it('docs/使用手册.md is fresh (npm run manual writes it)', () => {
  expect(manual).toBe(renderManual(helpChapters));
});

it('every page of 设置 that the manual names exists under that name', () => {
  const named = [...manual.matchAll(/“设置 → ([^”]+)”/g)].map((match) => match[1]);
  const titles: readonly string[] = Object.values(settings.pages).map((page) => page.title);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !titles.includes(name ?? ''))).toEqual([]);
});

it('UX 7: every code that a screen may show is explained', () => {
  for (const { code } of Object.values(troubles)) expect(manual).toContain(`| ${code} |`);
});

it('the fixed words of UX are the ones it uses', () => {
  const words = [
    actions.importLedger,
    actions.recordVisit,
    actions.backUp,
    actions.lock,
    actions.createSpace,
    actions.restoreBackup,
    actions.loadExample
  ];
  for (const word of words) expect(manual).toContain(`“${word}”`);
});

it('chapters have ids of their own for addresses', () => {
  const ids = helpChapters.map((chapter) => chapter.id);
  expect(new Set(ids).size).toBe(ids.length);
});
