/** Education, short use of GB/T 4658 (DOMAIN F). */
import { createCodeList } from '../code-list';

export const educations = createCodeList(
  'education',
  'GB/T 4658',
  [
    { code: '11', label: '博士', aliases: ['博士研究生', '博士生'] },
    { code: '14', label: '硕士', aliases: ['硕士研究生', '硕士生'] },
    { code: '17', label: '研究生班' },
    { code: '21', label: '本科', aliases: ['大学', '大学本科', '大本', '本科生'] },
    { code: '28', label: '大学普通班', aliases: ['大普'] },
    { code: '31', label: '大专', aliases: ['专科', '大学专科', '大专生', '高职'] },
    { code: '41', label: '中专', aliases: ['中等专科', '中师'] },
    { code: '44', label: '职高', aliases: ['职业高中'] },
    { code: '47', label: '技校', aliases: ['技工学校'] },
    { code: '61', label: '高中', aliases: ['普通高中'] },
    { code: '71', label: '初中', aliases: ['初级中学'] },
    { code: '81', label: '小学' },
    { code: '90', label: '其他', aliases: ['其它', '文盲'] }
  ],
  { 研究生: ['14', '11', '17'] }
);
