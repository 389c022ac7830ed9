// @ts-nocheck -- makes fixtures by hand; the importer’s tests judge what it writes.
/**
 * Fixture H1 `统战对象花名册` (DOMAIN H1): 23 rows, 24 people, nine women. Everybody is made up; ids have
 * unassigned area codes, mobiles an unassigned segment. 张三's id is not 990101196805120017: its old form is
 * 990101680512001, which stands in another row. 健康状况 holds canaries that must never come in.
 */
const title = '××街道和平里社区统战对象花名册(2026年)';
const meta = '填报单位(盖章):        填报人:李四        填报时间:2026.3.5';
const groups = [
  '类别',
  '基本情况',
  null,
  null,
  null,
  null,
  null,
  null,
  '工作情况',
  null,
  null,
  '联系方式',
  null,
  '身份证号',
  '健康状况',
  '备注'
];
const heads = [
  null,
  '序号',
  '姓 名',
  '性别',
  '出生\n年月',
  '名族',
  '政治面貌',
  '文化程度',
  '工作单位',
  '职务',
  '职称',
  '联系电话',
  '家庭住址',
  null,
  null,
  null
];

/** 姓名, 性别, 出生年月, 民族, 政治面貌, 文化程度, 工作单位, 职务, 职称, 联系电话, 家庭住址, 身份证号, 备注 */
const blocks = [
  {
    category: '台属、党外知识分子',
    people: [
      [
        '张　三',
        '男',
        1968.5,
        '汉',
        '群众',
        '本科',
        '第九十九中学',
        '教师',
        '高级教师',
        '154 0000 0001；0571-8888 0001转2',
        '和平里3号楼2单元501',
        "'990101196805120033",
        null
      ],
      [
        '李四妹',
        '女',
        1968.1,
        '汉族 ',
        '党员',
        '大专',
        '和平里商店',
        null,
        null,
        15400000003,
        '和平里3号楼1单元102',
        990101196805120000,
        null
      ],
      [
        '王芳(女)',
        '女',
        '1968年5月',
        '汉',
        '群众',
        '高中',
        null,
        null,
        null,
        '154-0000-0002(儿子)',
        '和平里5号楼301',
        '9901 0119 6805 1200 25',
        null
      ],
      [
        '李明/王丽',
        null,
        null,
        '汉',
        null,
        null,
        null,
        null,
        null,
        15400000004,
        '和平里5号楼402',
        null,
        null
      ],
      [
        '赵铁柱',
        '男',
        '68-05',
        '汉',
        '无',
        '初中',
        null,
        null,
        null,
        '15400000005',
        '和平里6号楼101',
        '990101680512001',
        '已故'
      ],
      [
        '周阿婆',
        '女',
        19410909,
        '汉',
        '群众',
        '小学',
        null,
        null,
        null,
        '0571-88880006',
        '和平里6号楼102',
        '990104194109090280',
        '2024年去世'
      ]
    ]
  },
  {
    category: '侨眷/新阶层',
    people: [
      [
        '陈归国',
        '男',
        '民国58年',
        '汉',
        '群众(无党派)',
        '硕士',
        '远航科技',
        '经理',
        null,
        15400000007,
        '和平里7号楼201',
        null,
        '长期在国外'
      ],
      [
        '林海峰',
        '男',
        '五八年三月',
        '汉',
        '致公党',
        '本科',
        '某律师事务所',
        '律师',
        null,
        15400000008,
        '和平里7号楼202',
        null,
        null
      ],
      [
        '黄美玉',
        '女',
        '1958.10',
        '汉',
        '群众',
        '大专',
        null,
        null,
        null,
        15400000009,
        '和平里7号楼301',
        '830000195810030023',
        null
      ],
      [
        '何港生',
        '男',
        { date: 25569 },
        '汉',
        '群众',
        '本科',
        '某咨询公司',
        '顾问',
        null,
        15400000010,
        '和平里7号楼302',
        '81000019700101001x',
        null
      ],
      [
        '欧阳 小 红',
        '女',
        '不详',
        '汉',
        '民建',
        '大专',
        null,
        null,
        null,
        15400000011,
        '和平里8号楼101',
        null,
        '搬走'
      ]
    ]
  },
  {
    category: '民主党派成员',
    people: [
      [
        '买买提·艾力',
        '男',
        24970,
        '维族',
        '九三',
        '本科',
        '某设计院',
        '工程师',
        '高级工程师',
        15400000012,
        '和平里8号楼102',
        null,
        null
      ],
      [
        '阿布都•买买提',
        '男',
        1972.6,
        '维吾尔族',
        '民盟',
        '本科',
        '某医院',
        '医生',
        '主治医师',
        15400000013,
        '和平里8号楼201',
        null,
        null
      ],
      [
        '李娜',
        '女',
        1975.3,
        '汉',
        '民进',
        '硕士',
        '某小学',
        '教师',
        '一级教师',
        15400000014,
        '和平里8号楼202',
        null,
        null
      ],
      [
        '李娜',
        '女',
        1981.11,
        '汉',
        '农工党',
        '博士',
        '某医院',
        '医生',
        '副主任医师',
        15400000015,
        '和平里9号楼101',
        null,
        null
      ],
      [
        '孙国强',
        '男',
        { date: 20155 },
        '回族',
        '党员',
        '中专',
        null,
        null,
        null,
        15400000016,
        '和平里9号楼102',
        '990102195503071231',
        null
      ],
      [
        '吴十七',
        '男',
        '1960年',
        '汉',
        '民革',
        '高中',
        null,
        null,
        null,
        15400000017,
        '和平里9号楼201',
        '99010119600101001',
        null
      ],
      null,
      [
        '郑重',
        '男',
        1963.7,
        '汉',
        '九三学社',
        '博士',
        '某大学',
        '教授',
        '教授',
        15400000018,
        '和平里9号楼202',
        '99010119630715007Ｘ',
        null
      ],
      [
        '冯小军',
        '男',
        1966.2,
        '满',
        '台盟',
        '大专',
        null,
        null,
        null,
        15400000019,
        '和平里10号楼101',
        null,
        null
      ],
      [
        '努尔．艾力',
        '男',
        1970.12,
        '维吾尔族',
        '民盟',
        '本科',
        null,
        null,
        null,
        15400000020,
        '和平里10号楼102',
        null,
        null
      ]
    ]
  },
  {
    category: '少数民族人士',
    people: [
      [
        '马兰花',
        '女',
        1988.2,
        '回',
        '群众',
        '本科',
        '某银行',
        '职员',
        null,
        15400000021,
        '和平里10号楼201',
        '990103198802290047',
        null
      ],
      [
        '金英淑',
        '女',
        1979.4,
        '朝鲜族',
        '群众',
        '大专',
        null,
        null,
        null,
        15400000022,
        '和平里10号楼202',
        null,
        null
      ],
      [
        '扎西',
        '男',
        1990.8,
        '藏族',
        '共青团员',
        '本科',
        null,
        null,
        null,
        15400000023,
        '和平里10号楼301',
        null,
        null
      ]
    ]
  }
];

