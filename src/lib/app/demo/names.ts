/**
 * Names of people who do not exist: surnames as they are common, given names from solar terms, herbs and stars,
 * so that a reader sees they are invented. Polyphonic surnames, names with · (U+00B7) and rare characters occur
 * often enough to be met in a short list.
 */
import type { SeededRandom } from './seeded-random';

const commonSurnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭肖田董潘袁蔡蒋余于杜叶程魏苏吕丁沈姚卢傅钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤'
];

/** Read otherwise as a surname than as a word (DOMAIN J, name order). */
const polyphonicSurnames = [...'曾单仇区解查任盖朴缪乐华', '尉迟', '万俟', '令狐', '欧阳', '司徒'];

const inventedGivenNames = [
  ...'谷雨 小满 白露 秋分 霜降 立夏 清和 半夏 连翘 白芷 紫苏 杜若 忍冬 青黛 南星 木香 佩兰 茯苓 沉香 海棠'.split(
    ' '
  ),
  ...'石竹 银杏 玉簪 金穗 云杉 香樟 梧桐 月桂 芦笛 麦秋 稻花 松烟 竹影 荷风 梅坞 兰舟 菊潭 枫桥 柳溪 棠华'.split(
    ' '
  ),
  ...'辰光 北斗 启明 长庚 参商 天权 玉衡 开阳 摇光 织云 星野 霁月 晴川 晚照 朝露 初晓 远山 平湖 听涛 问渠'.split(
    ' '
  ),
  ...'禾 苗 岚 川 朔 望 晴 砚 笙 筝 棣 楠 枫 槿 芷 萱'.split(' ')
];

/** Characters outside GB 2312, two of them outside the basic plane or its first block. */
const rareGivenNames = ['𬭸', '䶮', '㛃', '秋䶮', '㛃然', '𬭸声'];

const dottedNames: Readonly<
  Record<string, readonly [given: readonly string[], family: readonly string[]]>
> = {
  '05': [
    ['阿依努尔', '古丽娜尔', '买买提', '迪力木拉提', '帕提古丽', '艾尼瓦尔'],
    ['艾山', '托合提', '吐尔逊', '依明', '赛买提', '阿不都热合曼']
  ],
  '04': [
    ['扎西', '卓玛', '丹增', '央金', '次仁'],
    ['平措', '曲珍', '罗布', '德吉', '旺姆']
  ],
  '02': [
    ['乌云', '巴特尔', '其木格', '朝鲁'],
    ['孟克', '其其格', '苏和', '塔娜']
  ],
  '17': [
    ['阿依达娜', '叶尔兰', '古丽扎提'],
    ['别克', '哈孜', '努尔兰']
  ]
};

/** Surnames that go with an ethnicity (GB/T 3304 code) more often than others. */
const surnamesByEthnicity: Readonly<Record<string, readonly string[]>> = {
  '03': [...'马哈沙买'],
  '10': [...'朴金李崔郑'],
  '11': [...'关佟那赫'],
  '08': [...'韦覃莫农'],
  '15': [...'向彭田覃']
};

export interface MadeUpName {
  readonly name: string;
  readonly surname: string;
}

/** @param ethnicity GB/T 3304 code */
export function createName(random: SeededRandom, ethnicity: string): MadeUpName {
  const dotted = dottedNames[ethnicity];
  if (dotted) {
    const given = random.pick(dotted[0]);
    return { name: `${given}·${random.pick(dotted[1])}`, surname: given };
  }
  const own = surnamesByEthnicity[ethnicity];
  const surname =
    own && random.chance(0.6)
      ? random.pick(own)
      : random.pick(random.chance(0.16) ? polyphonicSurnames : commonSurnames);
  const given = random.chance(0.02) ? random.pick(rareGivenNames) : random.pick(inventedGivenNames);
  return { name: surname + given, surname };
}
