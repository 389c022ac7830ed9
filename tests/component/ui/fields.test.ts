/** The accessibility contract of form fields, in a real browser (UX rules 3, 7, 8; "Look"). */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import { ethnicities } from '../../../src/lib/domain/code-lists/ethnicity';
import Combobox from '../../../src/lib/ui/form/Combobox.svelte';
import type { UiFieldInput } from '../../../src/lib/ui/form/field';
import CountField from '../../../src/lib/ui/form/CountField.svelte';
import DateField from '../../../src/lib/ui/form/DateField.svelte';
import FieldInput from '../../../src/lib/ui/form/FieldInput.svelte';
import MoneyField from '../../../src/lib/ui/form/MoneyField.svelte';
import MultiSelect from '../../../src/lib/ui/form/MultiSelect.svelte';
import PhoneListField from '../../../src/lib/ui/form/PhoneListField.svelte';
import TagField from '../../../src/lib/ui/form/TagField.svelte';
import TextField from '../../../src/lib/ui/form/TextField.svelte';

const today = '2026-11-23' as IsoDate;
const nations = [
  { value: '01', label: '汉族', keywords: ['han'] },
  { value: '03', label: '回族', keywords: ['hui'] },
  { value: '11', label: '满族', keywords: ['man'] }
];

const ethnicityInput: UiFieldInput = { type: 'code', list: ethnicities };

afterEach(() => vi.restoreAllMocks());

describe('TextField', () => {
  it('ties label, hint and error to the control', async () => {
    render(TextField, { label: '姓名', hint: '与证件一致', error: '请填写姓名', required: true });
    const input = page.getByRole('textbox', { name: /姓名/ });
    await expect.element(input).toHaveAccessibleDescription('与证件一致 请填写姓名');
    await expect.element(input).toHaveAttribute('aria-invalid', 'true');
    await expect.element(input).toBeRequired();
  });

  it('I12: a text beyond its limit is kept whole and says by how much it is too long', async () => {
    const onchange = vi.fn();
    render(TextField, { label: '备注', maxLength: 3, onchange });
    await page.getByRole('textbox').fill('一二三四五');
    expect(onchange).toHaveBeenLastCalledWith('一二三四五');
    await expect.element(page.getByText('超出 2 字，请删减')).toBeVisible();
  });
});

describe('Combobox', () => {
  it('UX rule 3: finds by pinyin, marks the hit for screen readers and takes it with Enter', async () => {
    const onchange = vi.fn();
    render(Combobox, { label: '民族', options: nations, onchange });
    const input = page.getByRole('combobox', { name: '民族' });
    await input.fill('hui');
    await expect.element(input).toHaveAttribute('aria-expanded', 'true');
    const option = page.getByRole('option', { name: '回族' });
    await expect
      .element(input)
      .toHaveAttribute('aria-activedescendant', option.element().getAttribute('id') ?? 'none');
    await userEvent.keyboard('{Enter}');
    expect(onchange).toHaveBeenLastCalledWith('03');
    await expect.element(input).toHaveValue('回族');
    await expect.element(input).toHaveAttribute('aria-expanded', 'false');
  });

  it.each([
    ['isComposing', { isComposing: true }],
    ['key code 229 (Safari)', { keyCode: 229 }]
  ])('an Enter that confirms an input method candidate chooses nothing: %s', async (_, init) => {
    const onchange = vi.fn();
    render(Combobox, { label: '民族', options: nations, onchange });
    const input = page.getByRole('combobox', { name: '民族' });
    await input.fill('man');
    input
      .element()
      .dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...init }));
    expect(onchange).not.toHaveBeenCalledWith('11');
    await expect.element(input).toHaveAttribute('aria-expanded', 'true');
  });

  it('I12: a text that is no choice is the value, so that a save is held back, and is marked on leaving', async () => {
    const onchange = vi.fn();
    render(Combobox, { label: '民族', options: nations, value: '01', onchange });
    const input = page.getByRole('combobox', { name: '民族' });
    await input.fill('华族');
    // Before leaving: a save by keyboard does not leave the field first.
    expect(onchange).toHaveBeenLastCalledWith('华族');
    await userEvent.tab();
    await expect.element(input).toHaveValue('华族');
    await expect.element(input).toHaveAttribute('aria-invalid', 'true');
  });

  it('Escape gives back what was chosen before', async () => {
    const onchange = vi.fn();
    render(Combobox, { label: '民族', options: nations, value: '01', onchange });
    const input = page.getByRole('combobox', { name: '民族' });
    await input.fill('华族');
    await userEvent.keyboard('{Escape}');
    expect(onchange).toHaveBeenLastCalledWith('01');
    await expect.element(input).toHaveValue('汉族');
    await expect.element(input).not.toHaveAttribute('aria-invalid');
  });

  it('I12: the label typed out is taken, unless two have the same', async () => {
    const onchange = vi.fn();
    const homes = [
      { value: 'a', label: '7号楼' },
      { value: 'b', label: '8号楼', detail: '东区' },
      { value: 'c', label: '8号楼', detail: '西区' }
    ];
    render(Combobox, { label: '楼栋', options: homes, onchange });
    const input = page.getByRole('combobox', { name: '楼栋' });
    await input.fill('７号楼');
    expect(onchange).toHaveBeenLastCalledWith('a');
    await input.fill('8号楼');
    expect(onchange).toHaveBeenLastCalledWith('8号楼');
  });

  it('I12: an open list takes no beginning for the whole: 7号 may be a building it lacks', async () => {
    const onchange = vi.fn();
    const homes = [{ value: 'a', label: '7号楼' }];
    render(Combobox, { label: '楼栋', options: homes, onchange });
    await page.getByRole('combobox', { name: '楼栋' }).fill('7号');
    await userEvent.tab();
    expect(onchange).toHaveBeenLastCalledWith('7号');
  });

  it('says where choices are added while there are none', async () => {
    const source = { label: '设置 · 组织网络', href: '/settings/org/' };
    const { rerender } = await render(Combobox, { label: '楼栋', options: [], source });
    const link = page.getByRole('link', { name: '设置 · 组织网络' });
    await expect.element(link).toHaveAttribute('href', '/settings/org/');
    await rerender({ options: [{ value: 'a', label: '7号楼' }] });
    await expect.element(link).not.toBeInTheDocument();
  });
});

