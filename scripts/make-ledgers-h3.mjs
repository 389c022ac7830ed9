// @ts-nocheck -- makes fixtures by hand; the importer’s tests judge what it writes.
/** H3 of the domain reference: 2026年统战工作台账 as a community kept it, a form for every month. All people are made up. */

const day = (iso) => ({ date: Math.round(Date.parse(iso) / 86_400_000) + 25_569 });

/** Topic, time, place, those who came, text; 应到 and 实到 stand where the form has them. */
const months = [
  [
    '迎新春座谈会',
    '1月20日下午',
    '社区会议室',
    '庄若谷、祁明远,卫长青;柏雪梅等35人(应到38人,实到35人)',
    '居民代表谈了过去一年的收获，提出三条建议。'
  ],
  [
    '新春慰问动员',
    '2月5日上午9:00-10:30',
    '一楼大厅',
    '庄若谷、柏雪梅等22人(应到25人,实到22人)',
    '分组安排节前走访，明确各组联系人。'
  ],
  [
    '学雷锋志愿服务',
    '3月5日下午',
    '和平里广场',
    '庄若谷、祁明远,卫长青;柏雪梅等35人(应到38人,实到35人)',
    '义务理发、测量血压。\n收到感谢信两封。'
  ],
  [
    '民族政策学习',
    day('2026-04-16'),
    '三楼学习室',
    '祁明远、卫长青等18人(应到20人,实到18人)',
    '学习条例，交流体会。'
  ],
  [
    '端午联谊会',
    '5月28日',
    '活动中心',
    '庄若谷、麦香兰等40人(应到40人,实到40人)',
    '包粽子、猜谜语。'
  ],
  [
    '情况通报会',
    '6月18日下午3点',
    '社区会议室',
    '卫长青、麦香兰等26人(应到30人,实到26人)',
    '通报上半年工作。'
  ],
  ['书画兴趣小组', '7月9日', '二楼书画室', '柏雪梅、麦香兰等12人(应到15人,实到12人)', '练习楷书。'],
  [
    '助学咨询宣传',
    '8月20日下午',
    '和平里广场',
    '祁明远等16人(应到16人,实到16人)',
    '解答入学政策。'
  ],
  [
    '中秋联谊会',
    '9月24日晚',
    '活动中心',
    '庄若谷、祁明远、卫长青等45人(应到50人,实到45人)',
    '赏月、朗诵。'
  ],
  [
    '敬老参观',
    '10月17日',
    '城市规划馆',
    '麦香兰、柏雪梅等20人(应到22人,实到20人)',
    '参观新城规划。'
  ],
  [
    '消防安全培训',
    '11月9日下午',
    '社区会议室',
    '卫长青等30人(应到32人,实到30人)',
    '讲解灭火器的用法。'
  ],
  [
    '民主协商会',
    '12月10日下午',
    '社区会议室',
    '麦香兰等28人(应到30人,实到28人)',
    '商量楼道照明的改造办法。'
  ]
];

function formOf([topic, time, place, people, text], index) {
  return {
    name: `${index + 1}月`,
    rows: [
      [`和平里社区统战活动登记表`],
      ['活动名称', topic, null, null, null, null],
      ['时间', time, null, '地点', place, null],
      ['参加人员', people, null, null, null, null],
      ['内容', text, null, null, null, null],
      ['照片', null, null, null, null, null],
      ['填表人：李四', null, null, '填表时间：2026.12.20', null, null]
    ],
    merges: [
      [0, 0, 0, 5],
      [1, 1, 1, 5],
      [2, 2, 1, 2],
      [2, 2, 4, 5],
      [3, 3, 1, 5],
      [4, 4, 1, 5],
      [5, 5, 1, 5]
    ],
    hasPicture: index === 2
  };
}

/** Names down, activities across; dates in real date cells, two as text; √, 请假 or nothing. */
const signIn = {
  name: '签到',
  rows: [
    ['2026年活动签到表', null, null, null, null, null, null],
    ['序号', '姓名', '迎新春座谈会', '学雷锋志愿服务', '民族政策学习', '端午联谊会', '合计'],
    [null, null, day('2026-01-20'), '3月5日', day('2026-04-16'), '5.28', null],
    [1, '庄若谷', '√', '√', null, '√', 3],
    [2, '祁明远', '√', '√', '√', '请假', 3],
    [3, '卫长青', '请假', '√', '√', null, 2],
    [4, '柏雪梅', '√', '√', null, null, 2],
    [5, '麦香兰', null, null, null, '√', 1],
    ['合计', null, 3, 4, 2, 2, null]
  ],
  merges: [
    [0, 0, 0, 6],
    [1, 2, 0, 0],
    [1, 2, 1, 1],
    [1, 2, 6, 6]
  ]
};

