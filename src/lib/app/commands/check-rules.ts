/** Cross-field rules of each kind (domain/<kind>/rules.ts), as a refusal the form can show. */
import { checkConsent } from '../../domain/consent/rules';
import type { ConsentValues } from '../../domain/consent/record';
import type { RecordKind } from '../../domain/field';
import type { LifeEventValues } from '../../domain/life-event/record';
import { checkLifeEvent } from '../../domain/life-event/rules';
import type { PairingValues } from '../../domain/pairing/record';
import { checkPairing } from '../../domain/pairing/rules';
import { checkPerson } from '../../domain/person/rules';
import type { PersonValues } from '../../domain/person/record';
import { checkRelation } from '../../domain/relation/rules';
import type { RelationValues } from '../../domain/relation/record';
import type { RuleIssue } from '../../domain/rule-issue';
import { checkVisit } from '../../domain/visit/rules';
import type { VisitValues } from '../../domain/visit/record';
import type { FieldPatch } from '../../storage/types';
import type { SessionContext } from '../session/context';
import type { SaveError } from '../types';
import { invalid } from './parse-values';

function issuesOf(
  kind: RecordKind,
  values: FieldPatch,
  context: SessionContext
): readonly RuleIssue[] {
  const today = context.clock.today();
  switch (kind) {
    case 'person':
      return checkPerson(values as PersonValues, today);
    case 'visit':
      return checkVisit(values as VisitValues, today);
    case 'relation':
      return checkRelation(values as RelationValues, context.people.gated);
    case 'consent': {
      const consent = values as ConsentValues;
      const person = consent.person && context.people.gated(consent.person);
      const hasBasic = person?.state === 'valid';
      return checkConsent(consent, person?.values.birth, today, hasBasic);
    }
    case 'lifeEvent':
      return checkLifeEvent(values as LifeEventValues, today);
    case 'pairing':
      return checkPairing(values as PairingValues);
    default:
      return [];
  }
}

/** `values` are the record's values after the change; cleared fields are null and count as missing. */
export function checkRules(
  kind: RecordKind,
  values: FieldPatch,
  context: SessionContext
): SaveError | undefined {
  const present = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const errors = issuesOf(kind, present, context).filter((issue) => issue.severity === 'error');
  if (errors.length === 0) return undefined;
  const fields = Object.fromEntries(errors.map(({ field, message }) => [field, message]));
  return invalid(fields, errors.map(({ message }) => message).join('；'));
}