export const canary = '金丝雀';

export function createH1() {
  const rows = [[title], [meta], groups, heads];
  const merges = [
    [0, 0, 0, 15],
    [1, 1, 0, 15],
    [2, 2, 1, 7],
    [2, 2, 8, 10],
    [2, 2, 11, 12]
  ];
  for (const column of [0, 13, 14, 15]) merges.push([2, 3, column, column]);
  let number = 0;
  for (const [index, { category, people }] of blocks.entries()) {
    const first = rows.length;
    let serial = 0;
    for (const person of people) {
      if (person === null) {
        rows.push([]);
        continue;
      }
      number++;
      const [name, sex, birth, nation, face, school, unit, post, rank, phone, home, id, note] =
        person;
      const head = rows.length === first ? category : null;
      rows.push([
        head,
        ++serial,
        name,
        sex,
        birth,
        nation,
        face,
        school,
        unit,
        post,
        rank,
        phone,
        home,
        id,
        `${canary}${number}`,
        note
      ]);
    }
    merges.push([first, rows.length - 1, 0, 0]);
    const count = people.filter((person) => person !== null).length;
    merges.push([rows.length, rows.length, 0, 3]);
    rows.push([`小计 ${count}人`]);
    if (index === 1) rows.push([]);
  }
  merges.push([rows.length, rows.length, 0, 3]);
  rows.push(['合计 23人(其中女9人)']);
  merges.push([rows.length, rows.length, 0, 15]);
  rows.push(['审核人:                填表人:']);
  return { name: 'Sheet1', rows, merges };
}
