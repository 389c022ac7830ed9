/** OrgNode 组织网络 (DOMAIN D2 Org, S0-17, S3-13): the tree 街道 / 社区 / 网格 / 楼栋 with its liaisons and size. */
import { orgLevels } from '../code-lists/org-level';
import { codeField, countField, dateField, refField, refsField, textField } from '../field-types';
import { defineRecord, type RowOf, type ValuesOf } from '../record';

const section = '组织网络';
const own = { section, class: 'P' } as const;

export const orgNodeRecord = defineRecord({
  kind: 'orgNode',
  label: '组织网络',
  version: 1,
  stream: 'records',
  fields: {
    level: codeField({ ...own, label: '级别', list: orgLevels, required: true }),
    name: textField({ ...own, label: '名称', maxLength: 60, words: 'work', required: true }),
    parent: refField({ ...own, label: '上级', kind: 'orgNode' }),
    head: refField({ ...own, label: '负责人', kind: 'worker' }),
    liaisons: refsField({ ...own, label: '联络员', kind: 'worker' }),
    population: countField({ ...own, label: '总人口', max: 9_999_999, unit: '人' }),
    households: countField({ ...own, label: '总户数', max: 9_999_999, unit: '户' }),
    countedOn: dateField({ ...own, label: '人口户数截至' }),
    code: textField({
      ...own,
      label: '编号前缀',
      maxLength: 12,
      words: 'work',
      hint: '打印编号用，如 HPL'
    })
  },
  title: (values) => values.name ?? '（未命名）'
});

export type OrgNodeValues = ValuesOf<typeof orgNodeRecord>;
export type OrgNodeRow = RowOf<typeof orgNodeRecord>;
