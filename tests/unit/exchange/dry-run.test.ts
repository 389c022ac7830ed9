import { describe, expect, it } from 'vitest';
import { dryRun, importKeysOf } from '../../../src/lib/exchange/ledger/dry-run';
import type {
  DryRun,
  EarlierImport,
  ExistingOrgNode,
  ExistingPerson
} from '../../../src/lib/exchange/ledger/dry-run-types';
import { proposeChanges } from '../../../src/lib/exchange/ledger/propose-changes';
import { createReport, reportToTable } from '../../../src/lib/exchange/ledger/report';
import type { ParsedRow } from '../../../src/lib/exchange/ledger/types';
import type { Json } from '../../../src/lib/kernel/json';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { readSheets, understand } from './ledger-helpers';

type Values = Readonly<Record<string, Json>>;

/** A stand-in for the keyed hash: the same key has the same id. */
function idOf(key: string): RecordId {
  let a = 0x811c9dc5;
  let b = 0x1234567;
  for (let i = 0; i < key.length; i++) {
    a = Math.imul(a ^ key.charCodeAt(i), 0x01000193);
    b = Math.imul(b + key.charCodeAt(i), 0x85ebca6b) ^ (b >>> 13);
  }
  const hex = (n: number): string => (n >>> 0).toString(16).padStart(8, '0');
  return (hex(a) + hex(b) + hex(a ^ b) + hex(Math.imul(a, b))) as RecordId;
}

interface World {
  readonly people?: readonly ExistingPerson[];
  readonly orgNodes?: readonly ExistingOrgNode[];
  readonly earlier?: EarlierImport;
  readonly digest?: string;
}

function run(rows: readonly ParsedRow[], world: World = {}): DryRun {
  const digestOf = (): string => world.digest ?? 'd1';
  const ids = new Map(importKeysOf(rows, digestOf).map((key) => [key, idOf(key)]));
  const { people = [], orgNodes = [], earlier } = world;
  return dryRun({ rows, digestOf, ids, people, orgNodes, ...(earlier ? { earlier } : {}) });
}

/** The workbook after the proposed changes of a run. */
function commit(done: DryRun, world: World = {}): Required<Pick<World, 'people' | 'orgNodes'>> {
  const people = new Map((world.people ?? []).map((person) => [person.id, person]));
  const orgNodes = [...(world.orgNodes ?? [])];
  for (const { type, kind, id, values } of proposeChanges(done)) {
    if (kind === 'orgNode') {
      const { level, name, parent } = values as {
        level: 'community';
        name: string;
        parent?: RecordId;
      };
      orgNodes.push({ id, level, name, ...(parent ? { parentId: parent } : {}) });
    } else {
      expect(type === 'create').toBe(!people.has(id));
      people.set(id, { id, isHidden: false, values: { ...people.get(id)?.values, ...values } });
    }
  }
  return { people: [...people.values()], orgNodes };
}

const row = (number: number, values: Values, org: ParsedRow['org'] = {}): ParsedRow => ({
  rowKey: `表/${number}`,
  sheetKey: '0/0',
  row: number,
  values,
  org,
  inferred: []
});

const person = (id: string, values: Values, isHidden = false): ExistingPerson => ({
  id: idOf(id),
  isHidden,
  values
});

const types = (done: DryRun): string[] => done.items.map((item) => item.type);
const phone = (number: string): Json => [{ number }];

async function h1Rows(): Promise<readonly ParsedRow[]> {
  const [sheet] = await readSheets('h1-统战对象花名册.xls');
  if (!sheet) throw new Error('no sheet');
  return understand(sheet, { cells: [{ id: '8:2', choice: 0 }] }).parsed.rows;
}

describe('import is repeatable (I11)', () => {
  it('H1 gives 24 new people and one community; the same file again gives 24 same and no change', async () => {
    const rows = await h1Rows();
    const first = run(rows);
    expect(types(first)).toEqual(Array<string>(24).fill('new'));
    expect(first.orgProposals.map(({ level, name }) => [level, name])).toEqual([
      ['community', '和平里社区']
    ]);
    const world = commit(first);
    expect(world.people).toHaveLength(24);
    const again = run(rows, world);
    expect(types(again)).toEqual(Array<string>(24).fill('same'));
    expect(again.orgProposals).toEqual([]);
    expect(proposeChanges(again)).toEqual([]);
  });

  it('the same list in another file finds everybody it can tell apart and creates nobody', async () => {
    const rows = await h1Rows();
    const world = commit(run(rows));
    const other = run(rows, { ...world, digest: 'd2' });
    expect(types(other).filter((type) => type === 'new')).toEqual([]);
    expect(types(other).filter((type) => type === 'same').length).toBeGreaterThanOrEqual(22);
    expect(proposeChanges(other)).toEqual([]);
  });

  it('two devices propose the same ids', async () => {
    const rows = await h1Rows();
    expect(proposeChanges(run(rows))).toEqual(proposeChanges(run(rows)));
  });
});

