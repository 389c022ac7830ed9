import { describe, expect, it } from 'vitest';
import type { Hlc } from '../../../src/lib/kernel/hlc';
import type { DeviceId } from '../../../src/lib/kernel/ids';
import type { Json } from '../../../src/lib/kernel/json';
import { edit, type FieldOp } from '../../../src/lib/merge/edit';
import { createWriterSlot, itemKeyOf, parseStoredKey } from '../../../src/lib/merge/field-key';
import { historyOf } from '../../../src/lib/merge/history';
import {
  collectionItems,
  hasConflict,
  isDeleted,
  project,
  type Survivor
} from '../../../src/lib/merge/project';
import { applyTrusted, openRecord } from '../../../src/lib/merge/record-doc';
import { stateHash } from '../../../src/lib/merge/state-hash';

const recordId = 'ab'.repeat(16);

/** A writer with a clock of its own that starts at the given stamp. */
function createWriter(index: number, start = 1_000) {
  const slot = createWriterSlot(index.toString(16).padStart(2, '0').repeat(16) as DeviceId, 1);
  const record = openRecord(recordId, 1_000 + index);
  let stamp = start;
  const write = (...ops: FieldOp[]): Uint8Array | undefined =>
    edit(record, slot, ops, () => ++stamp as Hlc);
  const hear = (...updates: (Uint8Array | undefined)[]): void => {
    for (const update of updates) if (update !== undefined) applyTrusted(record, update);
  };
  return { slot, record, write, hear, show: () => project(record) };
}

const set = (key: string, value: Json): FieldOp => ({ type: 'set', key, value });
const create = (values: Record<string, Json>): FieldOp => ({ type: 'create', values });
const text = (key: string, words: string): FieldOp => ({ type: 'text', key, text: words });

describe('M1 names', () => {
  it('tells base, field, item and text apart, and refuses the rest', () => {
    const { slot } = createWriter(1);
    expect(parseStoredKey(`base@${slot}`)).toEqual({ type: 'base', slot });
    expect(parseStoredKey(`mobile/4f@${slot}`)).toEqual({ type: 'field', key: 'mobile/4f', slot });
    expect(parseStoredKey(`t/notes@${slot}`)).toEqual({ type: 'text', key: 't/notes', slot });
    for (const bad of [
      'name',
      `@${slot}`,
      `Name@${slot}`,
      `name@${slot}x@`,
      'name@short.1',
      `t/a/b@${slot}`
    ]) {
      expect(parseStoredKey(bad)).toBeUndefined();
    }
  });

  it('gives equal items one key whatever the order of their members', () => {
    expect(itemKeyOf('mobile', { a: 1, b: 2 })).toBe(itemKeyOf('mobile', { b: 2, a: 1 }));
    expect(itemKeyOf('mobile', '15400000001')).not.toBe(itemKeyOf('mobile', '15400000002'));
  });
});

describe('M2 editing', () => {
  it('shows what was created, changed and cleared', () => {
    const one = createWriter(1);
    one.write(create({ name: '王小明', sex: '男' }));
    one.write(set('name', '王晓明'), set('sex', null));
    const { fields, createdHlc, updatedHlc, updatedBy } = one.show();
    expect(fields.get('name')?.value).toBe('王晓明');
    expect(fields.get('sex')?.value).toBeNull();
    expect([createdHlc, updatedHlc, updatedBy]).toEqual([1_001, 1_003, one.slot]);
  });

  it('writes nothing where nothing changes', () => {
    const one = createWriter(1);
    one.write(create({ name: '王小明' }), text('notes', '喜欢书法'));
    expect(
      one.write(set('name', '王小明'), set('title', null), text('notes', '喜欢书法'))
    ).toBeUndefined();
  });

  it('stores lone surrogates and -0 as what another device will read', () => {
    const one = createWriter(1);
    const two = createWriter(2);
    two.hear(one.write(create({ name: '王\ud800', count: -0 }), text('notes', '\udc00')));
    expect(two.show()).toEqual(one.show());
    expect(two.show().fields.get('name')?.value).toBe('王\ufffd');
  });

  it('a value that is written again as it was settles what it saw then, and no more', () => {
    const [a, b, again] = [createWriter(1), createWriter(2, 2_000), createWriter(3, 3_000)];
    const base = a.write(create({ name: '甲' }));
    for (const one of [b, again]) one.hear(base);
    const unaware = b.write(set('name', '丙'));
    again.hear(unaware);
    const written = { hlc: 1_500 as Hlc, seen: { [a.slot]: 1 } };
    const update = again.write({ type: 'set', key: 'name', value: '乙', written });
    for (const one of [a, b]) one.hear(unaware, update);
    for (const { show } of [a, b, again]) {
      const { survivors, isConflict } = show().fields.get('name') ?? {};
      expect(isConflict).toBe(true);
      expect(survivors?.map(({ value, hlc }) => [value, hlc])).toEqual([
        ['丙', 2_001],
        ['乙', 1_500]
      ]);
    }
    // Its own vector goes on from there.
    const settled = again.write(set('name', '丁'));
    b.hear(settled);
    expect(b.show().fields.get('name')).toMatchObject({ value: '丁', isConflict: false });
  });

  it('refuses a key that is no field, and a second creation', () => {
    const one = createWriter(1);
    expect(() => one.write(set('base', 1))).toThrow();
    expect(() => one.write(set('t/notes', 1))).toThrow();
    one.write(create({ name: '王小明' }));
    expect(() => one.write(create({ name: '王小明' }))).toThrow();
  });
});

