/** Group 联谊组/兴趣小组 (DOMAIN D2; S3-05, S3-06, S1-17). To be named in a group of a party, belief or origin rests on the tick for identity. */
import { groupCycles } from '../code-lists/group-cycle';
import { groupThemes } from '../code-lists/group-theme';
import { groupTypes } from '../code-lists/group-type';
import { services } from '../code-lists/service';
import { codeField, codesField, refField, refsField, textField } from '../field-types';
import { defineRecord } from '../record';

/** Themes that say of a member what the tick for identity is for. */
const tellingThemes: ReadonlySet<string> = new Set(['party', 'religion', 'overseas', 'ethnic']);

const own = { section: '联谊组' } as const;
const named = { section: '联谊组', consent: 'register' } as const;

export const groupRecord = defineRecord({
  kind: 'group',
  label: '联谊组',
  version: 1,
  stream: 'records',
  fields: {
    name: textField({
      ...own,
      class: 'P',
      label: '名称',
      maxLength: 40,
      words: 'work',
      required: true,
      importHeaders: ['小组名称', '联谊组']
    }),
    type: codeField({ ...own, class: 'P', label: '类别', list: groupTypes, required: true }),
    theme: codeField({ ...own, class: 'P', label: '界别或主题', list: groupThemes }),
    convenor: refField({ ...named, label: '召集人', kind: 'person' }),
    members: refsField({ ...named, label: '成员', kind: 'person' }),
    services: codesField({ ...own, class: 'P', label: '服务内容', list: services }),
    cycle: codeField({ ...own, class: 'P', label: '活动周期', list: groupCycles })
  },
  title: (values) => values.name ?? '（未填名称）',
  book: '联谊组名册',
  summary: ['type', 'theme'],
  strictPurpose: { purpose: 'identity', isNeeded: ({ theme }) => tellingThemes.has(theme ?? '') },
  isRoster: true
});