describe('identity (issue 2, DOMAIN G)', () => {
  const base = { name: '张三', birth: '1968-05' };

  it('the id number wins, old and new form alike', () => {
    const people = [person('p', { name: '张三丰', idNo: '990101196805120017' })];
    const old = '990101680512001';
    const done = run([row(2, { name: '张三', idNo: old })], { people });
    expect(done.items[0]).toMatchObject({ type: 'changed', by: 'id-number', id: idOf('p') });
  });

  it('name and telephone; a contradicting birth month makes it a question', () => {
    const people = [person('p', { ...base, mobile: phone('15400000001') })];
    const same = run([row(2, { name: '张三', mobile: phone('15400000001') })], { people });
    expect(same.items[0]).toMatchObject({ type: 'same', by: 'name-phone' });
    const other = { name: '张三', birth: '1999-01', mobile: phone('15400000001') };
    expect(types(run([row(2, other)], { people }))).toEqual(['probably-same']);
  });

  it('name, birth month and building', () => {
    const orgNodes: ExistingOrgNode[] = [{ id: idOf('b'), level: 'building', name: '3号楼' }];
    const people = [person('p', { ...base, building: idOf('b') })];
    const done = run([row(2, base, { building: '3 幢' })], { people, orgNodes });
    expect(done.items[0]).toMatchObject({ type: 'same', by: 'name-birth-building' });
  });

  it('a name alone never makes two people one', () => {
    const people = [person('p', { name: '张三' })];
    const done = run([row(2, { name: '张三', sex: '1' })], { people });
    expect(types(done)).toEqual(['probably-same']);
    expect(proposeChanges(done)).toEqual([]);
    const [item] = done.items;
    if (item?.type !== 'probably-same') throw new Error('expected a question');
    expect(proposeChanges(done, { same: [{ rowKey: '表/2', is: 'new' }] })).toMatchObject([
      { type: 'create', values: { name: '张三' } }
    ]);
    expect(proposeChanges(done, { same: [{ rowKey: '表/2', is: idOf('p') }] })).toEqual([
      { type: 'set', kind: 'person', id: idOf('p'), values: { sex: '1' } }
    ]);
  });

  it('two people of one name with different birth months are both new; a doubled row is a question', () => {
    const a = row(2, { name: '李娜', birth: '1975-03' });
    const b = row(3, { name: '李娜', birth: '1981-11' });
    expect(types(run([a, b]))).toEqual(['new', 'new']);
    const twice = [
      row(2, { name: '李娜', mobile: phone('15400000001') }),
      row(3, { name: '李娜', mobile: phone('15400000001') })
    ];
    const done = run(twice);
    expect(types(done)).toEqual(['new', 'probably-same']);
    expect(done.items[1]).toMatchObject({ candidates: [{ sameAsRow: '表/2' }] });
  });

  it('somebody withdrawn or in the 回收站 is never brought back (I14)', () => {
    const people = [person('p', { name: '张三', mobile: phone('15400000001') }, true)];
    const done = run([row(2, { name: '张三', mobile: phone('15400000001') })], { people });
    expect(types(done)).toEqual(['blocked']);
    expect(proposeChanges(done)).toEqual([]);
  });
});

