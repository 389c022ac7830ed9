/** WorkTarget 目标任务 (DOMAIN D2; S0-15, S2-01, S2-20, S4-03): targets of the organisation, never of a person. */
import { planStages } from '../code-lists/plan-stage';
import { codesField, countField, partialDateField, refField, textField } from '../field-types';
import { importMarks } from '../import-marks';
import { defineRecord } from '../record';

const own = { section: '目标任务', class: 'P' } as const;

export const workTargetRecord = defineRecord({
  kind: 'workTarget',
  label: '目标任务',
  version: 1,
  stream: 'records',
  fields: {
    year: partialDateField({
      ...own,
      label: '年度',
      required: true,
      hint: '如 2026',
      importHeaders: ['年度', '年份']
    }),
    name: textField({
      ...own,
      label: '指标',
      maxLength: 80,
      words: 'work',
      required: true,
      importHeaders: ['指标', '目标任务']
    }),
    basis: textField({
      ...own,
      label: '口径',
      maxLength: 200,
      multiline: true,
      words: 'work',
      hint: '分子、分母各是什么',
      importHeaders: ['口径']
    }),
    target: countField({
      ...own,
      label: '年度目标',
      max: 1_000_000_000,
      importHeaders: ['年度目标', '目标']
    }),
    done: countField({
      ...own,
      label: '完成',
      max: 1_000_000_000,
      importHeaders: ['完成', '完成数']
    }),
    owner: refField({ ...own, label: '责任人', kind: 'worker', importHeaders: ['责任人'] }),
    stages: codesField({ ...own, label: '四同', list: planStages }),
    ...importMarks('目标任务')
  },
  title: (values) => [values.name ?? '（未填指标）', values.year].filter(Boolean).join(' '),
  book: '目标任务书',
  summary: ['name', 'done']
});
