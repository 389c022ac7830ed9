import { describe, expect, it } from 'vitest';
import { readBuilding } from '../../../src/lib/exchange/ledger/cells/building';
import { sheetOf, understand } from './ledger-helpers';

describe('buildings from addresses (S0-17)', () => {
  it.each([
    ['和平里3号楼2单元501', '和平里3号楼'],
    ['××市东城区和平街道和平里社区和平里小区12幢303室', '和平里小区12幢'],
    ['文三路12号和平里3 号楼2单元', '和平里3号楼'],
    ['3栋501', '3栋'],
    ['青禾苑A座1802', '青禾苑A座'],
    ['文三路12号', undefined],
    ['不详', undefined]
  ])('%s → %s', (address, name) => {
    expect(readBuilding(address)).toBe(name);
  });

  it('a column may be read for its buildings alone: the address itself goes nowhere (B-7)', () => {
    const { parsed } = understand(
      sheetOf([
        ['姓名', '性别', '家庭住址'],
        ['张三', '男', '和平里3号楼2单元501'],
        ['李四', '女', '文三路12号']
      ]),
      { columns: [{ index: 2, target: { type: 'building-of-address' } }] }
    );
    expect(parsed.rows.map(({ org }) => org.building)).toEqual(['和平里3号楼', undefined]);
    expect(JSON.stringify(parsed.rows)).not.toContain('501');
    expect(parsed.findings.find(({ row }) => row === 3)).toMatchObject({ severity: 'left-out' });
  });
});
