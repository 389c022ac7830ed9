/**
 * VisitRule 必访规则 (DOMAIN E): configuration, class P, names nobody. V1–V10 are built in (built-in.ts); a community
 * changes one by saving a record under its fixed id, and adds its own under random ids. What it was before stays in
 * `earlier` with the day on which it ended, because what was settled then stays settled (SPEC 5).
 */
import { u12Terms } from '../categories';
import { careCycles } from '../code-lists/care-cycle';
import { festivals } from '../code-lists/festival';
import { helpTags } from '../code-lists/help-tag';
import { lifeEventKinds } from '../code-lists/life-event-kind';
import { visitCauses } from '../code-lists/visit-cause';
import { visitMethods } from '../code-lists/visit-method';
import { visitTriggers } from '../code-lists/visit-trigger';
import { createCodeList } from '../code-list';
import type { FieldDefinition } from '../field';
import {
  codeField,
  codesField,
  countField,
  dateField,
  flagField,
  internalField,
  refField,
  textField
} from '../field-types';
import { isJsonObject, type JsonObject } from '../json-checks';
import { parseIsoDate, type IsoDate } from '../../kernel/dates';
import { ok } from '../../kernel/result';
import { defineRecord, type RowOf, type ValuesOf } from '../record';

const section = '必访规则';
const own = { section, class: 'P' } as const;
/** One value, not a set: half of one device's choice and half of another's is neither. */
const whole = { ...own, cardinality: 'one' } as const;

/** Party, non-party, ethnic and religious categories are no reason for a visit (DOMAIN E). */
const refusedCategories: ReadonlySet<string> = new Set(['01', '02', '04', '05']);

export const ruleCategories = createCodeList(
  'ruleCategory',
  'DOMAIN C, E',
  u12Terms.filter(({ code }) => !refusedCategories.has(code))
);

const isText = (value: unknown): value is string => typeof value === 'string';

/** A day of every year, stored as `12-01`; typed as 12-1, 12.1 or 12月1日. */
function monthDayField(label: string, hint: string): FieldDefinition<string> {
  const parse: FieldDefinition<string>['parse'] = (value) => {
    if (value === null || value === undefined || value === '') {
      return { ok: false, error: { type: 'empty', message: '没有填写' } };
    }
    const match = /^(\d{1,2})\s*[-.月/]\s*(\d{1,2})\s*[日号]?$/.exec(
      typeof value === 'string' ? value.trim() : ''
    );
    const [, month = '', day = ''] = match ?? [];
    const text = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    // 2024 has a 29 February.
    return match && parseIsoDate(`2024-${text}`) !== undefined
      ? ok(text)
      : { ok: false, error: { type: 'format', message: '请写月和日，如 12-01' } };
  };
  return {
    ...internalField<string>({ ...own, label, hint, check: isText }),
    parse,
    format: (value) => `${Number(value.slice(0, 2))}月${Number(value.slice(3))}日`
  };
}

/** What a rule was until a day; that day is already the next version's. */
export type EarlierVersion = { readonly until: IsoDate; readonly config: JsonObject };

const isEarlier = (value: unknown): value is readonly EarlierVersion[] =>
  Array.isArray(value) &&
  value.every(
    (item) =>
      isJsonObject(item) &&
      typeof item['until'] === 'string' &&
      parseIsoDate(item['until']) !== undefined &&
      isJsonObject(item['config'])
  );

export const visitRuleRecord = defineRecord({
  kind: 'visitRule',
  label: '必访规则',
  version: 1,
  stream: 'records',
  fields: {
    name: textField({ ...own, label: '名称', maxLength: 30, words: 'work' }),
    enabled: flagField({ ...own, label: '启用' }),
    triggers: codesField({ ...whole, label: '何时走访', list: visitTriggers }),
    festivals: codesField({
      ...whole,
      label: '节日',
      list: festivals,
      hint: '不选为本人选择的各个节日；节日只问候选择了它的人'
    }),
    events: codesField({ ...whole, label: '大事种类', list: lifeEventKinds, hint: '不选为各种' }),
    cycle: codeField({
      ...own,
      label: '间隔',
      list: careCycles,
      hint: '有结对的，按结对时商定的周期'
    }),
    seasonFrom: monthDayField('每年自', '如 12-01'),
    seasonUntil: monthDayField('每年至', '如 02-10'),
    tags: codesField({ ...whole, label: '限本人提出的帮扶', list: helpTags }),
    categories: codesField({ ...whole, label: '限统战类别', list: ruleCategories }),
    ageMin: countField({ ...own, label: '最小年龄', max: 120, unit: '岁' }),
    isPaired: flagField({ ...own, label: '限有结对的成员' }),
    leadDays: countField({ ...own, label: '提前天数', max: 60, unit: '天' }),
    dueDays: countField({ ...own, label: '之后天数', max: 60, unit: '天' }),
    dischargeDays: countField({ ...own, label: '出院之后天数', max: 60, unit: '天' }),
    methods: codesField({ ...whole, label: '方式', list: visitMethods, hint: '不选为任何方式' }),
    cause: codeField({
      ...own,
      label: '缘由',
      list: visitCauses,
      hint: '不填为与时机相符的缘由'
    }),
    assignee: refField({
      ...own,
      label: '走访人',
      kind: 'worker',
      hint: '不填为结对帮扶人或本社区联系人'
    }),
    since: dateField({ ...own, label: '现行版本自' }),
    earlier: internalField<readonly EarlierVersion[]>({
      ...own,
      label: '以前的版本',
      check: isEarlier
    })
  },
  title: (values) => values.name ?? '（未命名的规则）'
});

export type VisitRuleValues = ValuesOf<typeof visitRuleRecord>;
export type VisitRuleRow = RowOf<typeof visitRuleRecord>;
