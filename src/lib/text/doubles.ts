/** Words of 合并重复 (UX rules 5, 7 and 8). */
import { formatNumber } from './counts';

export const doublesWords = {
  title: '合并重复',
  detail: '同一个人登记了两次，可以合成一条。走访、诉求和同意都会跟过来，什么时候都能撤销。',
  level: '查找范围',
  levels: {
    sure: '把握大的',
    wide: '再宽一些'
  },
  levelDetails: {
    sure: '姓名相同，并且电话、出生年月或同户也相同；或证件号码相同',
    wide: '另加姓名读音相同、同楼栋同名，以及出生年月对不上的'
  },
  scanning: '正在查找',
  failed: '没能查找，请重试',
  stopped: '已停止查找',
  again: '重新查找',
  found: (count: number): string => `可能重复的有 ${formatNumber(count)} 对`,
  none: '没有找到可能重复的成员',
  noneWide: '可以选“再宽一些”再找一遍。',
  noneChosen:
    '只有姓名相同的不会列在这里：确实是同一人的，在“人才库”里选中这两条，再点“合并成一条”。',
  more: (count: number): string => `再看 ${formatNumber(count)} 对`,
  pair: (a: string, b: string): string => (a === b ? `${a}（两条）` : `${a} 和 ${b}`),
  reasons: {
    'id-number': '证件号码相同',
    'name-phone': '姓名和电话相同',
    'name-birth': '姓名和出生年月相同',
    'name-household': '同户同名',
    'sound-phone': '姓名读音和电话相同',
    'sound-birth': '姓名读音和出生年月相同',
    'sound-household': '同户，姓名读音相同',
    'name-building': '同楼栋同名'
  },
  contradicted: '证件号码或出生年月对不上',
  record: { first: '第一条', second: '第二条' },
  registered: (date: string): string => `${date}登记`,
  registeredBy: (date: string, name: string): string => `${date}由 ${name} 登记`,
  phone: (label: string, number: string): string => `${label}：${number}`,
  source: (source: string): string => `来源：${source}`,
  works: (count: number): string => `往来记录 ${formatNumber(count)} 条`,
  both: '都要',
  chooseHint: '两条写得不一样的，请选一个',
  sameOrOne: '其余各项相同，或只有一条里有，都会保留。',
  withheld: '另有本人没有同意登记的内容，不显示，合并时也不会丢。',
  consents: '同意不会因为合并变多：两条里的同意书都算数，任何一条里撤回的仍算撤回。',
  merge: '合并成一条',
  mergeOf: (name: string): string => `把 ${name} 合并成一条`,
  notSame: '不是同一人',
  notSameOf: (name: string): string => `${name} 不是同一人`,
  merged: (name: string): string => `已把 ${name} 合并成一条`,
  toldApart: '记住了，以后不再提示这一对',
  askedOne: '这两条现在是一条：',
  askedGone: '其中一条已经看不到了：可能已撤回同意、移到回收站或已清除。',
  askedApart: '有人标过“不是同一人”。弄清楚确实是同一人的，仍可以合并。',
  search: '查找其他可能重复的',
  apart: (count: number): string => `标过“不是同一人”的（${formatNumber(count)} 对）`,
  apartHint: '查找时不再提示这些。标错了，点“还是同一人”。',
  apartOne: (name: string, bits: readonly string[]): string =>
    bits.length > 0 ? `${name}（${bits.join('，')}）` : name,
  stillSame: '还是同一人',
  stillSameOf: (name: string): string => `${name} 还是同一人`,
  toldSame: '已取消“不是同一人”，这一对会再提示',
  done: '已合并',
  doneNone: '还没有合并过。',
  doneLine: (name: string, when: string): string => `${name} · ${when} 合并`,
  mergedThough: '有人标过“不是同一人”，请核对；不是的，点“撤销合并”。',
  takeBack: '撤销合并',
  takeBackOf: (name: string): string => `撤销 ${name} 的合并`,
  takenBack: (name: string): string => `已分开，${name} 又是两条`,
  undoHint: '撤销后两条各归各：合并时带过去、之后没人改过的内容会还原。'
} as const;
