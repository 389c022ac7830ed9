/** 报送 of real sessions: made, corrected, withdrawn, made apart on two devices, and read by a street that may read no more. */
import { afterEach, describe, expect, it } from 'vitest';
import { parsePeriod, type Period } from '../../../../src/lib/domain/statistics/period';
import { reportsByPeriod } from '../../../../src/lib/domain/report/standing';
import { recordKinds } from '../../../../src/lib/domain/registry';
import { spaceSettingsId } from '../../../../src/lib/domain/space-settings/record';
import { unwrap } from '../../../../src/lib/kernel/result';
import { createSource, firstValue } from '../../../../src/lib/kernel/watchable';
import { isKnownEntry } from '../../../../src/lib/log/entry';
import { emptyFrontier } from '../../../../src/lib/log/frontier';
import { startReportService } from '../../../../src/lib/app/reports/report-service';
import { readSpaceReports } from '../../../../src/lib/app/reports/space-reports';
import { readSettings } from '../../../../src/lib/app/queries/settings';
import { watchView } from '../../../../src/lib/app/queries/live-view';
import type { SyncView } from '../../../../src/lib/app/sync/types';
import type { GrantItem } from '../../../../src/lib/app/members/types';
import { createProfile, type Profile } from '../../../factories/profile';
import {
  createTestPair,
  createTestSession,
  valueOf,
  type TestSession
} from '../../../factories/session';
import { admit, saveWorker, take, write } from '../../../factories/team';

const year = parsePeriod('2026') as Period;
const street: GrantItem = { role: 'reports', scopes: ['reports'] };

