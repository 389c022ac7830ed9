/** 设置 for who may only look: everything can be read, nothing seems to be open to change. */
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { settings } from '../../../src/lib/text/settings';
import SettingsFormHarness from './SettingsFormHarness.svelte';

describe('a form of 设置', () => {
  it('is read only for who may not write, and says so; it opens as the role changes', async () => {
    const { rerender } = await render(SettingsFormHarness, { mayWrite: false });
    const name = page.getByRole('textbox', { name: /社区/ });
    const save = page.getByRole('button', { name: '保存' });
    await expect.element(page.getByText(settings.cannotWrite)).toBeVisible();
    await expect.element(name).toHaveValue('和风里社区');
    for (const box of page.getByRole('textbox').all()) await expect.element(box).toBeDisabled();
    await expect.element(save).not.toBeInTheDocument();
    await rerender({ mayWrite: true });
    await expect.element(page.getByText(settings.cannotWrite)).not.toBeInTheDocument();
    await expect.element(name).toBeEnabled();
    await expect.element(save).toBeVisible();
  });
});
