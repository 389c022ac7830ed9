/** Saved lists hold conditions that the list itself would take, and no one's name (issue 4; DOMAIN B). */
import { describe, expect, it } from 'vitest';
import { filterToParams } from '../../../src/lib/domain/filter-params';
import type { PersonFilter } from '../../../src/lib/domain/filters';
import { filterOf, savedListRecord, storedFilter } from '../../../src/lib/domain/saved-list/record';
import { namingKinds, workKinds } from '../../../src/lib/domain/registry';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import { createTestSession, valueOf } from '../../factories/session';

const building = '0123456789abcdef0123456789abcdef' as RecordId;
const elderly: PersonFilter = { ageBands: ['60-69'], codes: { status: ['active'] } };
const { filter } = savedListRecord.fields;

describe('存下的名单', () => {
  it('a filter comes back as it was kept', () => {
    expect(filterToParams(filterOf({ filter: storedFilter(elderly) })).toString()).toBe(
      storedFilter(elderly)
    );
  });

  it('B: categories of 04 and 05 beside a building are no value, whoever sends them', () => {
    const sensitive = storedFilter({ categories: ['U12:04'] });
    const place = storedFilter({ buildings: [building] });
    expect([sensitive, place].map((text) => filter.parse(text).ok)).toEqual([true, true]);
    expect(filter.parse(`${sensitive}&${place}`).ok).toBe(false);
    expect([filter.parse('x'.repeat(5000)).ok, filter.parse(7).ok]).toEqual([false, false]);
  });

  it('B: a name that would sort people by what is excluded is refused', () => {
    // A list is a label on everyone in it: what may be said in a conversation is refused here.
    for (const name of ['重点人员', '上访名单', '楼里信众', '可靠骨干', '癌症', '丧偶', 'A类']) {
      expect(savedListRecord.fields.name.parse(name).ok, name).toBe(false);
    }
    for (const name of ['中秋慰问', '60岁以上女性', '三号楼', '党外知识分子']) {
      expect(savedListRecord.fields.name.parse(name).ok, name).toBe(true);
    }
  });

  it('it is a setting that names nobody: in no bin, no timeline, no erasure', () => {
    expect(workKinds).not.toContain('savedList');
    expect(namingKinds).not.toContain('savedList');
  });

  it('is saved for all, listed, removed and taken back', async () => {
    const { commands, queries } = await createTestSession();
    const values = { name: '重阳节走访', filter: storedFilter(elderly) };
    const { id } = unwrap(await commands.save('savedList', undefined, values));
    const names = () => valueOf(queries.rows('savedList')).map((row) => row.values);
    expect(names()).toMatchObject([values]);
    const removed = unwrap(await commands.remove('savedList', [id]));
    expect(names()).toEqual([]);
    unwrap(await commands.undo(removed));
    expect(names()).toMatchObject([values]);
  });
});
