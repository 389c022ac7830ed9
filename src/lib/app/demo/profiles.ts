/**
 * What makes a made-up person a member of the register: categories (DOMAIN C, scheme U12) with the fields that
 * go with them. Values stand only where the person's consent covers them.
 */
import type { IsoDate, PartialDate } from '../../kernel/dates';
import type { PersonValues } from '../../domain/person/record';
import type { PersonCategory } from '../../domain/categories';
import { chooseProfiles, codeOf, type ProfileName } from './profile-choice';
import type { SeededRandom } from './seeded-random';

export interface ProfileInput {
  readonly age: number;
  readonly birthYear: number;
  readonly isMinority: boolean;
  readonly since: IsoDate;
}

const joinedBetween = (random: SeededRandom, from: number, to: number): PartialDate => {
  const year = random.between(from, Math.max(from, to));
  return (
    random.chance(0.6) ? `${year}-${String(random.between(1, 12)).padStart(2, '0')}` : `${year}`
  ) as PartialDate;
};

type Profile = (random: SeededRandom, input: ProfileInput) => PersonValues;

const higher = ['21', '14', '11', '31'];
const employers = [
  '同心中学',
  '和风小学',
  '市第九医院',
  '江畔设计院',
  '云栖文化馆',
  '明远大学',
  '半山研究所'
];
const firms = [
  '远帆数据有限公司',
  '和风餐饮店',
  '听雨茶业有限公司',
  '半山建材商行',
  '晴川物流有限公司',
  '织云服饰有限公司'
];
const offices = ['公允会计师事务所', '明理律师事务所', '同行社会工作服务中心', '青蓝公益服务中心'];

const profiles = {
  party: (random, { birthYear, since }) => ({
    affiliation: random.pick(['04', '05', '06', '07', '08', '09', '10', '11']),
    joinedOn: joinedBetween(random, birthYear + 28, Number(since.slice(0, 4))),
    partyPost: random.chance(0.25)
      ? random.pick(['支部主任委员', '支部副主任委员', '支部委员'])
      : undefined,
    education: random.pick(higher),
    unit: random.pick(employers),
    title: random.pick(['教授', '高级教师', '主任医师', '高级工程师'])
  }),
  nonParty: (random) => ({
    affiliation: '12',
    education: random.pick(higher),
    unit: random.pick(employers)
  }),
  intellectual: (random) => ({
    affiliation: '13',
    education: random.pick(higher),
    degree: random.pick(['2', '3', '4']),
    unit: random.pick(employers),
    post: random.pick(['教师', '系主任', '科室主任', '工程师', '馆员']),
    title: random.pick(['讲师', '副教授', '一级教师', '主治医师', '工程师'])
  }),
  minority: () => ({}),
  clergy: () => ({ education: '31' }),
  business: (random, { birthYear, since }) => ({
    enterpriseName: random.pick(firms),
    enterpriseIndustry: random.pick(['批发零售', '餐饮', '软件和信息服务', '物流', '服装']),
    enterprisePost: random.pick(['董事长', '总经理', '店主']),
    jobState: random.pick(['21', '54']),
    enterpriseProducts: random.chance(0.4)
      ? random.pick(['茶叶', '家常菜', '数据服务', '成衣'])
      : undefined,
    movedInOn: joinedBetween(random, birthYear + 25, Number(since.slice(0, 4)))
  }),
  managers: (random) => ({
    unit: random.pick(firms),
    post: random.pick(['技术总监', '部门经理']),
    jobState: '21',
    education: random.pick(higher)
  }),
  agents: (random) => ({
    unit: random.pick(offices),
    post: random.pick(['律师', '会计师', '社工', '理事']),
    jobState: '13',
    education: random.pick(higher)
  }),
  freelancers: (random) => ({
    post: random.pick(['插画师', '摄影师', '自由撰稿人', '陶艺师']),
    jobState: '51',
    education: random.pick(higher)
  }),
  media: (random) => ({
    unit: random.pick(['“听雨夜话”公众号', '和风视频工作室']),
    post: random.pick(['主编', '主播', '剪辑师']),
    jobState: '51'
  }),
  returned: (random, { birthYear, since }) => ({
    education: random.pick(['14', '11', '21']),
    unit: random.pick([...firms, ...employers]),
    studyAbroadCountry: random.pick(['英国', '日本', '德国', '澳大利亚', '新加坡', '加拿大']),
    studyAbroadMajor: random.pick(['金融 硕士', '材料 博士', '建筑 硕士', '音乐 学士']),
    studyAbroadReturnedOn: joinedBetween(random, birthYear + 24, Number(since.slice(0, 4)))
  }),
  hongKongMacao: (random) => ({
    relation: [random.pick(['1', '2'])],
    region: random.pick(['香港', '澳门'])
  }),
  taiwan: () => ({ relation: ['3'], region: '台湾' }),
  overseas: (random) => ({
    relation: ['4'],
    region: random.pick(['印度尼西亚', '马来西亚', '泰国', '美国', '意大利'])
  }),
  other: () => ({})
} as const satisfies Readonly<Record<ProfileName, Profile>>;

/** Categories and all that goes with them; a later profile never overwrites an earlier one's value. */
export function createProfileValues(random: SeededRandom, input: ProfileInput): PersonValues {
  const names = chooseProfiles(random, input.age, input.isMinority);
  const values = names
    .map((name): PersonValues => profiles[name](random, input))
    .reduceRight<PersonValues>((merged, own) => ({ ...merged, ...own }), {});
  const categories: readonly PersonCategory[] = names.map((name) => ({
    scheme: 'U12',
    code: codeOf[name],
    source: '本人登记',
    on: input.since as string as PartialDate
  }));
  return { ...values, categories };
}
