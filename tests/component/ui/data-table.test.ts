/** DataTable as an ARIA grid over 20,000 rows, in a real browser. */
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import TableHarness from './TableHarness.svelte';

const grid = () => page.getByRole('grid', { name: '人才库' });

async function focusGrid(): Promise<void> {
  const element = grid().element();
  if (element instanceof HTMLElement) element.focus();
  await expect.element(grid()).toHaveFocus();
}

const activeText = (): string => {
  const id = grid().element().getAttribute('aria-activedescendant') ?? '';
  return document.getElementById(id)?.textContent ?? '';
};

describe('DataTable', () => {
  it('tells its true size while few rows are drawn', async () => {
    render(TableHarness, { count: 20_000 });
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '20001');
    expect(page.getByRole('row').elements().length).toBeLessThan(60);
  });

  it('rows keep a target of 44 px or more', async () => {
    render(TableHarness, { count: 3 });
    const row = page.getByRole('row').nth(1).element();
    expect(row.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
  });

  it('moves by keyboard to the far end and back, the active row always drawn', async () => {
    render(TableHarness, { count: 20_000 });
    await focusGrid();
    await userEvent.keyboard('{End}');
    await vi.waitFor(() => expect(activeText()).toContain('示例19999'));
    await userEvent.keyboard('{ArrowUp}');
    await vi.waitFor(() => expect(activeText()).toContain('示例19998'));
    await userEvent.keyboard('{Home}{PageDown}{Home}');
    await vi.waitFor(() => expect(activeText()).toContain('示例0'));
  });

  it('Space chooses, Shift with arrows extends, Enter opens, Esc lets go', async () => {
    const onopen = vi.fn();
    const onchosen = vi.fn();
    render(TableHarness, { count: 50, onopen, onchosen });
    await focusGrid();
    await userEvent.keyboard('{ArrowDown} ');
    expect(onchosen).toHaveBeenLastCalledWith(['p1']);
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect(onchosen).toHaveBeenLastCalledWith(['p1', 'p2', 'p3']);
    await userEvent.keyboard('{Enter}');
    expect(onopen).toHaveBeenCalledExactlyOnceWith('p3');
    await userEvent.keyboard('{Escape}');
    expect(onchosen).toHaveBeenLastCalledWith([]);
  });

  it('a press on a box with Shift takes all between; the head box takes everything', async () => {
    const onchosen = vi.fn();
    render(TableHarness, { count: 50, onchosen });
    await page.getByRole('checkbox', { name: '选择 示例2', exact: true }).click();
    await page
      .getByRole('checkbox', { name: '选择 示例5', exact: true })
      .click({ modifiers: ['Shift'] });
    expect(onchosen).toHaveBeenLastCalledWith(['p2', 'p3', 'p4', 'p5']);
    await expect
      .element(page.getByRole('checkbox', { name: '选择 示例4', exact: true }))
      .toBeChecked();
    await page.getByRole('checkbox', { name: '全选' }).click();
    expect(onchosen.mock.lastCall?.[0]).toHaveLength(50);
  });

  it('a sortable head says its order', async () => {
    render(TableHarness, { count: 5 });
    const head = page.getByRole('columnheader', { name: '姓名' });
    await expect.element(head).toHaveAttribute('aria-sort', 'none');
    await head.getByRole('button').click();
    await expect.element(head).toHaveAttribute('aria-sort', 'ascending');
    await head.getByRole('button').click();
    await expect.element(head).toHaveAttribute('aria-sort', 'descending');
    await expect
      .element(page.getByRole('columnheader', { name: '备注' }))
      .not.toHaveAttribute('aria-sort');
  });
});
