/** STYLE "The bridge": a Watchable on screen. */
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Watchable } from '../../../src/lib/kernel/watchable';
import { createAppearance } from '../../../src/lib/state/appearance.svelte';
import { shortcuts } from '../../../src/lib/state/shortcuts.svelte';
import LiveHarness from './LiveHarness.svelte';

function createProbe() {
  const watchers = new Set<{ value: (text: string) => void; error: (error: unknown) => void }>();
  const source: Watchable<string> = {
    watch(value, error) {
      const watcher = { value, error };
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    }
  };
  return {
    source,
    watchers,
    send: (text: string) => watchers.forEach((watcher) => watcher.value(text)),
    fail: () => watchers.forEach((watcher) => watcher.error(new Error('closed')))
  };
}

describe('live', () => {
  it('goes from loading to ready, follows changes, fails in words and recovers', async () => {
    const probe = createProbe();
    render(LiveHarness, { source: probe.source });
    await expect.element(page.getByText('正在载入')).toBeInTheDocument();
    probe.send('甲');
    await expect.element(page.getByText('有：甲')).toBeVisible();
    probe.fail();
    await expect.element(page.getByRole('alert')).toHaveTextContent('未能载入');
    probe.send('乙');
    await expect.element(page.getByText('有：乙')).toBeVisible();
  });

  it('watches once while it is on screen, and not after', async () => {
    const probe = createProbe();
    const screen = await render(LiveHarness, { source: probe.source });
    await expect.element(page.getByText('正在载入')).toBeInTheDocument();
    expect(probe.watchers.size).toBe(1);
    await screen.rerender({ isShown: false });
    await expect.poll(() => probe.watchers.size).toBe(0);
  });

  it('a changed source is watched in place of the old one', async () => {
    const [first, second] = [createProbe(), createProbe()];
    const screen = await render(LiveHarness, { source: first.source });
    first.send('甲');
    await expect.element(page.getByText('有：甲')).toBeVisible();
    await screen.rerender({ source: second.source });
    await expect.poll(() => [first.watchers.size, second.watchers.size]).toEqual([0, 1]);
  });
});

describe('appearance', () => {
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');

  it('applies and remembers theme and text size; a stored nonsense counts as the usual look', () => {
    const kept = new Map([['tongxinbu.text-size', '999']]);
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value)
    };
    const root = document.createElement('html');
    const appearance = createAppearance({ root, storage, prefersDark });
    expect([appearance.theme, appearance.textSize, root.style.fontSize]).toEqual([
      'system',
      18,
      '112.5%'
    ]);
    appearance.setTheme('dark');
    appearance.setTextSize(24);
    expect([root.dataset['theme'], root.style.fontSize]).toEqual(['dark', '150%']);
    appearance.stop();
    const again = createAppearance({ root, storage, prefersDark });
    expect([again.theme, again.textSize]).toEqual(['dark', 24]);
    again.stop();
  });

  it('works where storage is barred', () => {
    const barred = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    const root = document.createElement('html');
    const appearance = createAppearance({
      root,
      storage: { getItem: barred, setItem: barred },
      prefersDark
    });
    appearance.setTheme('light');
    expect(root.dataset['theme']).toBe('light');
    appearance.stop();
  });
});

describe('shortcuts', () => {
  it('Ctrl-K and ⌘-K act everywhere, plain keys never while typing or composing', () => {
    const calls: string[] = [];
    const target = document.createElement('div');
    const input = target.appendChild(document.createElement('input'));
    const stop = shortcuts({ 'mod+k': () => calls.push('mod+k'), '/': () => calls.push('/') })(
      target
    );
    const press = (from: Element, init: KeyboardEventInit): boolean =>
      from.dispatchEvent(
        new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
      );
    press(input, { key: 'k', ctrlKey: true });
    press(target, { key: 'K', metaKey: true });
    press(target, { key: '/' });
    expect(calls).toEqual(['mod+k', 'mod+k', '/']);
    press(input, { key: '/' });
    press(target, { key: '/', isComposing: true });
    stop();
    press(target, { key: '/' });
    expect(calls).toHaveLength(3);
  });
});
