/** The words that every paper leaving the house carries: who, when, for what, and who answers for it (S1-37). */
import type { SignOff, TableMarks } from './table';

export const markLine = ({ who, when, purpose, audience }: TableMarks): string =>
  `${audience}　导出人：${who}　时间：${when}　用途：${purpose}`;

export const signOffLine = (signOff: SignOff): string =>
  [
    ['编制人', signOff.preparedBy],
    ['审核人', signOff.checkedBy],
    ['审批人', signOff.approvedBy],
    ['编制单位', signOff.unit],
    ['编制时间', signOff.date]
  ]
    .map(([label, value]) => `${label}：${value ?? '　　　　　'}`)
    .join('　　');
