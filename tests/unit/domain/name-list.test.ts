/** A pasted list of names, and one visit for each household (issue 4 "Fast and at scale"). */
import { describe, expect, it } from 'vitest';
import type { GatedPerson } from '../../../src/lib/domain/consent/gate';
import { matchNames, readNameList } from '../../../src/lib/domain/name-list';
import { visitsOfBatch } from '../../../src/lib/domain/visit/batch';
import { idOf } from '../../factories/domain-rows';

const building = idOf(900);
const placeName = (id: string): string | undefined => (id === building ? '和平里3号楼' : undefined);

const person = (number: number, name: string, rest: object = {}): GatedPerson =>
  ({ id: idOf(number), values: { name, ...rest } }) as unknown as GatedPerson;

const people = [
  person(1, '曾晓峰'),
  person(2, '周国强', { mobile: [{ number: '15400000002' }] }),
  person(3, '周国强', { building }),
  person(4, '买买提·艾力'),
  person(5, '李秀兰', { mobile: [{ number: '15400000005' }] })
];

const matched = (text: string) =>
  matchNames(readNameList(text), people, placeName).map((match) => [
    match.listed.name,
    match.type === 'one' ? match.person : match.type
  ]);

describe('names of a pasted list', () => {
  it('one line a person, names in a row, rows of a table, numbered lines', () => {
    const names = (text: string) => readNameList(text).map(({ name }) => name);
    expect(names('曾晓峰\n李秀兰')).toEqual(['曾晓峰', '李秀兰']);
    expect(names('曾晓峰、李秀兰，买买提·艾力')).toEqual(['曾晓峰', '李秀兰', '买买提·艾力']);
    expect(names('姓名\t电话\n1\t曾晓峰\t15400000001\n2\t李秀兰\t')).toEqual(['曾晓峰', '李秀兰']);
    expect(names('1、曾　晓峰\n2. 李秀兰')).toEqual(['曾晓峰', '李秀兰']);
    expect(names('曾晓峰 15400000001')).toEqual(['曾晓峰']);
    expect(names('\n \n')).toEqual([]);
  });

  it('a name that only one person has is that person; the same name asks', () => {
    expect(matched('曾晓峰\n周国强\n赵无此人')).toEqual([
      ['曾晓峰', idOf(1)],
      ['周国强', 'several'],
      ['赵无此人', 'none']
    ]);
  });

  it('telephone or building beside the name says which of them', () => {
    expect(matched('周国强\t15400000002')).toEqual([['周国强', idOf(2)]]);
    expect(matched('周国强\t和平里3号楼501')).toEqual([['周国强', idOf(3)]]);
  });

  it('another telephone number than the one on record asks', () => {
    expect(matched('李秀兰\t15400000099')).toEqual([['李秀兰', 'several']]);
  });

  it('words that are no name are told, not dropped', () => {
    expect(matchNames(readNameList('曾晓峰等12户'), people, placeName)[0]?.type).not.toBe('one');
  });
});

describe('visits of a batch', () => {
  it('people of one household are visited once, everybody else by themselves, nobody twice', () => {
    const homes = [
      { id: idOf(50), members: [idOf(1), idOf(3)] },
      { id: idOf(51), members: [idOf(3), idOf(9)] }
    ];
    const chosen = [idOf(2), idOf(1), idOf(3), idOf(2)];
    expect(visitsOfBatch(chosen, homes)).toEqual([[idOf(2)], [idOf(1), idOf(3)]]);
    expect(visitsOfBatch([], homes)).toEqual([]);
  });
});
