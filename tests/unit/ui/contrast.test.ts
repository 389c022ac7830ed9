/** UX "Look": contrast of the tokens, light and dark, computed as WCAG 2 defines it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../src/lib/ui/styles/tokens.css', import.meta.url), 'utf8');

function tokensOf(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [
      name,
      value
    ])
  );
}

const channel = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    channel(parseInt(hex.slice(at, at + 2), 16) / 255)
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['ground', 'surface', 'hollow', 'hover', 'accent-soft'];
const pairs: [least: number, front: string, back: string][] = [
  ...grounds.map((back): [number, string, string] => [7, 'text', back]),
  ...['good-soft', 'warn-soft', 'bad-soft'].map((back): [number, string, string] => [
    7,
    'text',
    back
  ]),
  ...grounds.map((back): [number, string, string] => [4.5, 'text-soft', back]),
  ...grounds.map((back): [number, string, string] => [4.5, 'accent', back]),
  ...['surface', 'ground'].map((back): [number, string, string] => [4.5, 'bad', back]),
  [4.5, 'good', 'good-soft'],
  [4.5, 'warn', 'warn-soft'],
  [4.5, 'bad', 'bad-soft'],
  [4.5, 'on-accent', 'accent'],
  [4.5, 'on-accent', 'accent-strong'],
  [4.5, 'on-bad', 'bad-solid'],
  [3, 'line-strong', 'surface'],
  [3, 'line-strong', 'ground'],
  [3, 'focus', 'surface'],
  [3, 'focus', 'ground'],
  ...[1, 2, 3, 4, 5, 6].map((nth): [number, string, string] => [3, `chart-${nth}`, 'chart-ground'])
];

describe.each([
  ['light', ':root'],
  ['dark', ":root[data-theme='dark']"]
])('UX Look: %s theme', (_, selector) => {
  const tokens = tokensOf(selector);
  it.each(pairs)('keeps %d:1 for %s on %s', (least, front, back) => {
    const ratio = contrast(tokens.get(front) ?? '#777777', tokens.get(back) ?? '#777777');
    expect(ratio).toBeGreaterThanOrEqual(least);
  });
});

it('UX Look: the contrast measure itself knows black on white and a failing grey', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#999999', '#ffffff')).toBeLessThan(3);
});
