/** WorkLog 统战工作情况记录 (DOMAIN D2; S3-03): what the office did, with the records it grew from. */
import { dateField, refsField, textField } from '../field-types';
import { importMarks } from '../import-marks';
import { defineRecord } from '../record';

const own = { section: '工作情况', class: 'P' } as const;

export const workLogRecord = defineRecord({
  kind: 'workLog',
  label: '工作情况',
  version: 1,
  stream: 'records',
  opensLater: true,
  fields: {
    on: dateField({ ...own, label: '日期', required: true, importHeaders: ['日期', '时间'] }),
    subject: textField({
      ...own,
      label: '事项',
      maxLength: 500,
      multiline: true,
      words: 'work',
      required: true,
      importHeaders: ['工作事项', '事项', '工作内容']
    }),
    workers: refsField({ ...own, label: '经办人', kind: 'worker', importHeaders: ['经办人'] }),
    activities: refsField({ ...own, label: '来自活动', kind: 'activity' }),
    visits: refsField({ ...own, label: '来自走访', kind: 'visit' }),
    ...importMarks('工作情况')
  },
  title: (values) => `工作情况 ${values.on ?? ''}`.trim(),
  book: '统战工作情况记录册',
  summary: ['subject'],
  dateOf: (values) => values.on
});