describe('dates and numbers', () => {
  it('DateField gives YYYY-MM-DD for 11.23 and says the day back in words', async () => {
    const onchange = vi.fn();
    render(DateField, { label: '走访日期', today, onchange });
    await page.getByRole('textbox', { name: '走访日期' }).fill('11.23');
    expect(onchange).toHaveBeenLastCalledWith('2026-11-23');
    await expect.element(page.getByText('2026年11月23日')).toBeVisible();
  });

  it('DateField keeps what it does not understand and says so after leaving', async () => {
    const onchange = vi.fn();
    render(DateField, { label: '走访日期', today, onchange });
    const input = page.getByRole('textbox', { name: '走访日期' });
    await input.fill('上周三');
    await userEvent.tab();
    expect(onchange).toHaveBeenLastCalledWith('上周三');
    await expect.element(input).toHaveValue('上周三');
    await expect.element(input).toHaveAttribute('aria-invalid', 'true');
  });

  it('DateField picks from the calendar by keyboard and Esc gives the focus back', async () => {
    const onchange = vi.fn();
    render(DateField, { label: '走访日期', today, value: '2026-11-20', onchange });
    await page.getByRole('button', { name: '打开日历' }).click();
    await expect.element(page.getByRole('dialog', { name: '走访日期' })).toBeVisible();
    await userEvent.keyboard('{ArrowRight}{Enter}');
    expect(onchange).toHaveBeenLastCalledWith('2026-11-21');
    await page.getByRole('button', { name: '打开日历' }).click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('textbox', { name: '走访日期' })).toHaveFocus();
  });

  it('MoneyField gives fen, and the raw text while it is no amount', async () => {
    const onchange = vi.fn();
    render(MoneyField, { label: '慰问金额', onchange });
    const input = page.getByRole('textbox', { name: '慰问金额' });
    await input.fill('19.99');
    expect(onchange).toHaveBeenLastCalledWith(1999);
    await input.fill('两百');
    expect(onchange).toHaveBeenLastCalledWith('两百');
    await input.fill('');
    expect(onchange).toHaveBeenLastCalledWith(undefined);
  });

  it('CountField steps within its bounds', async () => {
    const onchange = vi.fn();
    render(CountField, { label: '户数', value: 1, max: 2, onchange });
    await page.getByRole('button', { name: '户数：增加' }).click();
    expect(onchange).toHaveBeenLastCalledWith(2);
    await expect.element(page.getByRole('button', { name: '户数：增加' })).toBeDisabled();
  });
});

