/** What a visit note of a made-up person may say: plain service, nothing on views, belief or illness. */
import type { SeededRandom } from './seeded-random';

export type VisitCause =
  'festival' | 'twoFestivals' | 'illness' | 'family' | 'hardship' | 'talk' | 'routine';

const contents: Readonly<Record<VisitCause, readonly string[]>> = {
  festival: [
    '送上节日问候,聊了聊近况。',
    '和志愿者一起上门问候,转达社区的祝福。',
    '邀请参加社区的节日联欢,本人答应参加。'
  ],
  twoFestivals: [
    '年前上门慰问,送去慰问品。',
    '问候近况,介绍春节期间社区值班电话。',
    '送春联和慰问品,约好年后再来。'
  ],
  illness: ['住院期间探望,问需要帮什么忙。', '出院后回访,帮忙预约社区家庭医生。'],
  family: ['孙辈考上大学,上门道贺。', '家中有喜事,登门祝贺。', '家人离世,上门慰问,帮忙联系手续。'],
  hardship: [
    '帮助整理救助申请材料,约好交表日期。',
    '陪同到街道窗口办理手续。',
    '联系志愿者每周帮买一次菜。'
  ],
  talk: [
    '聊了聊工作近况,愿意来给社区做一次讲座。',
    '交流企业经营情况,想了解最新的用工政策。',
    '谈到想参加书画组,已告知活动时间。'
  ],
  routine: [
    '电话联系,一切都好。',
    '核对了联系方式。',
    '上门走访,介绍社区最近的活动。',
    '到社区坐了坐,领取活动安排表。',
    '问到老年食堂的开放时间,已答复。'
  ]
};

const concerns = [
  '楼道灯不亮,希望尽快修好。',
  '想了解异地医保报销怎么办理。',
  '孩子入学的材料还缺一份,问在哪里开。',
  '希望小区多装几个电动车充电桩。',
  '想找一份离家近的工作。',
  '1.老年卡遗失补办 2.单元门禁坏了',
  '想请律师帮忙看一下租房合同。',
  '希望周末能借用活动室排练。'
];

export const createContent = (random: SeededRandom, cause: VisitCause): string =>
  random.pick(contents[cause]);

/** About one visit in six brings up something to follow. */
export const createConcerns = (random: SeededRandom): string | undefined =>
  random.chance(0.17) ? random.pick(concerns) : undefined;
