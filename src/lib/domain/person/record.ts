/**
 * Person 人才库成员 (DOMAIN D1). What is not here is not collected (DOMAIN B): no belief, views, rating, income,
 * marriage, diagnosis, petition, criminal record, photo, fingerprint or position.
 * Longer than most files: one entry per field, in the order of form and detail (STYLE law 6).
 */
import { accessNeeds } from '../code-lists/access-need';
import { affiliations } from '../code-lists/affiliation';
import { contactPreferences } from '../code-lists/contact-preference';
import { degrees } from '../code-lists/degree';
import { deputies } from '../code-lists/deputy';
import { educations } from '../code-lists/education';
import { ethnicities } from '../code-lists/ethnicity';
import { festivals } from '../code-lists/festival';
import { helpTags } from '../code-lists/help-tag';
import { idTypes } from '../code-lists/id-type';
import { jobStates } from '../code-lists/job-state';
import { overseasRelations } from '../code-lists/overseas-relation';
import { personStatuses } from '../code-lists/person-status';
import { services } from '../code-lists/service';
import { sexes } from '../code-lists/sex';
import {
  categoriesField,
  codeField,
  codesField,
  dateField,
  flagField,
  idNumberField,
  internalField,
  partialDateField,
  phonesField,
  refField,
  tagsField,
  textField
} from '../field-types';
import { isIdList, isLinkList, type PersonLink } from '../doubles/links';
import type { RecordId } from '../../kernel/ids';
import { defineRecord, type RowOf, type ValuesOf } from '../record';

const basic = { section: '基本信息', consent: 'register' } as const;
const contact = { section: '联系方式', consent: 'register' } as const;
const identity = { section: '统战身份', consent: 'identity', class: 'C3' } as const;
const work = { section: '学历与工作', consent: 'register' } as const;
const abroad = { section: '留学经历', consent: 'register', enabledByDefault: false } as const;
const enterprise = { section: '企业', consent: 'register' } as const;
const service = { section: '双向服务', consent: 'register' } as const;
const care = {
  section: '健康与帮扶',
  consent: 'care',
  class: 'C3',
  scope: 'sensitive',
  enabledByDefault: false
} as const;
const book = { section: '登记情况', consent: 'none' } as const;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);

