// @ts-nocheck -- makes fixtures by hand; the importer’s tests judge what it writes.
/** H2 of the domain reference: 走访慰问登记表 as a community wrote it. All people are made up. */

const day = (iso) => ({ date: Math.round(Date.parse(iso) / 86_400_000) + 25_569 });

/** Title lines, section lines, dates and money in every form, two problems in one cell, empty columns at the end. */
export function createH2() {
  const blank = [null, null];
  const entry = (...cells) => [...cells, ...blank];
  return {
    name: '走访慰问登记表',
    rows: [
      ['和平里社区2026年走访慰问登记表'],
      ['填报单位（盖章）：和平里社区  填表人：李四'],
      entry(
        '序号',
        '走访时间',
        '走访对象',
        '楼栋',
        '联系电话',
        '走访人',
        '慰问金（元）',
        '慰问品',
        '健康状况',
        '反映问题',
        '处理情况'
      ),
      ['一、春节慰问'],
      entry(
        1,
        day('2026-01-28'),
        '张三等12户',
        null,
        null,
        '书记 王某、李四,赵六',
        6000,
        '米12袋、油12桶',
        null,
        null,
        null
      ),
      entry(
        2,
        '1月28日',
        '李秀兰',
        '和平里3号楼',
        '15400000001',
        '李四',
        '500元',
        null,
        '高血压',
        '1.医保 2.楼道灯',
        '已办'
      ),
      entry(3, '同上', '周国强', null, null, '〃', '¥500.00', null, null, null, null),
      entry(
        4,
        '〃',
        '王五(已故)家属',
        null,
        null,
        '李四',
        '伍佰元',
        null,
        null,
        '低保申请',
        '正在办'
      ),
      entry(
        5,
        '2026.1.28-2.3',
        '全体台属(14人)',
        null,
        null,
        '王某',
        '500元+米油',
        null,
        null,
        null,
        null
      ),
      entry(
        6,
        '春节前',
        '陈美玲',
        null,
        '15400000003',
        '赵六',
        null,
        '米1袋、油1桶',
        null,
        '子女入学',
        '√'
      ),
      entry(
        7,
        '腊月二十三',
        '欧阳 小红',
        '和平里5号楼',
        null,
        '李四',
        '价值约300元',
        '米油',
        null,
        null,
        null
      ),
      entry(
        8,
        '2026-02-10 14:30',
        '买买提·艾力',
        null,
        null,
        '李四、赵六',
        300,
        null,
        null,
        '1、电梯坏了\n2、小区停车难，“找车位”',
        null
      ),
      ['二、中秋慰问'],
      entry(
        1,
        '9月20日',
        '李秀兰',
        '和平里3号楼',
        '15400000001',
        '李四',
        '200元',
        '月饼1盒',
        null,
        '楼道灯',
        '已联系电力公司'
      ),
      entry(
        2,
        '2026年9月21日',
        '周国强',
        null,
        null,
        '李四',
        '米1袋、油1桶',
        null,
        null,
        null,
        null
      ),
      entry(
        3,
        day('2026-09-22'),
        '张伟、李娜',
        null,
        null,
        '赵六',
        '1,000',
        null,
        null,
        null,
        null
      ),
      entry('合计', null, null, null, null, null, '9500', null, null, null, null),
      [null],
      ['审核人：王某  填表人：李四']
    ],
    merges: [
      [0, 0, 0, 12],
      [3, 3, 0, 12],
      [12, 12, 0, 12]
    ]
  };
}
