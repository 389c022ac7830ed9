/**
 * Blank outlines of the rules that communities are asked for (S0-14 five, S1-26 eight): titles and headings alone, to be
 * filled in by those who will keep them. Few rules that hold are better than many on paper (S1-30).
 */
export interface Outline {
  /** Code of `regulationTopics`. */
  readonly topic: string;
  readonly title: string;
  readonly headings: readonly string[];
}

const outline = (topic: string, title: string, ...headings: readonly string[]): Outline => ({
  topic,
  title,
  headings
});

export const outlines: readonly Outline[] = [
  outline(
    'meeting',
    '例会制度',
    '多久开一次，在哪里开',
    '谁参加，谁主持',
    '会前准备什么',
    '议定的事谁来办、怎么记'
  ),
  outline('briefing', '情况通报制度', '通报哪些事', '多久一次，用什么方式', '听到的意见怎么答复'),
  outline(
    'training',
    '学习培训制度',
    '全年学什么',
    '怎么安排时间',
    '谁来讲、资料放在哪里',
    '学习情况怎么登记'
  ),
  outline(
    'firstReceiver',
    '首问负责制度',
    '谁是首问责任人',
    '当场能办的怎么办',
    '不能当场办的怎么交接',
    '办完怎么回访'
  ),
  outline('promise', '承诺服务制度', '我们承诺哪些事', '每件事的时限', '没有做到怎么办'),
  outline(
    'greeting',
    '走访慰问制度',
    '什么时候走访',
    '走访前怎么征得本人同意',
    '走访时注意什么',
    '回来怎么登记、问题怎么跟进'
  ),
  outline(
    'friendship',
    '联系交友制度',
    '谁联系谁，怎么自愿结对',
    '多久联系一次',
    '联系中听到的事怎么办'
  ),
  outline('feedback', '信息反馈制度', '哪些信息要反馈', '向谁反馈、多长时间内', '怎么告诉提出的人'),
  outline(
    'leadership',
    '组织领导制度',
    '工作小组的人员和分工',
    '小组多久碰头一次',
    '楼道联络员做什么'
  ),
  outline('publicity', '宣传信息制度', '宣传什么', '在哪里宣传', '发布前谁来核对'),
  outline('liaison', '联系走访制度', '联系的范围', '走访的次数和方式', '走访中的纪律'),
  outline(
    'fellowship',
    '联谊服务制度',
    '办哪些活动',
    '怎么报名、怎么保障安全',
    '怎么听取大家的评价'
  ),
  outline(
    'ledger',
    '台账管理制度',
    '有哪些台账',
    '谁登记、谁核对、多久一次',
    '个人信息怎么保管、怎么更正和删除'
  )
];

const numerals = ['一', '二', '三', '四', '五', '六'] as const;

/** The text a chosen outline starts with. */
export const outlineText = ({ title, headings }: Outline): string =>
  [title, ...headings.map((heading, index) => `${numerals[index] ?? ''}、${heading}\n`)].join('\n');
