import { describe, expect, it } from 'vitest';
import { createFolderMedium } from '../../../src/lib/transports/folder';
import { describeAcceptance, describeStored } from './acceptance';
import { folderWay, openFolder, readFolder, writeFile } from './folder-way';
import { createVisitor } from './object-run';
import { createParty, summarise, type PartyDevice } from './party';

describe(folderWay.name, () => {
  describeAcceptance(folderWay, { seeds: 1 });
  describeStored(folderWay);

  it('D1: half a file, a strange file and a copy beside it harm nothing; the owner writes its own again', async () => {
    const party = await createParty(41, 3);
    const [a, b, c] = party.devices as [PartyDevice, PartyDevice, PartyDevice];
    const folder = await openFolder();
    const visit = createVisitor(party.random, () => createFolderMedium(folder));
    await a.write(3);
    await visit(a);
    const [tag = ''] = (await readFolder(folder)).keys();
    const files = (await readFolder(folder)).get(tag) ?? [];
    const directory = await folder.getDirectoryHandle(tag);
    for (const [name, bytes] of files) {
      if (!name.endsWith('-index.txb'))
        await writeFile(directory, name, bytes.slice(0, bytes.length - 9));
      await writeFile(directory, name.replace('.txb', ' (1).txb'), bytes);
    }
    await writeFile(directory, '说明.txt', new Uint8Array([1]));
    expect((await visit(b)).lacking).toBeGreaterThan(0);
    expect(await b.names()).toEqual([]);
    // b said what it could not read, and a wrote it anew.
    await visit(a);
    expect(await visit(c)).toMatchObject({ fault: null, lacking: 0 });
    await visit(b);
    for (const device of [b, c]) expect(await summarise(device)).toEqual(await summarise(a));
    expect([...((await readFolder(folder)).get(tag)?.keys() ?? [])]).toContain('说明.txt');
  });

  it('D2: a folder that is not there now is named as such, and nothing is lost', async () => {
    const party = await createParty(42, 1);
    const [a] = party.devices as [PartyDevice];
    const folder = await openFolder();
    const visit = createVisitor(party.random, () => createFolderMedium(folder));
    await a.write(1);
    const root = await navigator.storage.getDirectory();
    await root.removeEntry(folder.name, { recursive: true });
    expect((await visit(a)).fault).toEqual({ type: 'unreachable' });
    expect(await a.names()).toHaveLength(1);
  });
});
