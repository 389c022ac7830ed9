import { describe, expect, it } from 'vitest';
import type { CodeList } from '../../../src/lib/domain/code-list';
import { excludedHeaders, findExcludedColumn } from '../../../src/lib/domain/excluded';
import type { FieldDefinition, FieldInput } from '../../../src/lib/domain/field';
import { recordDefinitions } from '../../../src/lib/domain/registry';
import type { RecordDefinition } from '../../../src/lib/domain/record';
import { wordRules } from '../../../src/lib/domain/word-rules';

/** Names in code that would betray a field of DOMAIN B, whatever its label. */
const excludedNames =
  /ideolog|loyal|reliab|belief|religio|faith|rating|rank|score|star(?!t)|risk|color|colour|watch|petition|crimin|police|marriage|marital|income|salary|wage|photo|face|finger|gps|track|diagnos|disease|military|socialSecurity|domicile/i;
const excludedTerms =
  /思想|表现|可靠|政审|考察|培养对象|重点|风险|等级|星级|评分|评级|排名|信访|上访|稳定|稳控|前科|犯罪|矫正|吸毒|信仰|信教|法名|教派|工资|收入|婚姻|兵役|社保|病史|诊断|照片|指纹|人脸|轨迹|户籍|特殊人群/;

/** Every field of every kind as `kind.field`, with its widest type. */
const allFields = Object.entries(
  recordDefinitions as Readonly<Record<string, RecordDefinition>>
).flatMap(([kind, { fields }]) =>
  Object.entries(fields).map(([name, field]): [string, FieldDefinition] => [
    `${kind}.${name}`,
    field as FieldDefinition
  ])
);

interface Finding {
  readonly where: string;
  readonly what: string;
}

const listOf = (input: FieldInput): CodeList | undefined =>
  input.type === 'code' || input.type === 'codes'
    ? input.list
    : input.type === 'tags'
      ? input.suggestions
      : undefined;

function scan(definitions: Readonly<Record<string, RecordDefinition>>): readonly Finding[] {
  const findings: Finding[] = [];
  const look = (where: string, text: string): void => {
    if (excludedTerms.test(text)) findings.push({ where, what: text });
  };
  for (const [kind, definition] of Object.entries(definitions)) {
    look(kind, definition.label);
    for (const [name, field] of Object.entries(definition.fields)) {
      const where = `${kind}.${name}`;
      if (excludedNames.test(name)) findings.push({ where, what: name });
      look(where, field.label);
      look(where, field.section);
      for (const header of field.importHeaders) look(where, header);
      for (const { label, aliases = [] } of listOf(field.input)?.items ?? []) {
        for (const term of [label, ...aliases]) look(where, term);
      }
    }
  }
  return findings;
}

describe('DOMAIN B: what is excluded has no place in the metadata', () => {
  it('B-1…B-9: no field, label, heading, import header or code of any record kind', () => {
    expect(scan(recordDefinitions)).toEqual([]);
  });

  it('positive control: a planted field, label, header and code are each found', () => {
    const { person } = recordDefinitions;
    const { note, sex } = person.fields;
    const planted = (fields: RecordDefinition['fields']) =>
      scan({ person: { ...person, fields } as RecordDefinition }).map(({ what }) => what);
    expect(planted({ beliefs: note })).toEqual(['beliefs']);
    expect(planted({ other: { ...note, label: '思想动态' } })).toEqual(['思想动态']);
    expect(planted({ other: { ...note, importHeaders: ['婚姻状况'] } })).toEqual(['婚姻状况']);
    const list = { ...sex.input, list: { items: [{ code: '1', label: '重点' }] } };
    expect(planted({ other: { ...sex, input: list as unknown as FieldInput } })).toEqual(['重点']);
  });

  it('B-9: no field holds pictures or positions', () => {
    const types = allFields.map(([, { input }]) => input.type);
    expect(types.filter((type) => /image|file|place|geo/.test(type))).toEqual([]);
    expect(types.length).toBeGreaterThan(80);
  });

  it('every free text of every kind passes the word check, technical texts apart', () => {
    const technical = new Set([
      'importBatch.fileName',
      'importBatch.digest',
      'importBatch.sheet',
      'visit.otherVisitors',
      'auditEvent.fields',
      'auditEvent.marker',
      'spaceSettings.erasedMarks'
    ]);
    const unchecked = allFields
      .filter(([, { input }]) => ['text', 'sharedText', 'tags'].includes(input.type))
      .filter(([, field]) => {
        const parsed = field.parse('思想动态');
        return parsed.ok || parsed.error.type !== 'word';
      })
      .map(([where]) => where);
    expect(new Set(unchecked)).toEqual(technical);
  });

  it('every rule of the word check names a row of DOMAIN B and compiles', () => {
    for (const { rule, pattern } of wordRules) {
      expect(rule).toMatch(/^B-\d+$/);
      expect(() => new RegExp(pattern, 'gu')).not.toThrow();
    }
  });
});

describe('B-7, G: columns that are never imported', () => {
  it.each([
    '思想动态',
    '近期动态',
    '宗教信仰',
    '法名',
    '宗教场所',
    '健康状况',
    '婚姻状况',
    '工资',
    '兵役状况',
    '特殊人群',
    '社保编号',
    '医保卡号',
    '退休金',
    '低保金',
    '政治表现',
    '现实表现',
    '信访情况',
    '户籍地址',
    '户口类别',
    '照片',
    '宗 教\n信 仰',
    '*婚姻状况(必填)',
    '是否信访重点人'
  ])('%s stays out with a reason', (header) => {
    expect(findExcludedColumn(header)?.reason).toMatch(/不/);
  });

  it.each(['姓名', '政治面貌', '宗教职务', '备注', '统战类别', '联系电话', '困难帮扶', ''])(
    '%j is not excluded',
    (header) => {
      expect(findExcludedColumn(header)).toBeUndefined();
    }
  );

  it('no import header of a field is an excluded one', () => {
    const headers = allFields.flatMap(([, { importHeaders }]) => importHeaders);
    expect(headers.filter((header) => findExcludedColumn(header))).toEqual([]);
    expect(excludedHeaders.length).toBeGreaterThan(60);
  });
});