export const personRecord = defineRecord({
  kind: 'person',
  label: '成员',
  version: 1,
  stream: 'records',
  fields: {
    // 基本信息
    name: textField({
      ...basic,
      label: '姓名',
      maxLength: 40,
      words: 'work',
      required: true,
      onContactCard: true,
      importHeaders: ['姓名', '名字', '成员姓名', '户主姓名']
    }),
    pinyinKey: internalField<string>({
      ...basic,
      label: '姓名拼音',
      onContactCard: true,
      check: isText
    }),
    salutation: textField({
      ...basic,
      label: '称呼',
      maxLength: 20,
      words: 'work',
      onContactCard: true,
      hint: '如：王老师',
      importHeaders: ['称呼', '尊称']
    }),
    sex: codeField({ ...basic, label: '性别', list: sexes, importHeaders: ['性别', '男/女'] }),
    birth: partialDateField({
      ...basic,
      label: '出生年月',
      hint: '只知道年份或年月也可以',
      importHeaders: ['出生年月', '出生日期', '出生时间', '生日', '出生年月日', '出生']
    }),
    ethnicity: codeField({
      ...basic,
      label: '民族',
      list: ethnicities,
      importHeaders: ['民族', '族别', '名族']
    }),
    nativePlace: textField({
      ...basic,
      label: '籍贯',
      maxLength: 40,
      words: 'work',
      importHeaders: ['籍贯', '原籍', '祖籍']
    }),
    idType: codeField({
      ...basic,
      label: '证件类型',
      list: idTypes,
      class: 'C2',
      consent: 'idNumber',
      enabledByDefault: false,
      importHeaders: ['证件类型', '证件名称']
    }),
    idNo: idNumberField({
      ...basic,
      label: '证件号码',
      class: 'C2',
      scope: 'sensitive',
      consent: 'idNumber',
      enabledByDefault: false,
      importHeaders: ['身份证号', '身份证号码', '公民身份号码', '证件号码', '身份证', '证件号']
    }),

    // 联系方式
    mobile: phonesField({
      ...contact,
      label: '手机',
      onContactCard: true,
      importHeaders: ['联系电话', '联系方式', '电话', '手机', '手机号码', '手机号', '联系人电话']
    }),
    phone: phonesField({
      ...contact,
      label: '座机',
      onContactCard: true,
      importHeaders: ['座机', '固定电话', '家庭电话', '办公电话', '宅电']
    }),
    communityId: refField({
      ...contact,
      label: '所属社区',
      kind: 'orgNode',
      class: 'P',
      consent: 'none',
      onContactCard: true,
      importHeaders: ['所属社区', '社区', '居委会', '社区名称']
    }),
    gridId: refField({
      ...contact,
      label: '网格',
      kind: 'orgNode',
      class: 'P',
      consent: 'none',
      importHeaders: ['所属网格', '网格名称', '网格', '片区', '所属片区', '所属网络']
    }),
    building: refField({
      ...contact,
      label: '居住小区楼栋',
      kind: 'orgNode',
      onContactCard: true,
      importHeaders: ['楼栋', '楼号名称', '小区楼栋', '居住小区', '楼号']
    }),
    address: textField({
      ...contact,
      label: '详细住址',
      maxLength: 100,
      words: 'work',
      class: 'C2',
      scope: 'sensitive',
      consent: 'address',
      enabledByDefault: false,
      importHeaders: ['家庭住址', '现住址', '居住地址', '住址', '详细地址', '租住地址', '家庭地址']
    }),
    contactPref: codesField({ ...contact, label: '联系方式偏好', list: contactPreferences }),
    quietTimes: textField({
      ...contact,
      label: '勿扰时段',
      maxLength: 40,
      hint: '如：中午十二点到两点'
    }),

    // 统战身份
    categories: categoriesField({
      ...identity,
      label: '统战类别',
      importHeaders: [
        '统战类别',
        '统战对象',
        '统战对象类别',
        '人员类别',
        '类别',
        '身份类别',
        '统战人员类别'
      ]
    }),
    affiliation: codeField({
      ...identity,
      label: '政治面貌',
      list: affiliations,
      importHeaders: ['政治面貌', '党派', '党派名称', '加入何民主党派', '民主党派', '面貌']
    }),
    joinedOn: partialDateField({
      ...identity,
      label: '加入党派时间',
      importHeaders: ['加入党派时间', '入党时间', '入派时间', '入党（派）时间', '参加党派时间']
    }),
    partyPost: textField({
      ...identity,
      label: '党派职务',
      maxLength: 60,
      importHeaders: ['党派职务', '民主党派所任职']
    }),
    relation: codesField({
      ...identity,
      class: 'C1',
      label: '台港澳侨关系',
      list: overseasRelations,
      enabledByDefault: false,
      importHeaders: ['与台胞关系', '与侨关系', '与归侨关系', '与港澳关系']
    }),
    region: textField({
      ...identity,
      class: 'C1',
      label: '国家（地区）',
      maxLength: 40,
      words: 'work',
      enabledByDefault: false,
      importHeaders: ['所在国家', '侨居国', '居住国', '居住国（地区）', '国家地区']
    }),
    clergyPost: textField({
      ...identity,
      label: '宗教教职（公开任职）',
      maxLength: 60,
      scope: 'sensitive',
      consent: 'clergy',
      enabledByDefault: false,
      hint: '只登记公开担任的职务',
      importHeaders: ['宗教任职', '宗教职务']
    }),

    // 学历与工作
    education: codeField({
      ...work,
      label: '学历',
      list: educations,
      importHeaders: ['文化程度', '学历', '最高学历']
    }),
    degree: codeField({
      ...work,
      label: '学位',
      list: degrees,
      importHeaders: ['学位', '最高学位']
    }),
    school: textField({
      ...work,
      label: '毕业院校及专业',
      maxLength: 80,
      words: 'work',
      importHeaders: ['毕业院校', '毕业院校及专业', '所学专业', '毕业学校']
    }),
    jobState: codeField({
      ...work,
      label: '职业状况',
      list: jobStates,
      importHeaders: ['职业', '从业状况', '职业状况']
    }),
    unit: textField({
      ...work,
      label: '工作单位',
      maxLength: 80,
      words: 'work',
      importHeaders: ['工作单位', '单位', '归国工作单位', '现工作单位', '单位名称']
    }),
    post: textField({
      ...work,
      label: '职务',
      maxLength: 60,
      importHeaders: [
        '职务',
        '工作职务',
        '现任职务',
        '职级',
        // Both in one cell; exchange/ledger/cells/unit-post takes them apart.
        '单位及职务',
        '单位职务',
        '单位、职务',
        '工作单位及职务',
        '工作单位职务',
        '工作单位、职务',
        '工作单位及现任职务'
      ]
    }),
    title: textField({
      ...work,
      label: '职称',
      maxLength: 60,
      importHeaders: ['职称', '专业技术职称']
    }),
    deputy: codesField({
      ...work,
      label: '代表委员',
      list: deputies,
      importHeaders: ['代表（委员）', '代表委员', '两代表一委员']
    }),
    socialPosts: tagsField({
      ...work,
      label: '社会职务',
      maxLength: 60,
      words: 'person',
      importHeaders: ['社会职务', '社会兼职', '政治安排情况']
    }),
    skills: tagsField({
      ...work,
      label: '专业特长',
      maxLength: 20,
      importHeaders: ['专业特长', '特长', '专长']
    }),

    // 留学经历
    studyAbroadCountry: textField({
      ...abroad,
      label: '留学国家',
      maxLength: 40,
      words: 'work',
      importHeaders: ['留学国家名称', '留学国家', '留学国别']
    }),
    studyAbroadSchool: textField({
      ...abroad,
      label: '留学院校',
      maxLength: 80,
      words: 'work',
      importHeaders: ['所在学校名称', '留学院校', '留学学校']
    }),
    studyAbroadMajor: textField({
      ...abroad,
      label: '留学专业与学位',
      maxLength: 60,
      words: 'work',
      importHeaders: ['攻读学位及专业', '留学专业']
    }),
    studyAbroadReturnedOn: partialDateField({
      ...abroad,
      label: '归国时间',
      importHeaders: ['归国时间', '回国时间']
    }),

    // 企业
    enterpriseName: textField({
      ...enterprise,
      label: '企业名称',
      maxLength: 80,
      words: 'work',
      importHeaders: ['企业名称', '创办机构名称及职务', '创办企业名称']
    }),
    enterpriseIndustry: textField({
      ...enterprise,
      label: '所属行业',
      maxLength: 60,
      words: 'work',
      importHeaders: ['行业类别', '企业所在行业及主导产品', '所属行业', '行业']
    }),
    enterpriseProducts: textField({
      ...enterprise,
      label: '主要产品',
      maxLength: 80,
      words: 'work',
      importHeaders: ['主要产品', '主导产品', '所获专利或生产主导产品']
    }),
    enterprisePost: textField({
      ...enterprise,
      label: '企业职务',
      maxLength: 40,
      importHeaders: ['企业职务', '法定代表人']
    }),
    enterpriseFoundedOn: partialDateField({
      ...enterprise,
      label: '企业创办时间',
      enabledByDefault: false,
      importHeaders: ['企业创办时间']
    }),
    enterpriseAddress: textField({
      ...enterprise,
      label: '企业地址',
      maxLength: 100,
      words: 'work',
      enabledByDefault: false,
      importHeaders: ['企业地址']
    }),

    // 双向服务
    offers: codesField({
      ...service,
      label: '愿意提供的服务',
      list: services,
      importHeaders: ['愿意提供的服务', '可提供服务', '服务意愿']
    }),
    offerTimes: textField({ ...service, label: '可服务时间', maxLength: 40 }),
    wishes: codesField({
      ...service,
      label: '希望得到的服务',
      list: services,
      importHeaders: ['希望得到的服务', '服务需求']
    }),
    greetings: codesField({
      ...service,
      label: '愿意接受的问候节日',
      list: festivals,
      class: 'C3',
      consent: 'greeting',
      hint: '由本人选择'
    }),

    // 健康与帮扶
    accessNeeds: codesField({ ...care, label: '语言与无障碍需要', list: accessNeeds }),
    healthOptIn: flagField({
      ...care,
      label: '愿意接受健康服务预约',
      open: '没有问过',
      hint: '只记愿意与否，不记病情'
    }),
    helpTags: codesField({ ...care, label: '困难帮扶', list: helpTags, hint: '由本人提出' }),
    helpTagsUntil: dateField({ ...care, label: '帮扶标识有效期至' }),

    // 登记情况
    printedNo: textField({
      ...book,
      label: '编号',
      maxLength: 20,
      words: 'work',
      hint: '社区代码加序号，只用于打印'
    }),
    status: codeField({ ...book, label: '状态', list: personStatuses, required: true }),
    statusOn: partialDateField({ ...book, label: '状态日期' }),
    movedInOn: partialDateField({
      ...book,
      label: '迁入时间',
      importHeaders: ['迁入时间', '入住时间']
    }),
    liaisonId: refField({
      ...book,
      label: '联系人（本社区）',
      kind: 'worker',
      importHeaders: ['联络员', '社区联系人', '联系人（社区）']
    }),
    source: textField({
      ...book,
      label: '来源',
      maxLength: 60,
      words: 'work',
      onContactCard: true
    }),
    reviewedOn: dateField({ ...book, label: '上次核对日期' }),
    note: textField({
      ...book,
      consent: 'register',
      label: '备注',
      maxLength: 200,
      words: 'note',
      multiline: true,
      hint: '只记服务需要的事，写的话要能当着本人念',
      importHeaders: ['备注', '其他', '其它', '说明']
    }),
    importBatch: refField({ ...book, label: '导入批次', kind: 'importBatch' }),
    importRow: internalField<string>({ ...book, label: '导入行', check: isText }),
    /** Marks of rows that somebody said are this person (app/ledger/answered-rows). */
    importKeys: internalField<readonly string[]>({
      ...book,
      label: '认过的台账行',
      check: isTextList
    }),
    /** Other records of the same person that this one was merged into (doubles/links). */
    mergedInto: internalField<readonly PersonLink[]>({
      ...book,
      label: '合并到',
      cardinality: 'many',
      check: isLinkList
    }),
    /** Records that look like this one, and somebody said that they are another person. */
    notSame: internalField<readonly RecordId[]>({
      ...book,
      label: '确认不是同一人',
      cardinality: 'many',
      check: isIdList
    })
  },
  title: (values) => values.name ?? '（未填姓名）'
});

export type PersonValues = ValuesOf<typeof personRecord>;
export type PersonRow = RowOf<typeof personRecord>;
export type PersonField = keyof typeof personRecord.fields;
