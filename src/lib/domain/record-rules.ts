/**
 * The cross-field rules of every kind (domain/<kind>/rules.ts) in one table: a new kind does not compile before it
 * says what its rules are, or that it has none.
 */
import type { IsoDate } from '../kernel/dates';
import type { PersonLookup } from './consent/gate-record';
import { checkConsent } from './consent/rules';
import { checkLifeEvent } from './life-event/rules';
import { checkPairing } from './pairing/rules';
import { checkPerson } from './person/rules';
import type { RecordKind } from './field';
import type { ValuesOfKind } from './registry';
import { checkRelation } from './relation/rules';
import type { RuleIssue } from './rule-issue';
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
  importBatch: noRules,
  spaceSettings: noRules,
  auditEvent: noRules,
  regulation: noRules,
  studyMaterial: noRules,
  readingEntry: noRules,
  textVersion: noRules,
  textPiece: noRules
};

/** What the rules of a kind find in values that their fields have parsed. */
export const checkRecord = (
  kind: RecordKind,
  values: Readonly<Record<string, unknown>>,
  context: RuleContext
): readonly RuleIssue[] => (rules[kind] as Rules<never>)(values as never, context);
