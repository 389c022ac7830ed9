/** Worker 工作人员 (DOMAIN D2, S2-05): who visits, liaises and signs. */
import { workerTypes } from '../code-lists/worker-type';
import {
  codeField,
  internalField,
  partialDateField,
  phonesField,
  refField,
  textField
} from '../field-types';
import { defineRecord, type RowOf, type ValuesOf } from '../record';

const section = '工作人员';

export const workerRecord = defineRecord({
  kind: 'worker',
  label: '工作人员',
  version: 1,
  stream: 'records',
  fields: {
    name: textField({ label: '姓名', maxLength: 40, words: 'work', required: true, section }),
    pinyinKey: internalField<string>({
      label: '姓名拼音',
      section,
      check: (value): value is string => typeof value === 'string'
    }),
    type: codeField({ label: '类别', list: workerTypes, section }),
    duty: textField({ label: '职责', maxLength: 60, words: 'work', section }),
    mobile: phonesField({ label: '联系电话', section }),
    orgNode: refField({ label: '所在组织', kind: 'orgNode', section }),
    from: partialDateField({ label: '任期起', section }),
    until: partialDateField({ label: '任期止', section }),
    handoverTo: refField({ label: '交接给', kind: 'worker', section })
  },
  title: (values) => values.name ?? '（未填姓名）'
});

export type WorkerValues = ValuesOf<typeof workerRecord>;
export type WorkerRow = RowOf<typeof workerRecord>;
