/** A backup of a book in which two devices wrote apart: for browser tests, which restore it with the printed key. */
import { createRecoveryKey, printRecoveryKey } from '../../src/lib/crypto/recovery-key';
import type { RecordKind } from '../../src/lib/domain/field';
import type { IsoDate } from '../../src/lib/kernel/dates';
import type { RecordId } from '../../src/lib/kernel/ids';
import type { Json } from '../../src/lib/kernel/json';
import { unwrap } from '../../src/lib/kernel/result';
import { writeBackup } from '../../src/lib/log/backup';
import { createSeededRandom } from '../contract/replica/seeded-random';
import { createTestPair, type TestSession } from './session';

export interface BackupOfBook {
  readonly file: { readonly name: string; readonly buffer: Buffer };
  readonly key: string;
}

type Pair = Awaited<ReturnType<typeof createTestPair>>;

/** @param nowMs a moment before which everything was written. */
async function backUp(nowMs: number, write: (pair: Pair) => Promise<void>): Promise<BackupOfBook> {
  const random = createSeededRandom(7001);
  const printedKey = createRecoveryKey(random);
  const pair = await createTestPair(7, printedKey);
  pair.first.fixture.clock.set(nowMs - 3_600_000);
  await write(pair);
  await pair.meet();
  const { replica, fixture } = pair.first;
  const chunks: Uint8Array[] = [];
  const { recovery } = fixture.space.entry.payload;
  const locks = { spaceId: replica.spaceId, passphrase: null, recovery };
  for await (const chunk of writeBackup(locks, await replica.archive(), random)) chunks.push(chunk);
  return {
    file: { name: '两台设备.txbak', buffer: Buffer.concat(chunks) },
    key: printRecoveryKey(printedKey)
  };
}

async function save(
  of: TestSession,
  kind: RecordKind,
  id: RecordId | undefined,
  values: Readonly<Record<string, Json>>
): Promise<RecordId> {
  of.fixture.clock.advance(60_000);
  return unwrap(await of.commands.save(kind, id, values)).id;
}

async function addPerson(of: TestSession, values: Readonly<Record<string, Json>>) {
  const person = await save(of, 'person', undefined, values);
  const today: IsoDate = of.fixture.clock.today();
  unwrap(
    await of.commands.registerConsents({
      personIds: [person],
      purposes: ['register', 'visit'],
      channel: 'inPerson',
      signedOn: today,
      expiresOn: null,
      originalsAt: ''
    })
  );
  return person;
}

/**
 * 任谷雨: 工作单位 in two versions, numbers in two lists. 解立秋: deleted by one, changed by the other.
 * 司徒小满: registered on either device, with one number, two units, and a visit to the second.
 */
export const disputedBook = (nowMs: number): Promise<BackupOfBook> =>
  backUp(nowMs, async ({ first, second, meet }) => {
    const [kept, added, other] = ['15400000041', '15400000042', '15400000043'];
    await save(first, 'spaceSettings', undefined, { spaceName: '两台设备的工作簿' });
    const rain = await addPerson(first, { name: '任谷雨' });
    const autumn = await addPerson(first, { name: '解立秋' });
    await meet();
    // Both took the first number down; one struck it out again while the other went on.
    await save(first, 'person', rain, { unit: '青禾小学', mobile: [{ number: kept }] });
    await save(second, 'person', rain, {
      unit: '青禾中学',
      mobile: [{ number: kept }, { number: other }]
    });
    await save(first, 'person', rain, { mobile: [{ number: added }] });
    await save(first, 'person', autumn, { unit: '和风书店' });
    const mobile = [{ number: '15400000044' }];
    await addPerson(first, { name: '司徒小满', mobile, unit: '和风书店' });
    const twin = await addPerson(second, { name: '司徒小满', mobile, unit: '青禾书店' });
    await save(second, 'visit', undefined, {
      people: [twin],
      on: second.fixture.clock.today(),
      method: 'home',
      cause: 'routine',
      content: '问了书店的近况。'
    });
    second.fixture.clock.advance(60_000);
    unwrap(await second.commands.remove('person', [autumn]));
  });