describe('M3 survivors', () => {
  it('concurrent edits of different fields never conflict', () => {
    const [one, two] = [createWriter(1), createWriter(2)];
    const base = one.write(create({ name: '王小明', sex: '男' }));
    two.hear(base);
    const [a, b] = [one.write(set('name', '王晓明')), two.write(set('sex', '女'))];
    one.hear(b);
    two.hear(a);
    expect(hasConflict(one.show())).toBe(false);
    expect(two.show()).toEqual(one.show());
  });

  it('concurrent edits of one field show the newer and keep both, until one who saw both settles it', () => {
    const [one, two] = [createWriter(1, 5_000), createWriter(2, 9_000)];
    const base = one.write(create({ name: '王小明' }));
    two.hear(base);
    const [a, b] = [one.write(set('name', '甲')), two.write(set('name', '乙'))];
    one.hear(b);
    two.hear(a);
    const field = two.show().fields.get('name');
    expect(field).toMatchObject({ value: '乙', isConflict: true, slot: two.slot });
    expect(field?.survivors.map(({ value }) => value)).toEqual(['乙', '甲']);
    two.hear(one.write(set('name', '甲')));
    expect(two.show().fields.get('name')).toMatchObject({ value: '甲', isConflict: false });
  });

  it('concurrent equal values are no conflict', () => {
    const [one, two] = [createWriter(1), createWriter(2)];
    two.hear(one.write(create({ name: '王小明' })));
    const a = one.write(set('name', '王晓明'));
    two.write(set('name', '王晓明'));
    two.hear(a);
    expect(two.show().fields.get('name')).toMatchObject({ value: '王晓明', isConflict: false });
  });

  it('I11: two devices that import one row meet without conflict, and show a differing cell as one', () => {
    const [one, two] = [createWriter(1), createWriter(2)];
    const a = one.write(create({ name: '王小明', building: '3栋' }));
    two.write(create({ name: '王小明', building: '5栋' }));
    two.hear(a);
    expect(two.show().fields.get('name')?.isConflict).toBe(false);
    expect(two.show().fields.get('building')?.isConflict).toBe(true);
    two.write(set('building', '5栋'));
    expect(hasConflict(two.show())).toBe(false);
  });

  it('DESIGN 3: a value that was seen and replaced stays gone when it arrives last', () => {
    const [one, two, three, late] = [1, 2, 3, 4].map((index) => createWriter(index));
    const old = one?.write(set('name', '旧'));
    two?.hear(old);
    const newer = two?.write(set('name', '新'));
    three?.hear(newer);
    const newest = three?.write(set('name', '最新'));
    late?.hear(newest, newer, old);
    expect(late?.show().fields.get('name')).toMatchObject({ value: '最新', isConflict: false });
  });

  it('a false claim on the future silences nobody who saw it', () => {
    const [one, two, three] = [createWriter(1), createWriter(2), createWriter(3)];
    const lie = { v: '假', hlc: 5_000, seq: 1, seen: { [one.slot]: 99 } };
    one.record.ydoc.getMap('r').set(`name@${two.slot}`, lie);
    one.write(set('name', '后来'));
    one.hear(three.write(set('name', '旁边')));
    const survivors = one
      .show()
      .fields.get('name')
      ?.survivors.map(({ value }) => value);
    expect(survivors).toEqual(['假', '旁边', '后来']);
  });

  it('a policy chooses what shows, and never touches survivors or digest', () => {
    const [one, two] = [createWriter(1, 5_000), createWriter(2, 1_000)];
    two.hear(one.write(create({ consentState: 'given' })));
    const a = one.write(set('consentState', 'renewed'));
    two.write(set('consentState', 'withdrawn'));
    two.hear(a);
    const strictest = (survivors: readonly Survivor[]): Json =>
      survivors.some(({ value }) => value === 'withdrawn')
        ? 'withdrawn'
        : (survivors[0]?.value ?? null);
    const strict = project(two.record, { consentState: strictest });
    expect(two.show().fields.get('consentState')?.value).toBe('renewed');
    expect(strict.fields.get('consentState')?.value).toBe('withdrawn');
    expect(stateHash(strict)).toEqual(stateHash(two.show()));
  });
});

