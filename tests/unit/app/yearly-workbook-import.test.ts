/** The yearly workbook H3 from file to the book, on replicas in memory (issue 4; I11, I12, I14). */
import { describe, expect, it, vi } from 'vitest';
import { createFixture, type Fixture } from '../../contract/replica/fixture';
import { saveRecord } from '../../../src/lib/app/commands/save';
import type { LedgerState, WriteDecisions } from '../../../src/lib/app/ledger/types';
import type { ActivityValues } from '../../../src/lib/domain/activity/record';
import type { AttendanceValues } from '../../../src/lib/domain/attendance/record';
import type { NeedValues } from '../../../src/lib/domain/need/record';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import { createTestBook, fixtureFile, reached, type TestBook } from './ledger-helpers';

vi.setConfig({ testTimeout: 30_000 });

const yearly = '2026年统战工作台账.xlsx';

async function createBook(fixture?: Fixture): Promise<TestBook> {
  const used = fixture ?? (await createFixture());
  used.clock.advance(Date.UTC(2027, 0, 5, 4) - used.clock.now());
  return createTestBook(used);
}

const person = async ({ context }: TestBook, name: string, mobile?: string): Promise<RecordId> =>
  unwrap(
    await saveRecord(context, 'person', undefined, {
      name,
      ...(mobile === undefined ? {} : { mobile: [{ number: mobile }] })
    })
  ).id;

const live = (
  book: TestBook,
  kind: 'activity' | 'attendance' | 'need' | 'person' | 'importBatch'
) => book.replica.view.rows(kind).filter(({ isDeleted }) => !isDeleted);
const activities = (book: TestBook) =>
  live(book, 'activity').map(({ id, values }) => ({ id, ...(values as ActivityValues) }));
const attendances = (book: TestBook) =>
  live(book, 'attendance').map(({ values }) => values as AttendanceValues);
const named = (book: TestBook) => attendances(book).filter(({ person: who }) => who !== undefined);

interface Answers {
  readonly only?: RegExp;
  readonly decide?: (checked: LedgerState) => WriteDecisions;
}

async function importWorkbook(
  book: TestBook,
  { only, decide = () => ({}) }: Answers = {}
): Promise<LedgerState> {
  const job = book.start([fixtureFile(yearly)]);
  const { sheets } = await reached(job, 'open');
  for (const { proposal, isChosen } of sheets) {
    if (isChosen && only && !only.test(proposal.sheetName)) job.choose(proposal.sheetKey, false);
  }
  await job.check();
  const checked = await reached(job, 'checked');
  await job.write(decide(checked));
  return reached(job, 'written');
}

/** Where exactly one person has the name. */
const onlyOnes = ({ check }: LedgerState): WriteDecisions => ({
  names: (check?.records?.names ?? []).flatMap(({ key, candidates }) => {
    const [only, ...others] = candidates;
    return only && others.length === 0 ? [{ key, is: only.id }] : [];
  })
});

const forms = /^\d+月$/;