describe('lists', () => {
  it('TagField adds by Enter, keeps a word typed but not confirmed, removes by button', async () => {
    const onchange = vi.fn();
    render(TagField, { label: '标签', onchange });
    const input = page.getByRole('combobox', { name: '标签' });
    await input.fill('书法');
    await userEvent.keyboard('{Enter}');
    await input.fill('太极');
    await userEvent.tab();
    expect(onchange).toHaveBeenLastCalledWith(['书法', '太极']);
    await page.getByRole('button', { name: '移除“书法”' }).click();
    expect(onchange).toHaveBeenLastCalledWith(['太极']);
  });

  it('UX 2: Enter in an emptied MultiSelect never sends the form around it', async () => {
    render(MultiSelect, { label: '走访对象', options: nations });
    const input = page.getByRole('combobox', { name: '走访对象' });
    const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
    input.element().dispatchEvent(enter);
    expect(enter.defaultPrevented).toBe(true);
  });

  it('I12: MultiSelect keeps a text that is no choice, gives it so that a save is held back, and marks it', async () => {
    const onchange = vi.fn();
    render(MultiSelect, { label: '走访人', options: nations, value: ['01'], onchange });
    const input = page.getByRole('combobox', { name: '走访人' });
    await input.fill('华族');
    expect(onchange).toHaveBeenLastCalledWith(['01', '华族']);
    await userEvent.tab();
    await expect.element(input).toHaveValue('华族');
    await expect.element(input).toHaveAttribute('aria-invalid', 'true');
    await input.fill('满族');
    await userEvent.tab();
    expect(onchange).toHaveBeenLastCalledWith(['01', '11']);
    await expect.element(page.getByRole('button', { name: '移除“满族”' })).toBeVisible();
    await expect.element(input).toHaveValue('');
    await expect.element(input).not.toHaveAttribute('aria-invalid');
  });

  it('a MultiSelect that filters takes only what was chosen', async () => {
    const onchange = vi.fn();
    render(MultiSelect, { label: '楼栋', options: nations, isFilter: true, onchange });
    const input = page.getByRole('combobox', { name: '楼栋' });
    await input.fill('满族');
    await userEvent.tab();
    expect(onchange).not.toHaveBeenCalled();
    await expect.element(input).toHaveValue('');
  });

  it('PhoneListField names each number and never gives an empty one', async () => {
    const onchange = vi.fn();
    render(PhoneListField, { label: '联系电话', onchange });
    await page.getByRole('textbox', { name: '电话 1', exact: true }).fill('15400000001');
    await page.getByRole('button', { name: '添加电话' }).click();
    await expect.element(page.getByRole('textbox', { name: '电话 2', exact: true })).toHaveFocus();
    await page.getByRole('textbox', { name: '电话 1 备注' }).fill('本人');
    expect(onchange).toHaveBeenLastCalledWith([{ number: '15400000001', note: '本人' }]);
  });
});

describe('STYLE law 6: FieldInput draws a description', () => {
  const list = (count: number) => ({
    items: Array.from({ length: count }, (_, index) => ({
      code: `${index}`,
      label: `第${index}项`
    }))
  });
  const draw = (input: UiFieldInput) => {
    const field = { label: '示例', required: false, input };
    return render(FieldInput, { field, value: undefined, today, onchange: () => undefined });
  };

  it.each([
    [3, 'radio'],
    [10, 'combobox'],
    [57, 'combobox']
  ] as const)('a list of %d codes becomes a %s', async (count, role) => {
    await draw({ type: 'code', list: list(count) });
    await expect.element(page.getByRole(role).first()).toBeVisible();
  });

  it.each([
    ['汉', '01'],
    ['维族', '05'],
    ['族', '族']
  ])(
    'a fixed list takes %s, a beginning or another name that only one has, for %s',
    async (typed, value) => {
      const onchange = vi.fn();
      const field = { label: '民族', required: false, input: ethnicityInput };
      render(FieldInput, { field, value: undefined, today, onchange });
      await page.getByRole('combobox', { name: '民族' }).fill(typed);
      await userEvent.tab();
      expect(onchange).toHaveBeenLastCalledWith(value);
    }
  );

  it('a flag can be yes, no or not known', async () => {
    await draw({ type: 'flag' });
    await expect.element(page.getByRole('radio', { name: '不详' })).toBeChecked();
  });

  it('S0-07: a tick is one word, said or not; an answer that is open may have words of its own', async () => {
    const { unmount } = await draw({ type: 'flag', isTick: true });
    await expect.element(page.getByRole('checkbox')).not.toBeChecked();
    expect(page.getByRole('radio').elements()).toHaveLength(0);
    await unmount();
    await draw({ type: 'flag', open: '还没定' });
    await expect.element(page.getByRole('radio', { name: '还没定' })).toBeChecked();
  });
});