/** The service over a test session; what is to run later runs when `pass` is called. */
function serviceOf({ replica, queries, commands, today }: TestSession) {
  const sync = createSource<Pick<SyncView, 'trust'>>({ trust: 'alone' });
  const waiting = new Set<() => void>();
  const { view } = replica;
  const running = startReportService({
    replica,
    queries,
    commands,
    settings: watchView(view, ['spaceSettings'], () => readSettings(view)),
    today,
    sync,
    later: (_ms, run) => {
      waiting.add(run);
      return () => waiting.delete(run);
    },
    onError: (thrown) => {
      throw thrown;
    }
  });
  const pass = (): void => {
    for (const run of [...waiting]) {
      waiting.delete(run);
      run();
    }
  };
  return { ...running.service, sync, pass, stop: () => running.stop() };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

describe('报送 by the community', () => {
  it('holds the figures of the day, is corrected by a further one, withdrawn and taken back', async () => {
    const session = await createTestSession();
    const reports = serviceOf(session);
    expect(await firstValue(reports.mayWrite)).toBe(true);
    const first = unwrap(await reports.send(year)).id;
    unwrap(
      await session.commands.save('activity', undefined, {
        type: 'symposium',
        topic: '中秋座谈会',
        on: '2026-09-20',
        actual: 12
      })
    );
    const second = unwrap(await reports.send(year)).id;
    expect(second).not.toBe(first);
    const list = reportsByPeriod(valueOf(reports.all)).get('2026') ?? [];
    expect(list.map(({ id, revision }) => [id, revision])).toEqual([
      [second, 2],
      [first, 1]
    ]);
    const activities = list.map(
      ({ figures }) => figures.find(({ id }) => id === 'activities.present')?.n
    );
    expect(activities).toEqual([12, 0]);
    const figures = valueOf(reports.compiled(year)).flatMap(({ told }) => told);
    expect(list[0]?.figures).toEqual(figures);

    unwrap(await reports.withdraw(second, true));
    expect(valueOf(reports.all).find(({ id }) => id === second)?.withdrawnOn).toBe('2026-11-23');
    unwrap(await reports.withdraw(second, false));
    expect(valueOf(reports.all).find(({ id }) => id === second)?.withdrawnOn).toBeUndefined();
  });

  it('two devices that make the due report apart make one; the rhythm is off until set (DESIGN 3)', async () => {
    const { first, second, meet } = await createTestPair();
    const values = { communityName: '和风里社区' };
    const change = { type: 'create', kind: 'spaceSettings', id: spaceSettingsId, values } as const;
    unwrap(await first.replica.commit([change]));
    const [one, other] = [serviceOf(first), serviceOf(second)];
    first.fixture.clock.set(Date.UTC(2026, 11, 1, 2));
    for (const session of [first, second]) session.today.set(session.fixture.clock.today());
    one.pass();
    await settle();
    expect(valueOf(one.due)).toEqual([]);
    expect(valueOf(one.all)).toEqual([]);

    first.fixture.clock.set(Date.UTC(2026, 10, 23, 8));
    for (const session of [first, second]) session.today.set(session.fixture.clock.today());
    unwrap(await one.setSchedule({ every: 'month', isAutomatic: true }));
    await meet();
    first.fixture.clock.set(Date.UTC(2026, 11, 1, 2));
    for (const session of [first, second]) session.today.set(session.fixture.clock.today());
    for (const reports of [one, other]) {
      expect(valueOf(reports.due).map(({ key }) => key)).toEqual(['2026-11']);
      reports.pass();
    }
    await settle();
    await meet();
    for (const reports of [one, other]) {
      expect(valueOf(reports.all).map(({ period, revision }) => [period.key, revision])).toEqual([
        ['2026-11', 1]
      ]);
      expect(valueOf(reports.due)).toEqual([]);
    }
    expect(valueOf(first.queries.conflicts)).toEqual([]);
    const [mine, theirs] = [
      await first.replica.digest('reports'),
      await second.replica.digest('reports')
    ];
    expect(mine.digest).toEqual(theirs.digest);

    unwrap(await one.setSchedule(null));
    first.today.set('2027-03-01' as never);
    expect(valueOf(one.due)).toEqual([]);
    for (const reports of [one, other]) reports.stop();
  });
});

describe('报送 by itself', () => {
  it('attack: a newcomer that has half of the book reports it to nobody (Y3)', async () => {
    const session = await createTestSession();
    const values = { communityName: '和风里社区' };
    const change = { type: 'create', kind: 'spaceSettings', id: spaceSettingsId, values } as const;
    unwrap(await session.replica.commit([change]));
    const reports = serviceOf(session);
    unwrap(await reports.setSchedule({ every: 'month', isAutomatic: true }));
    session.fixture.clock.set(Date.UTC(2026, 11, 1, 2));
    session.today.set(session.fixture.clock.today());
    for (const trust of ['unverified', 'mismatch'] as const) {
      reports.sync.set({ trust });
      reports.pass();
      await settle();
      expect(valueOf(reports.due).map(({ key }) => key)).toEqual(['2026-11']);
    }
    reports.sync.set({ trust: 'verified' });
    const sent = new Promise<number>((resolve) => {
      reports.all.watch(
        ({ length }) => {
          if (length > 0) resolve(length);
        },
        () => expect.unreachable()
      );
    });
    reports.pass();
    expect(await sent).toBe(1);
    expect(valueOf(reports.due)).toEqual([]);
    reports.stop();
  });
});

describe('报送 between community and street', () => {
  const profiles: Profile[] = [];
  const profile = (): Profile => {
    const made = createProfile();
    profiles.push(made);
    return made;
  };
  afterEach(async () => {
    for (const one of profiles.splice(0)) await one.close();
  });

  it('attack (I6, DESIGN 2): the street reads the report and holds no key, entry or row of anything else', async () => {
    const [community, office] = [profile(), profile()];
    await community.found('区连翘');
    await saveWorker(community, '石榴');
    await admit(community, office, '街道统战办', street);
    const { session } = community.session();
    unwrap(await session.commands.save('person', undefined, { name: '温谷雨' }));
    unwrap(await session.reports.send(year));
    await take(office, await write(community));

    const there = office.session();
    expect(await firstValue(there.session.reports.mayWrite)).toBe(false);
    const [report] = await firstValue(there.session.reports.all);
    expect(report).toMatchObject({ period: { key: '2026' }, revision: 1, community: '和风里' });
    expect(report?.figures).toContainEqual({ id: 'pending', n: null });
    // The name comes with the report, as the settings may not be read.
    expect(await firstValue(there.session.bookName)).toBe('和风里');

    expect(new Set(there.parts.ring.all().map(({ stream }) => stream))).toEqual(
      new Set(['reports', 'carrier'])
    );
    const { entries } = await there.replica.since(emptyFrontier);
    const opened = new Set<string>();
    for (const entry of entries.filter(isKnownEntry)) {
      const key = await there.parts.ring.entryKey(entry.header);
      if (key.ok) opened.add(entry.header.scope);
    }
    expect(opened).toEqual(new Set(['reports']));
    for (const kind of recordKinds) {
      expect(there.replica.view.rows(kind).length, kind).toBe(kind === 'report' ? 1 : 0);
    }
    // Nor does a report leave a trace in the general part, for those who read that alone.
    const id = report?.id;
    const general = (await community.session().replica.since(emptyFrontier)).entries.filter(
      ({ header }) => header.scope === 'general'
    );
    expect(general.length).toBeGreaterThan(0);
    expect(
      general.flatMap(({ header }) => header.parts).some(({ recordId }) => recordId === id)
    ).toBe(false);
    // It may write none itself.
    expect(await there.session.reports.send(year)).toMatchObject({ ok: false });
    // A withdrawal arrives, too.
    if (!id) return;
    unwrap(await session.reports.withdraw(id, true));
    await take(office, await write(community));
    const [after] = await firstValue(there.session.reports.all);
    expect(after?.withdrawnOn).toBeDefined();
  });

  it('街道汇总 reads all books of the device from the open one; a member without the scope is told so', async () => {
    const [first, second, office, clerk] = [profile(), profile(), profile(), profile()];
    await first.found('区连翘');
    await second.found('解立秋');
    unwrap(
      await second.session().session.commands.save('spaceSettings', spaceSettingsId, {
        communityName: '半山社区'
      })
    );
    await office.found('街道统战办');
    for (const community of [first, second]) {
      await admit(community, office, '街道统战办', street);
      unwrap(await community.session().session.reports.send(year));
    }
    await take(office, await write(second));
    const own = await readSpaceReports(office.host, office.table());
    expect(own.map(({ access, isOwned, reports }) => [access, isOwned, reports.length])).toEqual([
      ['open', true, 0],
      ['open', false, 0],
      ['open', false, 1]
    ]);
    expect(own[2]?.reports[0]?.community).toBe('半山社区');
    // Read in passing: the open book is still the one it was, and the others can be opened after it.
    await office.reopen(own[1]?.spaceId);
    await take(office, await write(first));
    const again = await readSpaceReports(office.host, office.table());
    expect(again.map(({ reports }) => reports.length)).toEqual([0, 1, 1]);

    await admit(first, clerk, '文员', { role: 'editor', scopes: ['general', 'sensitive'] });
    await take(clerk, await write(first));
    expect(await readSpaceReports(clerk.host, clerk.table())).toMatchObject([
      { access: 'closed', reports: [] }
    ]);
    expect(await firstValue(clerk.session().session.reports.mayWrite)).toBe(false);
  });
});