describe('H3-1: the forms of a year', () => {
  it('twelve activities with turnout; a name alone is nobody until a person says so', async () => {
    const book = await createBook();
    await person(book, '庄若谷');
    const { written, check } = await importWorkbook(book, { only: forms });
    expect(written?.entries).toEqual({ activity: 12 });
    expect(activities(book).every(({ actual = 0, expected = 0 }) => actual <= expected)).toBe(true);
    expect(activities(book).reduce((sum, { actual = 0 }) => sum + actual, 0)).toBe(327);
    expect(named(book)).toEqual([]);
    // Nobody is named, and everybody is a number on the roll.
    const numbers = attendances(book).map(({ count = 0 }) => count);
    expect(numbers.reduce((sum, each) => sum + each, 0)).toBe(327);
    const asked = check?.records?.names.find(({ name }) => name === '庄若谷');
    expect(asked?.matched).toBeUndefined();
    expect(asked?.candidates).toHaveLength(1);
    const told = written?.report.lines.filter(({ columnLabel }) => columnLabel === '参加人员');
    expect(told?.some(({ message }) => /只算在人数里/.test(message))).toBe(true);
  });

  it('who was said to be somebody came to each activity that names them, and 实到 stays as written', async () => {
    const book = await createBook();
    const known = await person(book, '庄若谷');
    const { written } = await importWorkbook(book, { only: forms, decide: onlyOnes });
    expect(written?.entries).toEqual({ activity: 12, attendance: 5 });
    const came = named(book);
    expect(came.every((each) => each.person === known && each.role === 'attended')).toBe(true);
    const march = activities(book).find(({ on }) => on === '2026-03-05');
    expect(march).toMatchObject({ expected: 38, actual: 35 });
    expect(attendances(book)).toContainEqual(
      expect.objectContaining({ activity: march?.id, count: 34 })
    );
    expect(came.some(({ activity }) => activity === march?.id)).toBe(true);
  });

  it('I11: again and on another device it adds nothing', async () => {
    const space = await createFixture();
    const [one, two] = [await createBook(space), await createBook(space)];
    await importWorkbook(one, { only: forms });
    await importWorkbook(two, { only: forms });
    const ids = (book: TestBook) =>
      activities(book)
        .map(({ id }) => id)
        .sort();
    expect(ids(two)).toEqual(ids(one));
    const again = await importWorkbook(one, { only: forms });
    expect(again.check?.records?.counts).toEqual({ new: 0, same: 12, blocked: 0 });
    expect(again.written).toMatchObject({ batchIds: [], entries: {} });
  });

  it('the undo takes activities and attendances back; then the workbook can come again', async () => {
    const book = await createBook();
    await person(book, '庄若谷');
    const first = await importWorkbook(book, { only: forms, decide: onlyOnes });
    expect(await book.undoPreview(first.written?.batchIds ?? [])).toMatchObject({ entries: 29 });
    await book.undo(first.written?.batchIds ?? []);
    expect([activities(book), attendances(book), live(book, 'importBatch')]).toEqual([[], [], []]);
    const second = await importWorkbook(book, { only: forms, decide: onlyOnes });
    expect(second.written?.entries).toEqual({ activity: 12, attendance: 5 });
  });

  it('the hidden sheet is listed and waits; the scratch sheet is no table', async () => {
    const book = await createBook();
    const job = book.start([fixtureFile(yearly)]);
    const { sheets } = await reached(job, 'open');
    const byName = new Map(sheets.map((sheet) => [sheet.proposal.sheetName, sheet]));
    expect(byName.get('旧签到')).toMatchObject({ isChosen: false, proposal: { isHidden: true } });
    expect(byName.get('Sheet1 (2)')).toMatchObject({ isChosen: false });
    expect(byName.get('3月')).toMatchObject({ isChosen: true });
    job.close();
  });
});

describe('H3-3: needs over several rows', () => {
  it('three needs with their steps; the step of a colleague whom the book knows is theirs', async () => {
    const book = await createBook();
    const known = await person(book, '庄若谷', '15400000011');
    const worker = unwrap(await saveRecord(book.context, 'worker', undefined, { name: '李四' })).id;
    const { written } = await importWorkbook(book, { only: /诉求/ });
    expect(written?.entries).toEqual({ need: 3 });
    const needs = live(book, 'need').map(({ values }) => values as NeedValues);
    const light = needs.find(({ raisedOn }) => raisedOn === '2026-03-09');
    expect(light).toMatchObject({ people: [known], status: 'resolved', closedOn: '2026-03-20' });
    expect(light?.steps).toEqual([
      { on: '2026-03-09', text: '登记，联系物业', by: worker },
      { on: '2026-03-12', text: '物业上门查看', by: worker },
      { on: '2026-03-20', text: '赵六：已修好，本人满意' }
    ]);
    const again = await importWorkbook(book, { only: /诉求/ });
    expect(again.check?.records?.counts).toEqual({ new: 0, same: 3, blocked: 0 });
    await book.undo(written?.batchIds ?? []);
    expect(live(book, 'need')).toEqual([]);
  });
});

