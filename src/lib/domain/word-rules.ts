/**
 * The terms of the word check by row of DOMAIN B. `pattern` is matched on folded text (no blanks, NFKC,
 * simplified). Levels per context: a missing one means the term is ordinary there.
 * Every pattern needs a case in tests/unit/domain/word-check.test.ts, and a neighbour that stays free.
 */
export type WordLevel = 'block' | 'advice';

export interface WordRule {
  readonly rule: string;
  readonly pattern: string;
  readonly levels: Readonly<Partial<Record<'tag' | 'note' | 'person' | 'work', WordLevel>>>;
  /** Goes on after the quoted word. */
  readonly message: string;
}

const everywhere = { tag: 'block', person: 'block', work: 'block' } as const;
const aboutPeople = { tag: 'block', person: 'block', work: 'advice' } as const;
const tagsOnly = { tag: 'block', person: 'advice' } as const;
/** What stands for good beside a name says what the person is, has or thinks; in a conversation it may be a need. */
const standing = { tag: 'block', note: 'block', person: 'advice' } as const;

const views = '属于对个人思想或表现的评价，不记录；请改写本人提出的意见或需要';
const vetting = '属于考察或政审用语，不记录；可以登记本人愿意参加的活动和愿意提供的服务';
const grading = '属于对人分级分色，不使用；可以与本人约定走访频次';
const watch = '属于排查稳控用语，不记录；请按本人提出的诉求登记事项';
const police = '不属于社区联谊服务，不记录';
const special = '属于特殊人群标识，不记录；需要帮助时请登记具体的服务事项';
const belief = '涉及个人信仰，不询问也不记录；公开担任的教职可在“宗教教职”登记';
const sensitive = '属于敏感个人情况，请只写需要的服务';

/** 佛山, 道路, 微信道歉 and 诚信教育 are no belief: the patterns name their innocent neighbours. */
const believes =
  '信(?:奉|仰)(?:佛|道教|基督|天主|伊斯兰|回教|耶稣|东正)|信(?:佛(?!山)|基督|天主|伊斯兰|耶稣|道教|回教|东正教)(?!教?(?:界|协会|会))';
const hasReligion = '(?<![诚微通自相短电])信教(?!群众|育|学|程|师|室|练|授|材)';

/** 糖尿病讲座 and 心脏病专科 are work, no diagnosis. */
const ofWork =
  '(?!的?(?:防|诊|治|护理|康复|研究|专科|专家|讲座|义诊|筛查|宣传|科普|知识|病房|科|医院|协会|门诊|药|方向|领域|学|志愿|公益|关爱|日))';
const illnesses =
  '高血压|糖尿病|冠心病|心脏病|脑梗塞?|脑卒中|中风|脑出血|癌症?|肿瘤|白血病|尿毒症|乙肝|肝硬化|肺结核|抑郁症?|焦虑症|精神(?:病|分裂症?|障碍)|帕金森|痴呆|阿尔茨海默|哮喘|肾衰竭?|透析|瘫痪|偏瘫|半身不遂|艾滋病?|癫痫|残疾[一二三四1-4]级|[一二三四]级残疾|(?:智力|精神)残疾';
const amount = '[0-9一二两三四五六七八九十百千]+';

