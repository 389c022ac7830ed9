/** Help marks a person asked for (DOMAIN D1 helpTags, S1-31). C3: own consent, own scope. */
import { createCodeList } from '../code-list';

export const helpTags = createCodeList('helpTag', 'DOMAIN D1', [
  { code: 'minimumIncome', label: '低保', aliases: ['低保户'] },
  { code: 'disability', label: '残疾', aliases: ['残疾人'] },
  { code: 'livingAlone', label: '独居', aliases: ['独居老人', '孤独老人'] },
  { code: 'elderly', label: '高龄' },
  { code: 'preferential', label: '优抚', aliases: ['优抚对象'] },
  { code: 'jobSeeking', label: '求职', aliases: ['下岗职工'] },
  { code: 'hardship', label: '生活困难', aliases: ['困难户', '贫困户'] },
  { code: 'other', label: '其他', aliases: ['其它'] }
]);
