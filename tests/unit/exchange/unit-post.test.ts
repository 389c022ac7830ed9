import { describe, expect, it } from 'vitest';
import { isUnitAndPost, splitUnitPost } from '../../../src/lib/exchange/ledger/cells/unit-post';
import { sheetOf, understand } from './ledger-helpers';

describe('工作单位及职务 in one column (G, I12)', () => {
  it.each(['工作单位及职务', '单位及职务', '单位职务', '工作单位、职务', '工作单位 及现任职务'])(
    '%s names both',
    (header) => expect(isUnitAndPost(header)).toBe(true)
  );
  it.each(['工作单位', '职务', '单位地址'])('%s names one', (header) =>
    expect(isUnitAndPost(header)).toBe(false)
  );

  it.each([
    ['市一中 高级教师', '市一中', '高级教师', false],
    ['社区卫生中心，主任', '社区卫生中心', '主任', false],
    ['理工学院教授、系主任', '理工学院教授、系主任', undefined, false],
    ['第九十九中学副校长', '第九十九中学', '副校长', true],
    ['青禾农业科技有限公司总经理', '青禾农业科技有限公司', '总经理', true],
    ['设计院', '设计院', undefined, false],
    ['个体', '个体', undefined, false]
  ])('%s', (cell, unit, post, isGuess) => {
    expect(splitUnitPost(cell)).toEqual({ unit, ...(post ? { post } : {}), isGuess });
  });

  it('what was told by an ending is marked, what shows no post is a unit with a line', () => {
    const { parsed } = understand(
      sheetOf([
        ['姓名', '性别', '工作单位及职务'],
        ['张三', '男', '第九十九中学副校长'],
        ['李四', '女', '市一中 高级教师'],
        ['王五', '男', '设计院']
      ])
    );
    expect(parsed.rows.map(({ values }) => [values['unit'], values['post']])).toEqual([
      ['第九十九中学', '副校长'],
      ['市一中', '高级教师'],
      ['设计院', undefined]
    ]);
    expect(parsed.findings.map(({ row, severity }) => [row, severity])).toEqual([
      [2, 'doubt'],
      [4, 'note']
    ]);
  });
});