describe('changed, per field', () => {
  const mobile = phone('15400000001');
  const p = idOf('p');
  const here = (values: Values): ExistingPerson => person('p', { name: '张三', mobile, ...values });
  const earlier = (values: Values): EarlierImport => ({
    people: [{ id: p, values: { name: '张三', mobile, ...values } }]
  });
  const ledger = (values: Values): ParsedRow[] => [row(2, { name: '张三', mobile, ...values })];

  it('takes a new value where the file changed and nobody edited it here', () => {
    const done = run(ledger({ unit: '乙厂' }), {
      people: [here({ unit: '甲厂' })],
      earlier: earlier({ unit: '甲厂' })
    });
    expect(proposeChanges(done)).toEqual([
      { type: 'set', kind: 'person', id: p, values: { unit: '乙厂' } }
    ]);
  });

  it('never overwrites a value edited here unless ticked', () => {
    const done = run(ledger({ unit: '丙厂' }), {
      people: [here({ unit: '乙厂' })],
      earlier: earlier({ unit: '甲厂' })
    });
    expect(done.items[0]).toMatchObject({
      differences: [{ field: 'unit', before: '乙厂', after: '丙厂', hold: 'edited-here' }]
    });
    expect(proposeChanges(done)).toEqual([]);
    expect(proposeChanges(done, { overwrite: [{ id: p, field: 'unit' }] })).toMatchObject([
      { values: { unit: '丙厂' } }
    ]);
  });

  it('says nothing when the file still says what it said last time', () => {
    const done = run(ledger({ unit: '甲厂' }), {
      people: [here({ unit: '乙厂' })],
      earlier: earlier({ unit: '甲厂' })
    });
    expect(types(done)).toEqual(['same']);
  });

  it('fills blanks, refines dates, adds to sets, takes nothing away', () => {
    const people = [here({ birth: '1968', categories: [{ scheme: 'U12', code: '10' }] })];
    const values = { birth: '1968-05', sex: '1', categories: [{ scheme: 'U12', code: '03' }] };
    const done = run(ledger(values), { people, earlier: earlier({ birth: '1968' }) });
    expect(proposeChanges(done)).toMatchObject([
      {
        values: {
          birth: '1968-05',
          sex: '1',
          categories: [
            { scheme: 'U12', code: '10' },
            { scheme: 'U12', code: '03' }
          ]
        }
      }
    ]);
    const precise = run(ledger({ birth: '1968-05' }), { people: [here({ birth: '1968-05-12' })] });
    expect(types(precise)).toEqual(['same']);
  });

  it('a category of a merged cell or title is held back from a known person, one of the row is not (I12)', () => {
    const people = [here({})];
    const categories = [{ scheme: 'U12', code: '10' }];
    const inferred = run(
      [{ ...row(2, { name: '张三', mobile, categories }), inferred: ['categories'] }],
      {
        people
      }
    );
    expect(inferred.items[0]).toMatchObject({
      differences: [{ field: 'categories', hold: 'not-in-row' }]
    });
    expect(proposeChanges(inferred)).toEqual([]);
    expect(proposeChanges(inferred, { overwrite: [{ id: p, field: 'categories' }] })).toHaveLength(
      1
    );
    expect(proposeChanges(run(ledger({ categories }), { people }))).toHaveLength(1);
  });

  it('shows what merging two rows of the file would change, and takes only what is not held', () => {
    const first = { name: '李娜', mobile, unit: '甲厂' };
    const second = {
      name: '李娜',
      mobile,
      unit: '乙厂',
      sex: '2',
      categories: [{ scheme: 'U12', code: '04' }]
    };
    const done = run([row(2, first), { ...row(3, second), inferred: ['categories'] }]);
    const [, item] = done.items;
    if (item?.type !== 'probably-same') throw new Error('expected a question');
    expect(item.candidates[0]?.differences.map(({ field, hold }) => [field, hold])).toEqual([
      ['unit', 'earlier-row'],
      ['sex', undefined],
      ['categories', 'not-in-row']
    ]);
    const is = item.candidates[0]?.id ?? idOf('none');
    const same = [{ rowKey: '表/3', is }];
    const made = { name: '李娜', unit: '甲厂', sex: '2' };
    expect(proposeChanges(done, { same })).toMatchObject([{ type: 'create', values: made }]);
    expect(proposeChanges(done, { same })[0]?.values).not.toHaveProperty('categories');
    const keep = [{ id: is, field: 'sex' }];
    expect(proposeChanges(done, { same, keep })[0]?.values).not.toHaveProperty('sex');
  });

  it('lists who is gone from the file and changes nothing about them', () => {
    const people = [here({}), person('q', { name: '李四', mobile: phone('15400000002') })];
    const before: EarlierImport = {
      people: people.map(({ id, values }) => ({ id, values }))
    };
    const done = run(ledger({}), { people, earlier: before });
    expect(done.items).toContainEqual({ type: 'gone', id: idOf('q') });
    expect(proposeChanges(done)).toEqual([]);
  });
});

describe('organisation nodes', () => {
  it('proposes missing grids and buildings once, below their community', () => {
    const org = { community: '和平里社区', grid: '第一网格', building: '3号楼' };
    const rows = [
      row(2, { name: '张三' }, org),
      row(3, { name: '李四' }, { ...org, building: '３ 号楼' })
    ];
    const orgNodes: ExistingOrgNode[] = [{ id: idOf('c'), level: 'community', name: '和平里' }];
    const done = run(rows, { orgNodes });
    expect(done.orgProposals.map(({ level, name, parentId }) => [level, name, parentId])).toEqual([
      ['grid', '第一网格', idOf('c')],
      ['building', '3号楼', done.orgProposals[0]?.id]
    ]);
  });
});

describe('report', () => {
  it('has every finding once, counts that are their lengths (I13), and no canary (B-7)', async () => {
    const [sheet] = await readSheets('h1-统战对象花名册.xls');
    if (!sheet) throw new Error('no sheet');
    const { proposal, parsed } = understand(sheet, {}, 'h1.xls');
    const report = createReport([{ proposal, parsed }], run(parsed.rows), [
      { fileName: '坏.xls', message: '文件损坏' }
    ]);
    expect(report.counts).toMatchObject({ rows: 23, people: 23, new: 23, same: 0, gone: 0 });
    const findings = report.lines.filter(({ kind }) =>
      ['doubt', 'left-out', 'note'].includes(kind)
    );
    expect(findings).toHaveLength(parsed.findings.length);
    expect(report.counts.doubts + report.counts.leftOut + report.counts.notes).toBe(
      findings.length
    );
    expect(report.lines[0]).toMatchObject({ kind: 'file', fileName: '坏.xls' });
    expect(JSON.stringify(reportToTable(report))).not.toContain('金丝雀');
  });
});