describe('M4 collections', () => {
  it('lists items in the order in which they were added, without the removed', () => {
    const one = createWriter(1);
    const [first, second, third] = ['15400000003', '15400000001', '15400000002'] as const;
    one.write(
      create({ [itemKeyOf('mobile', first)]: first, [itemKeyOf('mobile', second)]: second })
    );
    one.write(set(itemKeyOf('mobile', third), third));
    const listed = (): Json[] => collectionItems(one.show(), 'mobile').map(({ value }) => value);
    expect(listed()).toEqual([first, second, third]);
    one.write(set(itemKeyOf('mobile', second), null));
    expect(listed()).toEqual([first, third]);
  });

  it('items added apart stand side by side', () => {
    const [one, two] = [createWriter(1), createWriter(2)];
    two.hear(one.write(create({ name: '王小明' })));
    const a = one.write(set(itemKeyOf('mobile', 'a'), 'a'));
    two.write(set(itemKeyOf('mobile', 'b'), 'b'));
    two.hear(a);
    expect(collectionItems(two.show(), 'mobile')).toHaveLength(2);
    expect(hasConflict(two.show())).toBe(false);
  });
});

describe('M5 deletion', () => {
  it('hides a record whose every value the deleter had seen', () => {
    const [one, two] = [createWriter(1), createWriter(2)];
    two.hear(one.write(create({ name: '王小明' })), one.write(set('name', '王晓明')));
    one.hear(two.write(set('sex', '男')));
    one.write(set('deleted', true));
    expect(isDeleted(one.show())).toBe(true);
  });

  it('surfaces an edit the deleter had not seen, as a conflict, and a second deletion holds', () => {
    const [one, two] = [createWriter(1), createWriter(2)];
    two.hear(one.write(create({ name: '王小明' })));
    const gone = one.write(set('deleted', true));
    const kept = two.write(set('name', '王晓明'));
    two.hear(gone);
    one.hear(kept);
    for (const { show } of [one, two]) {
      expect(show().deletion).toBe('contested');
      expect(hasConflict(show())).toBe(true);
    }
    two.write(set('deleted', true));
    expect(isDeleted(two.show())).toBe(true);
  });

  it('surfaces an unseen text edit too', () => {
    const [one, two] = [createWriter(1), createWriter(2)];
    two.hear(one.write(create({ name: '王小明' })));
    const gone = one.write(set('deleted', true));
    two.write(text('notes', '今天来过'));
    two.hear(gone);
    expect(two.show().deletion).toBe('contested');
  });

  it('holds beside another field changed in the same edit, and is lifted by restoring', () => {
    const one = createWriter(1);
    one.write(create({ name: '王小明' }));
    one.write(set('deletedWhy', '重复'), set('deleted', true));
    expect(isDeleted(one.show())).toBe(true);
    one.write(set('deleted', false));
    expect(one.show().deletion).toBe('alive');
  });

  it('two deletions add up', () => {
    const [one, two, three] = [createWriter(1), createWriter(2), createWriter(3)];
    const base = one.write(create({ name: '王小明' }));
    two.hear(base);
    three.hear(base);
    const edited = three.write(set('sex', '男'));
    two.hear(edited);
    const [a, b] = [one.write(set('deleted', true)), two.write(set('deleted', true))];
    three.hear(a, b);
    expect(isDeleted(three.show())).toBe(true);
  });
});

describe('M7 texts', () => {
  it('merges what two people write at once', () => {
    const [one, two] = [createWriter(1), createWriter(2)];
    two.hear(one.write(create({ kind: 'visit' }), text('notes', '今天走访王小明')));
    const [a, b] = [
      one.write(text('notes', '今天上午走访王小明')),
      two.write(text('notes', '今天走访王小明家'))
    ];
    one.hear(b);
    two.hear(a);
    expect(one.show().texts.get('notes')).toBe('今天上午走访王小明家');
    expect(two.show()).toEqual(one.show());
  });
});

describe('M8 history', () => {
  it('tells what each step changed', () => {
    const [one, two] = [createWriter(1, 5_000), createWriter(2, 1_000)];
    const base = one.write(create({ name: '王小明' }));
    two.hear(base);
    const [a, b] = [
      one.write(set('name', '甲')),
      two.write(set('name', '乙'), text('notes', '记'))
    ];
    const steps = [base, a, b].map((update, meta) => ({ update: update as Uint8Array, meta }));
    const told = [...historyOf(recordId, steps)];
    expect(told.map(({ meta }) => meta)).toEqual([0, 1, 2]);
    expect(told[0]?.changes).toEqual([
      { type: 'field', key: 'name', before: undefined, after: '王小明', others: [] }
    ]);
    expect(told[1]?.changes).toEqual([
      { type: 'field', key: 'name', before: '王小明', after: '甲', others: [] }
    ]);
    expect(told[2]?.changes).toEqual([
      {
        type: 'field',
        key: 'name',
        before: '甲',
        after: '甲',
        others: [{ value: '乙', slot: two.slot }]
      },
      { type: 'text', key: 'notes', before: '', after: '记' }
    ]);
  });
});