/** One need over two to four rows; the status is a colour; below it a pivot. */
const needs = {
  name: '诉求台账',
  rows: [
    ['和平里社区居民诉求办理台账（2026年）'],
    ['序号', '诉求人', '联系电话', '内容', '日期', '承办人', '进展', '状态'],
    [
      1,
      '庄若谷',
      '15400000011',
      '3号楼楼道灯不亮，晚上出入不便',
      day('2026-03-09'),
      '李四',
      '登记，联系物业',
      null
    ],
    [null, null, null, null, '3月12日', '李四', '物业上门查看', null],
    [null, null, null, null, '3月20日', '赵六', '已修好，本人满意', null],
    [2, '麦香兰', null, '咨询随迁子女入学怎么办手续', '2026.4.2', '李四', '登记', null],
    [null, null, null, null, '4月8日', '李四', '正在与学校联系', null],
    [3, '柏雪梅', '15400000014', '希望开一门书法课', '5月6日', '赵六', '登记', null],
    [null, null, null, null, '5月11日', '赵六', '转办文化站', null],
    [null, null, null, null, '5月30日', '赵六', '文化站答复：暑期开班', null],
    [null, null, null, null, '7月2日', '李四', '已办结', null],
    [null],
    ['行标签', '计数项:诉求人'],
    ['李四', 5],
    ['赵六', 4],
    ['总计', 9]
  ],
  merges: [
    [0, 0, 0, 7],
    ...[
      [2, 4],
      [5, 6],
      [7, 10]
    ].flatMap(([from, to]) => [0, 1, 2, 3, 7].map((column) => [from, to, column, column]))
  ],
  fills: [
    [2, 7, 'FF00B050'],
    [5, 7, 'FFFFC000'],
    [7, 7, 'FF00B050']
  ],
  freeze: 2,
  filter: 'A2:H11'
};

/** What somebody tried out: formulas with their stored value, one broken, numbers as text. */
const scratch = {
  name: 'Sheet1 (2)',
  rows: [
    ['登记人次', null],
    ['12', '35'],
    [null, null]
  ],
  formulas: [
    [0, 1, 'COUNTA(签到!B4:B8)', 5],
    [2, 0, '签到!#REF!', '#REF!']
  ],
  merges: []
};

const hidden = {
  name: '旧签到',
  isHidden: true,
  rows: [
    ['姓名', '3月1日 旧活动', '3月2日 旧活动'],
    ['藏起来', '√', '√'],
    ['藏起来的', '√', '√']
  ],
  merges: []
};

export const createH3 = () => [...months.map(formOf), signIn, needs, scratch, hidden];

/** The same kind of workbook by another hand: wide blanks in labels, two forms in a sheet, 应到 in a cell of its own. */
export const createH3Other = () => [
  {
    name: '一季度',
    rows: [
      ['映山社区统战活动记录'],
      ['2026年度'],
      ['活　动　名　称', null, '植树节志愿服务', null, '活动类型', '志愿服务'],
      ['时　间', null, '3月12日（星期四）上午', null, '地　点', '映山公园'],
      ['应　到', null, 12, null, '实　到', '10人'],
      ['参 会 人 员', null, '云知秋 项北辰、各楼栋代表', null, '主持人', '主任 钟某'],
      ['活 动 内 容'],
      ['栽树二十棵，认养花坛三处。'],
      [null],
      ['活　动　名　称', null, '侨法宣传咨询会', null, '活动类型', '宣传'],
      ['时　间', null, '2026/3/26 14:00', null, '地　点', '社区门口'],
      ['应　到', null, null, null, '实　到', '约30人'],
      ['参 会 人 员', null, '应到：40人  实到：31人', null, '主持人', null],
      ['活 动 内 容'],
      ['发放侨法读本。']
    ],
    merges: [
      [0, 0, 0, 5],
      [1, 1, 0, 5],
      ...[2, 3, 4, 5, 9, 10, 11, 12].flatMap((row) => [
        [row, row, 0, 1],
        [row, row, 2, 3]
      ]),
      [6, 6, 0, 5],
      [7, 7, 0, 5],
      [13, 13, 0, 5],
      [14, 14, 0, 5]
    ]
  },
  {
    name: '参加情况',
    rows: [
      ['映山社区2026年一季度参加情况'],
      ['姓　名', '电话', '植树节志愿服务（3月12日）', '侨法宣传 3.26', '备注'],
      ['云知秋', '15400000021', '到', '到', null],
      ['项北辰', '15400000022', '到', '假', null],
      ['任归帆', null, '×', '到', '新搬来'],
      ['车一舟', null, '代签', null, null]
    ],
    merges: [[0, 0, 0, 4]]
  },
  {
    name: '居民诉求',
    rows: [
      ['映山社区居民诉求登记（2026年）'],
      ['编号', '姓　名', '诉求内容', '受理时间', '责任人', '办理情况'],
      [
        '1',
        '云知秋',
        '门前台阶破损',
        '2026.3.2',
        '钟某',
        '1. 3月2日 登记\n2. 3月5日 钟某：现场查看\n3. 3月15日 已修复'
      ],
      [
        '2',
        '项北辰',
        '想学普通话',
        '3月18日',
        '钟某',
        '① 3月18日登记；② 3月25日联系夜校，正在等答复'
      ],
      ['3', '任归帆', '咨询医保转移', '3月20日', '钟某', '已办']
    ],
    merges: [[0, 0, 0, 5]]
  }
];
