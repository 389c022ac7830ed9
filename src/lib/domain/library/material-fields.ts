/**
 * What 制度 and 学习资料 have in common. Both are class P: their texts name nobody of the register, and the open
 * text is kept unsealed on the device (DESIGN 3, I9). The text itself is not a field: see storage/texts.
 */
import { countField, dateField, refField, tagsField, textField } from '../field-types';

/** Longest text of the library, in UTF-16 units. */
export const maxTextLength = 100_000;

/** Firm and generous: a plan names a year, not a number. */
const lastYear = 2200;

export const materialFields = (section: string) => {
  const own = { section, class: 'P' } as const;
  return {
    title: textField({ ...own, label: '标题', maxLength: 80, words: 'work', required: true }),
    on: dateField({ ...own, label: '日期' }),
    responsible: refField({ ...own, label: '负责人', kind: 'worker' }),
    readingYear: countField({
      ...own,
      label: '列入学习计划的年份',
      max: lastYear,
      hint: '如 2026；填了就列在这一年的学习清单里'
    }),
    ordinaryWords: tagsField({
      ...own,
      label: '与成员同名的普通词语',
      maxLength: 20,
      words: 'work'
    })
  } as const;
};
