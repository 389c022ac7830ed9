/**
 * The cross-field rules of every kind (domain/<kind>/rules.ts) in one table: a new kind does not compile before it
 * says what its rules are, or that it has none.
 */
import type { IsoDate } from '../kernel/dates';
import { checkActivity } from './activity/rules';
import { checkAid } from './aid/rules';
import { checkAttendance } from './attendance/rules';
import type { PersonLookup } from './consent/gate-record';
import { checkConsent } from './consent/rules';
import type { RecordKind } from './field';
import { checkLifeEvent } from './life-event/rules';
import { checkNeed } from './need/rules';
import { checkPairing } from './pairing/rules';
import { checkPerson } from './person/rules';
import { checkReadingEntry } from './reading-entry/rules';
import { checkReception } from './reception/rules';
import type { ValuesOfKind } from './registry';
import { checkRelation } from './relation/rules';
import { notLater, type RuleIssue } from './rule-issue';
import { checkSuggestion } from './suggestion/rules';
import { checkVisit } from './visit/rules';

/** What rules may ask besides the values. */
export interface RuleContext {
  readonly today: IsoDate;
  readonly personOf: PersonLookup;
}

type Rules<K extends RecordKind> = (
  values: ValuesOfKind<K>,
  context: RuleContext
) => readonly RuleIssue[];

const noRules = (): readonly RuleIssue[] => [];

const rules: { readonly [K in RecordKind]: Rules<K> } = {
  person: (values, { today }) => checkPerson(values, today),
  household: noRules,
  relation: (values, { personOf }) => checkRelation(values, personOf),
  consent(values, { today, personOf }) {
    const person = values.person && personOf(values.person);
    return checkConsent(values, person?.values.birth, today, person?.state === 'valid');
  },
  orgNode: noRules,
  worker: noRules,
  visit: (values, { today }) => checkVisit(values, today),
  lifeEvent: (values, { today }) => checkLifeEvent(values, today),
  pairing: (values) => checkPairing(values),
  visitRule: noRules,
  visitTask: noRules,
  activity: (values, { today }) => checkActivity(values, today),
  attendance: (values) => checkAttendance(values),
  need: (values, { today }) => checkNeed(values, today),
  reception: (values, { today }) => checkReception(values, today),
  suggestion: (values, { today }) => checkSuggestion(values, today),
  group: noRules,
  serviceEntry: (values, { today }) => notLater('on', values.on, today),
  workLog: (values, { today }) => notLater('on', values.on, today),
  aid: (values, { today }) => checkAid(values, today),
  job: noRules,
  partnerUnit: noRules,
  partnerResource: noRules,
  venue: noRules,
  budgetLine: noRules,
  workTarget: noRules,
  showcaseCase: noRules,
  importBatch: noRules,
  spaceSettings: noRules,
  auditEvent: noRules,
  regulation: noRules,
  studyMaterial: noRules,
  readingEntry: (values) => checkReadingEntry(values),
  textVersion: noRules,
  textPiece: noRules,
  savedList: noRules,
  deviceName: noRules,
  report: noRules
};

/** What the rules of a kind find in values that their fields have parsed. */
export const checkRecord = (
  kind: RecordKind,
  values: Readonly<Record<string, unknown>>,
  context: RuleContext
): readonly RuleIssue[] => (rules[kind] as Rules<never>)(values as never, context);
