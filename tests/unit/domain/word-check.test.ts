import { describe, expect, it } from 'vitest';
import { checkWords, type WordContext } from '../../../src/lib/domain/word-check';
import { personRecord } from '../../../src/lib/domain/person/record';

const levelOf = (text: string, context: WordContext): string =>
  checkWords(text, context)[0]?.level ?? 'free';
const ruleOf = (text: string): string => checkWords(text, 'tag')[0]?.rule ?? 'free';

describe('word check: terms of DOMAIN B are refused', () => {
  it.each([
    ['B-1', '近期思想动态平稳'],
    ['B-1', '政治表现良好'],
    ['B-1', '政治可靠'],
    ['B-2', '列为培养对象'],
    ['B-2', '政审合格'],
    ['B-3', '重点人员'],
    ['B-3', '高风险人员'],
    ['B-3', '红色预警'],
    ['B-4', '不稳定因素'],
    ['B-4', '老上访户'],
    ['B-5', '有前科'],
    ['B-5', '社区矫正'],
    ['B-6', '居民排名第三'],
    ['B-7', '特殊人群'],
    ['B-8', '全家信佛'],
    ['B-8', '宗教信仰:基督教'],
    ['B-8', '虔诚的基督教徒'],
    ['B-8', '本人信教']
  ])('%s: %s beside a person', (rule, text) => {
    expect(checkWords(text, 'person')).toContainEqual(
      expect.objectContaining({ rule, level: 'block' })
    );
  });

  it.each([
    '基督徒',
    '虔诚的佛教徒',
    '每周做礼拜',
    '信天主教',
    '患高血压、糖尿病',
    '去年查出肺癌',
    '脑梗后偏瘫',
    '二级残疾',
    '离异',
    '丧偶独居',
    '月收入两万',
    '退休金5000元',
    '欠债较多',
    '思想落后',
    '爱发牢骚',
    '对政府有不满',
    '坐过牢'
  ])('%s is no remark to keep about a person, and no label', (text) => {
    expect(levelOf(text, 'note')).toBe('block');
    expect(levelOf(text, 'tag')).toBe('block');
    expect(personRecord.fields.note.parse(text).ok).toBe(false);
  });

  it.each([
    '糖尿病讲座志愿者',
    '心脏病专科医生，擅长高血压防治',
    '离婚纠纷调解员',
    '婚姻家庭咨询师',
    '佛教协会副会长',
    '基督教青年会理事',
    '道教界代表人士',
    '犯罪学教授',
    '有事找信主任',
    '取得了病理学硕士学位',
    '企业年收入在区里公开',
    '思想政治课教师',
    '单身公寓302',
    '2024年去世',
    '长期在国外',
    '晚上联系，行动不便，需上门'
  ])('%s stays free as a remark', (text) => {
    expect(levelOf(text, 'note')).not.toBe('block');
    expect(personRecord.fields.note.parse(text).ok).toBe(true);
  });

  it('in a conversation the same words are a hint only, and in texts about work free', () => {
    for (const text of ['想咨询糖尿病用药', '儿子离婚后独自带孩子']) {
      expect(levelOf(text, 'person')).toBe('advice');
    }
    expect(levelOf('糖尿病防治讲座', 'work')).toBe('free');
  });

  it.each([
    ['B-3', '重点'],
    ['B-3', '三星'],
    ['B-1', '可靠'],
    ['B-4', '信访'],
    ['B-6', '优'],
    ['B-7', '离异'],
    ['B-8', '穆斯林']
  ])('%s: %s as a tag', (rule, text) => {
    expect(ruleOf(text)).toBe(rule);
    expect(levelOf(text, 'tag')).toBe('block');
  });

  it('B-1: blanks, full width, zero-width and traditional characters do not hide a term', () => {
    for (const text of ['思 想\u200b动　态', '思想動態', '政*治*表*現', '不穩定因素', '重點人員']) {
      expect(levelOf(text, 'person')).toBe('block');
    }
  });

  it('says where the word stands and what to do instead', () => {
    const [finding] = checkWords('备注:思 想 动 态 平稳', 'person');
    expect(finding).toMatchObject({ found: '思 想 动 态', start: 3, length: 7, rule: 'B-1' });
    expect(finding?.message).toContain('本人提出的意见或需要');
  });
});

describe('word check: ordinary service texts stay free', () => {
  it.each([
    '诚信教育讲座',
    '微信教学群',
    '宣传宗教信仰自由政策',
    '基督教协会会长',
    '佛教协会',
    '写信佛山的亲戚',
    '在线人数统计',
    '耳目一新',
    '前科技局局长',
    '前科长',
    '市信访局退休',
    '请教徒弟',
    '重点人才工程',
    '重点大学毕业',
    '工资被拖欠,想找律师',
    '方法名称',
    '五星级酒店经理',
    '绿色出行',
    '想学摄影,微信道歉',
    '残疾证年检'
  ])('%s', (text) => {
    expect(checkWords(text, 'person').filter(({ level }) => level === 'block')).toEqual([]);
  });

  it('B-4: a petition is no label but may be the topic of a text, with advice', () => {
    expect(levelOf('咨询信访流程', 'person')).toBe('advice');
    expect(levelOf('咨询信访流程', 'work')).toBe('free');
    expect(levelOf('信访户', 'work')).toBe('block');
  });
});

describe('word check in fields', () => {
  it('B-1: a note with an excluded word is refused with the reason', () => {
    const parsed = personRecord.fields.note.parse('思想动态平稳');
    expect(parsed).toMatchObject({ ok: false, error: { type: 'word' } });
  });

  it('B-3: an own tag that labels a person is refused, a skill is kept', () => {
    expect(personRecord.fields.skills.parse('书法、重点')).toMatchObject({
      ok: false,
      error: { type: 'word' }
    });
    expect(personRecord.fields.skills.parse('书法、二胡;书法')).toEqual({
      ok: true,
      value: ['书法', '二胡']
    });
  });
});
