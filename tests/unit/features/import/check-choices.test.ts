import { describe, expect, it } from 'vitest';
import type { CheckDifference, CheckLine } from '../../../../src/lib/app/ledger/types';
import { decisionsOf, peopleToWrite } from '../../../../src/lib/features/import/check-choices';
import type { RecordId } from '../../../../src/lib/kernel/ids';

const id = (name: string): RecordId => name.padEnd(32, '0') as RecordId;

const difference = (
  person: string,
  field: string,
  hold?: CheckDifference['hold']
): CheckDifference => ({
  id: id(person),
  field,
  label: field,
  before: '',
  after: '新',
  ...(hold ? { hold } : {})
});

const line = (key: string, kind: CheckLine['kind'], rest: Partial<CheckLine> = {}): CheckLine => ({
  key,
  kind,
  name: key,
  detail: '',
  place: '',
  id: id(key),
  rowKey: key,
  sheetKey: '0/0',
  differences: [],
  candidates: [],
  reason: '',
  ...rest
});

const candidate = (
  name: string,
  ...differences: CheckDifference[]
): CheckLine['candidates'][number] => ({
  id: id(name),
  name,
  detail: '',
  differences
});

describe('what the button of the check says (I13)', () => {
  const lines = [
    line('a', 'new'),
    line('b', 'new'),
    line('c', 'changed', { id: id('p'), differences: [difference('p', 'unit')] }),
    line('d', 'changed', { id: id('q'), differences: [difference('q', 'unit', 'edited-here')] }),
    line('e', 'probably-same', { candidates: [candidate('r', difference('r', 'sex'))] }),
    line('f', 'probably-same', { candidates: [candidate('a', difference('a', 'sex'))] })
  ];

  it('counts new people apart from people that a merge or a change updates', () => {
    expect(peopleToWrite(lines, new Map(), new Set())).toEqual({ created: 2, updated: 1 });
    const same = new Map([
      ['e', id('r')],
      ['f', id('a')]
    ] as const);
    expect(peopleToWrite(lines, same, new Set())).toEqual({ created: 2, updated: 2 });
    const all = new Map([
      ['e', 'new'],
      ['f', 'new']
    ] as const);
    expect(peopleToWrite(lines, all, new Set())).toEqual({ created: 4, updated: 1 });
  });

  it('a tick turns a held difference on and any other one off', () => {
    const toggled = new Set([`${id('q')} unit`, `${id('p')} unit`, `${id('r')} sex`]);
    const same = new Map([['e', id('r')]]);
    expect(peopleToWrite(lines, same, toggled)).toEqual({ created: 2, updated: 1 });
    expect(decisionsOf(lines, same, toggled)).toEqual({
      same: [{ rowKey: 'e', sheetKey: '0/0', is: id('r') }],
      overwrite: [{ id: id('q'), field: 'unit' }],
      keep: [
        { id: id('p'), field: 'unit' },
        { id: id('r'), field: 'sex' }
      ]
    });
  });

  it('a row that is an earlier row which stays out is somebody new after all', () => {
    const chain = [
      line('x', 'probably-same', { candidates: [candidate('p')] }),
      line('y', 'probably-same', { candidates: [candidate('x')] })
    ];
    expect(peopleToWrite(chain, new Map([['y', id('x')]]), new Set())).toEqual({
      created: 1,
      updated: 0
    });
  });
});
