/** 变更记录: the way back says to which value, and stands with it (UX rules 5 and 9). */
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { historyWords as words } from '../../../src/lib/text/people';
import ChangeList from '../../../src/lib/ui/data/ChangeList.svelte';
import type { ShownChange, ShownStep } from '../../../src/lib/ui/data/changes';
import '../../../src/lib/ui/styles/base.css';

const stepOf = (...changes: ShownChange[]): ShownStep => ({
  key: 'a',
  entryId: 'a',
  atMs: 1.7e12,
  by: '王桂芳',
  kind: 'set',
  changes
});
const post = { field: 'post', label: '职务', before: '空', after: '语文教师', restorable: null };

it.each([390, 1366])(
  'names the value that comes back, beside it, at a width of %d',
  async (width) => {
    await page.viewport(width, 800);
    const asked: unknown[] = [];
    render(ChangeList, {
      steps: [stepOf(post)],
      now: 1.7e12,
      onrestore: (...call: unknown[]) => asked.push(call)
    });
    const button = page.getByRole('button', { name: '把职务改回“空”' });
    await expect.element(button).toHaveTextContent('改回“空”');
    const before = page.getByText('空', { exact: true }).element();
    const after = page.getByText(words.became('语文教师')).element();
    const order = (a: Element, b: Element) => a.compareDocumentPosition(b);
    expect(order(before, button.element())).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(order(button.element(), after)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    await button.click();
    expect(asked).toEqual([['post', '职务', null]]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  }
);

it('a covered value stays covered on its button; a long one is cut there and whole beside it', async () => {
  const long = '在和风里社区书法小组教了十二年书法';
  render(ChangeList, {
    steps: [
      stepOf(
        { ...post, field: 'idNo', label: '证件号码', before: words.masked, restorable: 'x' },
        { ...post, field: 'note', label: '特长', before: long, restorable: long },
        { ...post, field: 'name', label: '姓名', restorable: undefined }
      )
    ],
    now: 1.7e12,
    onrestore: () => undefined
  });
  await expect
    .element(page.getByRole('button', { name: '把证件号码改回原来的值（已遮盖）' }))
    .toBeVisible();
  await expect
    .element(page.getByRole('button', { name: '改回“在和风里社区书法小组教了…”' }))
    .toBeVisible();
  await expect.element(page.getByText(long)).toBeVisible();
  expect(page.getByRole('button').elements()).toHaveLength(2);
});
