/** The frame at desk and phone size (UX "Look"), in a real browser. */
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import ShellHarness from './ShellHarness.svelte';

describe('AppShell', () => {
  it('at desk size shows every place in the rail and marks the present one', async () => {
    await page.viewport(1366, 768);
    render(ShellHarness);
    const rail = page.getByRole('navigation', { name: '主要栏目' });
    await expect.element(rail.getByRole('link', { name: '设置' })).toBeVisible();
    await expect
      .element(rail.getByRole('link', { name: '人才库' }))
      .toHaveAttribute('aria-current', 'page');
    await expect.element(page.getByRole('button', { name: '更多' })).not.toBeInTheDocument();
  });

  it('at phone size keeps the rest behind 更多, every target 44 px or more', async () => {
    await page.viewport(390, 844);
    render(ShellHarness);
    const bar = page.getByRole('navigation', { name: '主要栏目' });
    await expect.element(bar.getByRole('link', { name: '设置' })).not.toBeInTheDocument();
    for (const target of bar.element().querySelectorAll('a, button')) {
      const { width, height } = target.getBoundingClientRect();
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
    }
    await page.getByRole('button', { name: '更多' }).click();
    const sheet = page.getByRole('dialog', { name: '更多' });
    await sheet.getByRole('link', { name: '设置' }).click();
    await expect.element(sheet).not.toBeInTheDocument();
  });

  it('who may not write is not offered what would be refused', async () => {
    const { rerender } = await render(ShellHarness, { mayWrite: false });
    await expect.element(page.getByRole('button', { name: '查看' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: '新增成员' })).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: '登记走访' })).not.toBeInTheDocument();
    await rerender({ mayWrite: true });
    await expect.element(page.getByRole('button', { name: '新增成员' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: '登记走访' })).toBeVisible();
  });

  it('the first Tab leads to 跳到正文, which leads to the main part', async () => {
    render(ShellHarness);
    await userEvent.tab();
    await expect.element(page.getByRole('link', { name: '跳到正文' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('main')).toHaveFocus();
  });
});
