/** Regulation 制度 (DOMAIN D2, S0-14, S1-26): a rule of the community's own work, switched on and off. */
import { regulationStatuses } from '../code-lists/regulation-status';
import { regulationTopics } from '../code-lists/regulation-topic';
import { codeField } from '../field-types';
import { materialFields } from '../library/material-fields';
import { defineRecord, type RowOf, type ValuesOf } from '../record';

const section = '制度';
const own = { section, class: 'P' } as const;

export const regulationRecord = defineRecord({
  kind: 'regulation',
  label: '制度',
  version: 1,
  stream: 'records',
  fields: {
    ...materialFields(section),
    topic: codeField({ ...own, label: '类别', list: regulationTopics }),
    status: codeField({ ...own, label: '状态', list: regulationStatuses })
  },
  title: (values) => values.title ?? '（未填标题）',
  dateOf: (values) => values.on
});

export type RegulationValues = ValuesOf<typeof regulationRecord>;
export type RegulationRow = RowOf<typeof regulationRecord>;
