/**
 * V1–V10 of DOMAIN E as they ship, and V11, which makes the cycle agreed in a pairing mean something (S1-14, S1-29).
 * Their ids are fixed and name nobody, so that two devices that change the same rule meet in one record. V4 is the
 * empty slot that the community names (S3-17 【】).
 */
import type { RecordId } from '../../kernel/ids';
import type { RuleConfig } from './versions';

export interface BuiltInRule {
  readonly id: RecordId;
  /** Row of DOMAIN E. */
  readonly key: string;
  readonly config: RuleConfig;
}

const idOf = (key: string): RecordId =>
  `0000000000000000000000000000e${key.slice(1).padStart(3, '0')}` as RecordId;

const rule = (key: string, config: RuleConfig): BuiltInRule => ({ id: idOf(key), key, config });

const familyEvents = ['wedding', 'funeral', 'birth', 'schooling', 'other'] as const;

export const builtInRules: readonly BuiltInRule[] = [
  rule('V1', {
    name: '传统节日必访',
    enabled: true,
    triggers: ['festival'],
    leadDays: 7,
    dueDays: 0
  }),
  rule('V2', {
    name: '生病住院必访',
    enabled: true,
    triggers: ['event'],
    events: ['illness', 'discharge'],
    dueDays: 3,
    dischargeDays: 7,
    methods: ['home', 'phone']
  }),
  rule('V3', {
    name: '家中发生重大事件必访',
    enabled: true,
    triggers: ['event'],
    events: familyEvents,
    dueDays: 3,
    methods: ['home', 'phone']
  }),
  rule('V4', { enabled: false }),
  rule('V5', {
    name: '重大节日、重要事件后走访',
    enabled: false,
    triggers: ['festival', 'event'],
    festivals: ['spring', 'midAutumn', 'national'],
    events: familyEvents,
    dueDays: 7
  }),
  rule('V6', {
    name: '两节慰问',
    enabled: true,
    triggers: ['festival'],
    festivals: ['newYear', 'spring'],
    leadDays: 20,
    dueDays: 0,
    methods: ['home', 'office'],
    cause: 'twoFestivals'
  }),
  rule('V7', {
    name: '关爱孤独老人',
    enabled: true,
    triggers: ['interval'],
    cycle: 'quarterly',
    tags: ['livingAlone'],
    methods: ['home', 'phone']
  }),
  rule('V8', {
    name: '年底送温暖',
    enabled: false,
    triggers: ['season'],
    seasonFrom: '12-01',
    seasonUntil: '02-10',
    tags: ['minimumIncome', 'hardship'],
    methods: ['home', 'office']
  }),
  rule('V9', {
    name: '生活困难、婚丧必访',
    enabled: false,
    triggers: ['event'],
    events: ['hardship', 'wedding', 'funeral'],
    dueDays: 5,
    methods: ['home', 'phone']
  }),
  rule('V10', {
    name: '生日问候',
    enabled: false,
    triggers: ['birthday'],
    leadDays: 0,
    dueDays: 0
  }),
  rule('V11', {
    name: '结对走访',
    enabled: true,
    triggers: ['interval'],
    isPaired: true
  })
];

const byId = new Map(builtInRules.map((one) => [one.id, one]));

export const builtInRule = (id: RecordId): BuiltInRule | undefined => byId.get(id);
