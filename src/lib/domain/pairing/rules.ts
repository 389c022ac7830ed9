/** Rules of a pairing beyond its fields. */
import { ruleError, type RuleIssue } from '../rule-issue';
import type { PairingValues } from './record';

export function checkPairing({ from, until }: PairingValues): readonly RuleIssue[] {
  if (from === undefined || until === undefined || until >= from) return [];
  return [ruleError('until', '结束日期早于起始日期，请核对')];
}
