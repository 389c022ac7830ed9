/** 交接 (issue 3): what is still to be done passes on, what was done stays with who did it. */
import { afterEach, describe, expect, it } from 'vitest';
import type { RecordId } from '../../../../src/lib/kernel/ids';
import type { Json } from '../../../../src/lib/kernel/json';
import { unwrap } from '../../../../src/lib/kernel/result';
import { firstValue } from '../../../../src/lib/kernel/watchable';
import type { RecordKind } from '../../../../src/lib/domain/field';
import { definitionOf, recordKinds } from '../../../../src/lib/domain/registry';
import { dutyFields, isOngoing } from '../../../../src/lib/domain/worker/open-work';
import type { IsoDate } from '../../../../src/lib/kernel/dates';
import { createProfile, type Profile } from '../../../factories/profile';
import { saveWorker } from '../../../factories/team';

const today = '2026-11-23' as IsoDate;
const profiles: Profile[] = [];
afterEach(async () => {
  for (const one of profiles.splice(0)) await one.close();
});

describe('open work of a worker', () => {
  it('every named field is one of the record that names a worker', () => {
    const named = recordKinds.flatMap((kind) => dutyFields(kind).map((field) => ({ kind, field })));
    expect(named.length).toBeGreaterThan(10);
    for (const { kind, field } of named) {
      expect(definitionOf(kind).fields[field]?.input, `${kind}.${field}`).toMatchObject({
        kind: 'worker'
      });
    }
  });

  it.each<[RecordKind, Readonly<Record<string, Json>>, boolean]>([
    ['need', { status: 'working' }, true],
    ['need', { status: 'resolved' }, false],
    ['suggestion', { status: 'assigned' }, true],
    ['suggestion', { status: 'answered' }, false],
    ['pairing', {}, true],
    ['pairing', { until: '2026-11-23' }, true],
    ['pairing', { until: '2026-11-22' }, false],
    ['workTarget', { year: '2026' }, true],
    ['workTarget', { year: '2025' }, false],
    ['activity', { on: '2026-12-01' }, true],
    ['activity', { on: '2026-11-01' }, false],
    ['visit', { on: '2026-12-01' }, false],
    ['reception', {}, false]
  ])('%s %j goes on: %s', (kind, values, expected) => {
    expect(isOngoing(kind, values, today)).toBe(expected);
  });

  it('passes to the successor in one commit with one undo; the visit keeps its visitor', async () => {
    const owner = createProfile();
    profiles.push(owner);
    await owner.found('区连翘');
    const { commands, members } = owner.session().session;
    const save = async (kind: RecordKind, values: Readonly<Record<string, Json>>) =>
      unwrap(await commands.save(kind, undefined, values)).id;
    const valueOf = (kind: RecordKind, id: RecordId, field: string): unknown =>
      (owner.session().replica.view.row(kind, id)?.values as Readonly<Record<string, unknown>>)[
        field
      ];
    const [leaver, heir] = [await saveWorker(owner, '石榴'), await saveWorker(owner, '莫小雨')];
    const node = await save('orgNode', {
      name: '和风里网格',
      level: 'grid',
      liaisons: [leaver, heir]
    });
    const unit = await save('partnerUnit', { name: '和风里小学', liaison: leaver });
    const log = await save('workLog', { on: '2026-11-20', subject: '清点台账', workers: [leaver] });

    const refs = await firstValue(members.openWork(leaver));
    expect(refs).toHaveLength(2);
    expect(refs).toContainEqual({ kind: 'orgNode', id: node, field: 'liaisons' });
    expect(refs).toContainEqual({ kind: 'partnerUnit', id: unit, field: 'liaison' });
    const receipt = unwrap(await commands.reassignWork(leaver, heir, refs));
    expect(valueOf('orgNode', node, 'liaisons')).toEqual([heir]);
    expect(valueOf('partnerUnit', unit, 'liaison')).toBe(heir);
    expect(valueOf('workLog', log, 'workers')).toEqual([leaver]);
    expect(valueOf('worker', leaver, 'handoverTo')).toBe(heir);
    expect(await firstValue(members.openWork(leaver))).toEqual([]);
    unwrap(await commands.undo(receipt));
    expect(new Set(valueOf('orgNode', node, 'liaisons') as readonly RecordId[])).toEqual(
      new Set([leaver, heir])
    );
    expect(await firstValue(members.openWork(leaver))).toHaveLength(2);
  });
});
