/** The accessibility contract of windows, menus, tabs and notices, in a real browser. */
import { describe, expect, it, vi } from 'vitest';
import { createRawSnippet } from 'svelte';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { createToasts } from '../../../src/lib/ui/feedback/toasts.svelte';
import ToastRegion from '../../../src/lib/ui/feedback/ToastRegion.svelte';
import CommandPalette from '../../../src/lib/ui/overlay/CommandPalette.svelte';
import ConfirmDialog from '../../../src/lib/ui/overlay/ConfirmDialog.svelte';
import Menu from '../../../src/lib/ui/overlay/Menu.svelte';
import Tabs from '../../../src/lib/ui/overlay/Tabs.svelte';
import DialogHarness from './DialogHarness.svelte';
import TroubleHarness from './TroubleHarness.svelte';

describe('Dialog', () => {
  it('takes the focus in, is named by its title, closes on Esc and gives the focus back', async () => {
    render(DialogHarness);
    const opener = page.getByRole('button', { name: '打开' });
    await opener.click();
    const dialog = page.getByRole('dialog', { name: '新增成员' });
    await expect.element(dialog).toBeVisible();
    expect(dialog.element().contains(document.activeElement)).toBe(true);
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(opener).toHaveFocus();
  });

  it('Esc closes an open list first, the window only after it', async () => {
    render(DialogHarness);
    await page.getByRole('button', { name: '打开' }).click();
    await page.getByRole('combobox', { name: '民族' }).click();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('listbox')).not.toBeInTheDocument();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  it('UX rule 4: what went wrong comes into sight at the end of a long dialog', async () => {
    const { rerender } = await render(TroubleHarness, {});
    await expect.element(page.getByText('第 79 项')).not.toBeInViewport();
    await rerender({ message: '没有写入任何内容。' });
    await expect.element(page.getByText('没有写入任何内容。')).toBeInViewport();
  });

  it('UX rule 5: stays open while its owner says no', async () => {
    render(DialogHarness, { canClose: false });
    await page.getByRole('button', { name: '打开' }).click();
    await userEvent.keyboard('{Escape}');
    await userEvent.keyboard('{Escape}');
    await page.getByRole('button', { name: '关闭' }).click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
  });

  it('a question has its harmless answer focused, so that a stray Enter does no harm', async () => {
    const onconfirm = vi.fn();
    render(ConfirmDialog, { title: '清除', message: '不能恢复', open: true, onconfirm });
    await expect.element(page.getByRole('button', { name: '取消' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(onconfirm).not.toHaveBeenCalled();
  });

  it('a question about a cancelling has another word for its harmless answer', async () => {
    const onconfirm = vi.fn();
    const asking = { title: '取消申请', message: '不再等', confirmLabel: '取消申请' };
    render(ConfirmDialog, { ...asking, cancelLabel: '不取消', open: true, onconfirm });
    await expect.element(page.getByRole('button', { name: '不取消' })).toHaveFocus();
    await expect
      .element(page.getByRole('button', { name: '取消', exact: true }))
      .not.toBeInTheDocument();
  });
});

describe('Menu', () => {
  it('moves by arrows, runs with Enter and gives the focus back', async () => {
    const remove = vi.fn();
    render(Menu, {
      items: [
        { id: 'edit', label: '修改', onclick: () => undefined },
        { id: 'remove', label: '删除', onclick: remove }
      ]
    });
    const opener = page.getByRole('button', { name: '更多操作' });
    await opener.click();
    await expect.element(page.getByRole('menuitem', { name: '修改' })).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}{Enter}');
    expect(remove).toHaveBeenCalledOnce();
    await expect.element(opener).toHaveFocus();
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  });
});

describe('UX rule 3: CommandPalette', () => {
  it('has the focus at once, moves across groups and runs the marked item', async () => {
    const run = vi.fn();
    const onsearch = vi.fn();
    render(CommandPalette, {
      open: true,
      onsearch,
      groups: [
        { label: '人才库', items: [{ id: 'a', label: '示例甲', run: () => undefined }] },
        { label: '操作', items: [{ id: 'b', label: '记一次走访', run }] }
      ]
    });
    const input = page.getByRole('combobox');
    await expect.element(input).toHaveFocus();
    await input.fill('zf');
    expect(onsearch).toHaveBeenLastCalledWith('zf');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(run).toHaveBeenCalledOnce();
  });
});

describe('UX rule 5: notices with undo', () => {
  it('are announced politely, undo once, and go when their time is up', async () => {
    const timers: (() => void)[] = [];
    const toasts = createToasts({
      setTimeout: (run) => timers.push(run),
      clearTimeout: () => undefined
    });
    const undo = vi.fn();
    render(ToastRegion, { toasts });
    const region = page.getByRole('status');
    await expect.element(region).toHaveAttribute('aria-live', 'polite');
    toasts.show('已删除 2 条', { label: '撤销', run: undo });
    await page.getByRole('button', { name: '撤销' }).click();
    expect(undo).toHaveBeenCalledOnce();
    await expect.element(page.getByText('已删除 2 条')).not.toBeInTheDocument();
    toasts.show('已保存');
    await expect.element(page.getByText('已保存')).toBeVisible();
    timers[timers.length - 1]?.();
    await expect.element(page.getByText('已保存')).not.toBeInTheDocument();
  });
});

describe('Tabs', () => {
  it('the chosen one stands in sight where they are wider than the page', async () => {
    const labels = ['人才库结构', '走访慰问', '学习、志愿和帮扶', '全年各项工作的汇总情况'];
    const tabs = [...labels, ...labels.map((label) => `${label}二`)].map((label) => ({
      id: label,
      label
    }));
    const last = tabs[tabs.length - 1]?.id ?? '';
    const children = createRawSnippet(() => ({ render: () => '<p>内容</p>' }));
    const { rerender } = await render(Tabs, { tabs, value: last, onchange: vi.fn(), children });
    const strip = page.getByRole('tablist').element();
    const isInSight = (name: string): boolean => {
      const tab = page.getByRole('tab', { name, exact: true }).element().getBoundingClientRect();
      const { left, right } = strip.getBoundingClientRect();
      return tab.left >= left - 1 && tab.right <= right + 1;
    };
    expect(strip.scrollWidth).toBeGreaterThan(strip.clientWidth);
    await expect.poll(() => isInSight(last)).toBe(true);
    await rerender({ value: '人才库结构' });
    await expect.poll(() => isInSight('人才库结构')).toBe(true);
  });
});
