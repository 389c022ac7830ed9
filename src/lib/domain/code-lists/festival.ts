/**
 * Festivals on which a person may wish to be greeted (DOMAIN J calendar). A festival only reaches people who
 * chose it; nothing is concluded from ethnicity, and a choice is never turned into a statement on belief (B-8).
 */
import { createCodeList } from '../code-list';

export const festivals = createCodeList(
  'festival',
  'DOMAIN J',
  [
    { code: 'newYear', label: '元旦' },
    { code: 'spring', label: '春节', aliases: ['过年', '新春', '大年'] },
    { code: 'lantern', label: '元宵节', aliases: ['元宵'] },
    { code: 'qingming', label: '清明节', aliases: ['清明'] },
    { code: 'labour', label: '劳动节', aliases: ['五一', '五一劳动节'] },
    { code: 'dragonBoat', label: '端午节', aliases: ['端午'] },
    { code: 'july1', label: '七一' },
    { code: 'midAutumn', label: '中秋节', aliases: ['中秋'] },
    { code: 'national', label: '国庆节', aliases: ['国庆', '十一'] },
    { code: 'doubleNinth', label: '重阳节', aliases: ['重阳'] },
    { code: 'winterSolstice', label: '冬至', aliases: ['冬至节'] },
    { code: 'laba', label: '腊八节', aliases: ['腊八'] },
    {
      code: 'littleNewYearNorth',
      label: '小年（北方，腊月廿三）',
      aliases: ['北方小年', '腊月二十三']
    },
    {
      code: 'littleNewYearSouth',
      label: '小年（南方，腊月廿四）',
      aliases: ['南方小年', '腊月二十四']
    },
    { code: 'buddha', label: '佛诞节', aliases: ['佛诞', '浴佛节'] },
    { code: 'ullambana', label: '盂兰盆节', aliases: ['盂兰盆', '中元节'] },
    { code: 'fitr', label: '开斋节', aliases: ['肉孜节'] },
    { code: 'adha', label: '古尔邦节', aliases: ['宰牲节'] },
    { code: 'christmas', label: '圣诞节', aliases: ['圣诞'] },
    { code: 'birthday', label: '生日' }
  ],
  // North and south keep it a day apart.
  { 小年: ['littleNewYearNorth', 'littleNewYearSouth'] }
);