export const wordRules: readonly WordRule[] = [
  // Standing remarks (B-1, B-5, B-7, B-8): what may be said in a conversation is not kept as a mark of a person.
  {
    rule: 'B-1',
    pattern:
      '思想(?:落后|进步|积极|消极|保守|激进|偏激|开明|有问题)|觉悟[高低]|对(?:党|政府|社会|现状)[^，,。；;]{0,4}(?:不满|抱怨|牢骚)|发牢骚|政治上?(?:落后|进步|积极)|表现(?:好|差|一般|积极|落后|不好)|落后分子|靠得住',
    levels: standing,
    message: views
  },
  {
    rule: 'B-5',
    pattern:
      '坐过?牢|劳改|劳教|判过?刑|拘留|案底|犯过(?:罪|事)|犯罪(?!学|心理|预防)|吸毒|赌博(?!宣传|防|整治)|失信(?:人员|被执行)|老赖',
    levels: standing,
    message: special
  },
  {
    rule: 'B-7',
    pattern: `(?:患(?:有|上)?|(?<![获取赢])得了|查出|确诊|诊断(?:为|出))[^，,。；;、]{0,8}(?:病|症|癌|瘤|炎|结核)|(?:${illnesses})${ofWork}`,
    levels: standing,
    message: sensitive
  },
  {
    rule: 'B-7',
    pattern:
      '离异|离婚(?!律师|登记|咨询|案|诉讼|纠纷)|(?<!已)未婚|再婚|丧偶|已婚|单身(?!公寓|宿舍)|婚姻(?!家庭|登记|法|介绍|调解|咨询)|分居|同居',
    levels: standing,
    message: sensitive
  },
  {
    rule: 'B-7',
    pattern: `(?<!企业|公司|单位)[月年](?:收入|薪)|收入[^，,。；;]{0,4}(?:${amount}[元万千]|[高低]|微薄|不错)|(?:工资|退休金|养老金|低保金|存款)[^，,。；;]{0,4}${amount}|(?:负|欠)债|债务(?:缠身|较?多)|欠(?:款|钱|贷)`,
    levels: standing,
    message: sensitive
  },
  {
    rule: 'B-8',
    pattern:
      '(?:基督|天主|伊斯兰|佛|道)教?徒|穆斯林|信主(?!任)|信(?:上帝|真主|菩萨|神)|做礼拜|守斋|封斋|念佛|吃斋|(?:基督|天主|佛|道|伊斯兰|回)教(?!界|协会|会|堂|授|育|职|师|务|工|学|团体|活动|爱国|两会|青年会|三自|文化|研究)|无神论',
    levels: standing,
    message: belief
  },
  // B-1 views, loyalty, reliability
  {
    rule: 'B-1',
    pattern:
      '思想(?:动态|状况|波动|倾向|表现|动向|汇报|不稳|可靠)|政治(?:表现|倾向|态度|可靠|觉悟|面目)|现实表现',
    levels: everywhere,
    message: views
  },
  {
    rule: 'B-1',
    pattern: '立场(?:坚定|动摇|不稳)|忠诚度|靠不住|态度(?:敌对|抵触)|政治(?:立场|素质)',
    levels: aboutPeople,
    message: views
  },
  { rule: 'B-1', pattern: '可靠|忠诚|落后分子|觉悟[高低]', levels: tagsOnly, message: views },
  // B-2 vetting
  {
    rule: 'B-2',
    pattern: '政审|政治审查|考察(?:培养)?对象|培养考察|考察培养|培养对象|跟踪(?:了解|考察|培养)',
    levels: everywhere,
    message: vetting
  },
  { rule: 'B-2', pattern: '后备人选|推荐提拔', levels: tagsOnly, message: vetting },
  // B-3 colours, stars, risk and importance of people
  {
    rule: 'B-3',
    pattern:
      '(?:重点|关注|稳控|管控|帮教|监控)人员|重点(?:关注)?对象|高危人员|危险分子|[高中低]风险(?:人员|对象|户)',
    levels: everywhere,
    message: grading
  },
  {
    rule: 'B-3',
    pattern: '重点人(?![才大民数气力员])|风险(?:等级|分级|评级)',
    levels: aboutPeople,
    message: grading
  },
  {
    rule: 'B-3',
    pattern:
      '[红黄绿橙蓝]色(?:预警|等级|人员|标[记识签]|户)|[红黄绿橙]码|三色(?:管理|分类)|[一二三四五1-5A-E](?:类|级|星级?)(?:人员|对象)|(?:人员|对象|居民)(?:分级|评级|星级)',
    levels: aboutPeople,
    message: grading
  },
  {
    rule: 'B-3',
    pattern:
      '^(?:重点|红色|黄色|绿色|橙色|[A-E]类|[A-E]级|[一二三四五]星级?|[高中低]风险|重要人物)$',
    levels: { tag: 'block' },
    message: grading
  },
  // B-4 conflict and petition watch lists
  {
    rule: 'B-4',
    pattern:
      '不稳定(?:因素|人员|分子)|维稳对象|稳控|(?:矛盾|隐患)排查(?:对象|人员)|(?:上访|信访|缠访|闹访|越级访|进京访)(?:人员|户|专业户|老户|重点|对象)|重点(?:上访|信访)|缠访|闹访|(?:老|专业)上访',
    levels: everywhere,
    message: watch
  },
  { rule: 'B-4', pattern: '刺头|钉子户', levels: aboutPeople, message: watch },
  { rule: 'B-4', pattern: '上访|信访', levels: tagsOnly, message: watch },
  // B-5 policing
  {
    rule: 'B-5',
    pattern:
      '(?<!在)线人(?!数)|耳目(?!一新)|轨迹(?:记录|查询|信息)|布控|暗中(?:观察|了解|调查)|摸排(?:对象|人员)|打击对象',
    levels: aboutPeople,
    message: police
  },
  { rule: 'B-5', pattern: '行踪', levels: tagsOnly, message: police },
  {
    rule: 'B-5',
    pattern:
      '前科(?![长技学室研员普])|涉[邪恐毒黑稳]人员|邪教人员|刑满释放|刑释|社区矫正|社矫|服刑|两劳|吸毒(?:人员|史|者)|戒毒人员',
    levels: aboutPeople,
    message: special
  },
  { rule: 'B-5', pattern: '吸毒|涉[邪恐毒黑稳]|邪教|犯罪', levels: tagsOnly, message: special },
  // B-6 ranking
  {
    rule: 'B-6',
    pattern:
      '末位淘汰|(?:人员|居民|成员|个人)(?:打分|评分|排名|排行)|民评民|[优良中差]等(?:人员|居民)',
    levels: aboutPeople,
    message: grading
  },
  {
    rule: 'B-6',
    pattern: '评分|打分|排名|评级|积分|^等级$|^[优良差]$|^(?:先进|落后)$',
    levels: { tag: 'block' },
    message: grading
  },
  // B-7 special groups
  {
    rule: 'B-7',
    pattern: '特殊人群|肇事肇祸|精神(?:病|障碍)患者|精神病人|艾滋病?(?:人|患者|感染)',
    levels: aboutPeople,
    message: special
  },
  {
    rule: 'B-7',
    pattern: '精神病|艾滋|癌症|残疾等级|病史|诊断|工资|收入|婚姻|离异|离婚|未婚|丧偶|退休金',
    levels: tagsOnly,
    message: sensitive
  },
  // B-8 belief
  {
    rule: 'B-8',
    pattern: `宗教信仰(?!自由)|${believes}|${hasReligion}|信仰:|(?:佛|道|基督|天主|伊斯兰|回)教信众|信徒|(?<![请指])教徒(?!弟)|皈依|受洗|法名(?!称|单)`,
    levels: aboutPeople,
    message: belief
  },
  {
    rule: 'B-8',
    pattern: '(?<![诚微通自相短电])信教群众|信众|信仰|无神论|穆斯林|教名',
    levels: tagsOnly,
    message: belief
  },
  // B-9 images and biometrics
  {
    rule: 'B-9',
    pattern: '人脸(?:识别|采集|照片)|指纹(?:采集|信息)|身份证(?:照片|复印件|扫描件)',
    levels: tagsOnly,
    message: '不采集，请勿保存'
  },
  // B-11 secrets
  {
    rule: 'B-11',
    pattern: '国家秘密|(?:绝密|机密|秘密)(?:★|[级件])|内部(?:机密|绝密)',
    levels: aboutPeople,
    message: '不得写入本工具：涉密不上网'
  }
];