describe('H3-2: the sign-in matrix of the same workbook', () => {
  const five = ['庄若谷', '祁明远', '卫长青', '柏雪梅', '麦香兰'];

  it('meets the activities of its forms by day and title: one attendance a person, whoever told it', async () => {
    const book = await createBook();
    for (const name of five) await person(book, name);
    const { written, check } = await importWorkbook(book, { decide: onlyOnes });
    expect(
      check?.records?.rolls.map(({ title, matched }) => [title, matched !== undefined])
    ).toEqual(
      ['迎新春座谈会', '学雷锋志愿服务', '民族政策学习', '端午联谊会'].map((title) => [title, true])
    );
    expect(written?.entries).toEqual({ activity: 12, need: 3, attendance: 27 });
    const may = activities(book).find(({ on }) => on === '2026-05-28')?.id;
    const roles = named(book)
      .filter(({ activity }) => activity === may)
      .map(({ role }) => role);
    expect(roles.sort()).toEqual(['attended', 'attended', 'excused']);
    const twice = written?.report.lines.find(({ raw }) => raw === '卫长青');
    expect(twice?.message).toBe('同一场活动别处写的是“参加”，照那里记');
    expect(written?.batchIds).toHaveLength(14);
  });

  it('I11: again it brings nothing new and asks nobody twice; the undo takes all of it back', async () => {
    const book = await createBook();
    for (const name of five) await person(book, name);
    const { written } = await importWorkbook(book, { decide: onlyOnes });
    const again = await importWorkbook(book, { decide: onlyOnes });
    expect(again.written).toMatchObject({ batchIds: [], entries: {} });
    expect(again.check?.records?.rolls.map(({ already }) => already)).toEqual([4, 4, 2, 3]);
    expect(again.check?.records?.names).toEqual([]);
    await book.undo(written?.batchIds ?? []);
    expect([live(book, 'activity'), live(book, 'attendance'), live(book, 'need')]).toEqual([
      [],
      [],
      []
    ]);
  });

  it('alone it meets the activities of the book; a day without the title is asked, who is nobody is a number', async () => {
    const book = await createBook();
    const known = await person(book, '祁明远');
    const save = async (topic: string, on: string): Promise<RecordId> =>
      unwrap(await saveRecord(book.context, 'activity', undefined, { type: 'other', topic, on }))
        .id;
    const same = await save('学雷锋志愿服务活动', '2026-03-05');
    const ofDay = await save('政策宣讲', '2026-04-16');
    unwrap(
      await saveRecord(book.context, 'attendance', undefined, {
        activity: same,
        person: known,
        role: 'served'
      })
    );
    const { written, check } = await importWorkbook(book, {
      only: /签到/,
      decide: (checked) => ({
        ...onlyOnes(checked),
        rolls: (checked.check?.records?.rolls ?? [])
          .filter(({ title }) => title === '民族政策学习')
          .map(({ key }) => ({ key, is: ofDay }))
      })
    });
    const asked = check?.records?.rolls ?? [];
    expect(asked.map(({ matched }) => matched)).toEqual([undefined, same, undefined, undefined]);
    expect(asked.map(({ candidates }) => candidates.map(({ id }) => id))).toEqual([
      [],
      [same],
      [ofDay],
      []
    ]);
    expect(asked[1]).toMatchObject({ already: 1 });
    expect(written?.entries).toEqual({ attendance: 1 });
    const rolls = attendances(book).map(({ activity, person: who, count, role }) => [
      activity,
      who ?? count,
      role
    ]);
    expect(rolls).toHaveLength(4);
    expect(rolls).toEqual(
      expect.arrayContaining([
        [same, known, 'served'],
        [same, 3, 'attended'],
        [ofDay, known, 'attended'],
        [ofDay, 1, 'attended']
      ])
    );
    const left = written?.report.lines.filter(({ message }) =>
      /没有选定是哪一场活动/.test(message)
    );
    expect(left).toHaveLength(2);
    await book.undo(written?.batchIds ?? []);
    expect(attendances(book)).toHaveLength(1);
  });

  it('I14: a name of somebody in the 回收站 is on no roll', async () => {
    const book = await createBook();
    const gone = await person(book, '麦香兰');
    await book.context.commit([{ type: 'delete', kind: 'person', id: gone }]);
    const { check, written } = await importWorkbook(book, {
      decide: (checked) => ({
        names: (checked.check?.records?.names ?? [])
          .filter(({ name }) => name === '麦香兰')
          .map(({ key }) => ({ key, is: 'new' as const }))
      })
    });
    const question = check?.records?.names.find(({ name }) => name === '麦香兰');
    expect(question).toMatchObject({ candidates: [], canBeNew: false });
    expect(written?.created).toBe(0);
    expect(named(book)).toEqual([]);
  });
});
