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
    expect(attendances(book)).toEqual([]);
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
    expect(written?.entries).toEqual({ activity: 12, attendance: 6 });
    const came = attendances(book);
    expect(came.every((each) => each.person === known && each.role === 'attended')).toBe(true);
    const march = activities(book).find(({ on }) => on === '2026-03-05');
    expect(march).toMatchObject({ expected: 38, actual: 35 });
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
    expect(await book.undoPreview(first.written?.batchIds ?? [])).toMatchObject({ entries: 18 });
    await book.undo(first.written?.batchIds ?? []);
    expect([activities(book), attendances(book), live(book, 'importBatch')]).toEqual([[], [], []]);
    const second = await importWorkbook(book, { only: forms, decide: onlyOnes });
    expect(second.written?.entries).toEqual({ activity: 12, attendance: 6 });
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
