/** A folder that several books put their copies into. */
import { describe, expect, it } from 'vitest';
import { createBackupFolder } from '../../../src/lib/app/backup/backup-folder';

/** As much of a directory handle as the copies need. */
function createFolder(names: readonly string[]) {
  const held = new Set(names);
  const handle = {
    name: '备份',
    async *keys() {
      yield* held;
    },
    getFileHandle: (name: string) => {
      held.add(name);
      const writer = { write: () => Promise.resolve(), close: () => Promise.resolve() };
      return Promise.resolve({ createWritable: () => Promise.resolve(writer) });
    },
    removeEntry: (name: string) => Promise.resolve(held.delete(name))
  };
  const page = { showDirectoryPicker: () => Promise.resolve(handle) };
  return { held, folder: createBackupFolder(page as unknown as Window) };
}

const copies = (book: string, count: number): string[] =>
  Array.from(
    { length: count },
    (_, i) => `${book}_备份_2026-01-${String(i + 1).padStart(2, '0')}_0900.txbak`
  );

describe('attack: a folder with the copies of two books', () => {
  it('of a book the last ten stay, and all of another', async () => {
    const other = copies('丙社区', 10);
    const { held, folder } = createFolder([...copies('乙社区', 10), ...other, '甲.txbak']);
    await folder.choose();
    for (const [name, day] of [
      ['乙社区', '2026-02-01'],
      ['乙社区', '2026-02-02']
    ] as const) {
      await folder.save(`${name}_备份_${day}_0900.txbak`, new Blob([]));
    }
    expect([...held].filter((name) => name.startsWith('丙社区'))).toEqual(other);
    expect(held.has('甲.txbak')).toBe(true);
    const own = [...held].filter((name) => name.startsWith('乙社区'));
    expect(own).toHaveLength(10);
    expect(own).toContain('乙社区_备份_2026-02-02_0900.txbak');
    expect(own).not.toContain('乙社区_备份_2026-01-02_0900.txbak');
  });
});
