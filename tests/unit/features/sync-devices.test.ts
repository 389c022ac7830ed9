/** What the system hands to the app and takes from it, with stand-ins for the browser's own (issue 3 "Four ways to travel"). */
import { describe, expect, it } from 'vitest';
import {
  canSend,
  launchedFiles,
  sendFiles,
  sharedFiles
} from '../../../src/lib/features/sync/devices';

const syncFile = { fileName: '和风里_同步.txb', bytes: new Blob(['TXBNDL1']) };
const elementOf = (page: object): Element =>
  ({ ownerDocument: { defaultView: page } }) as unknown as Element;
const pageWith = (navigator: object): Window => ({ navigator }) as unknown as Window;
const namesOf = (files: readonly File[]): string[] => files.map(({ name }) => name);

describe('files that were opened with the app (.txb)', () => {
  it('all of one launch come in together; a launch without files brings nothing', async () => {
    let launch: (of: { files: object[] }) => void = () => undefined;
    const launchQueue = { setConsumer: (take: typeof launch) => (launch = take) };
    const taken: string[][] = [];
    let arrived: () => void = () => undefined;
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    launchedFiles((files) => {
      taken.push(namesOf(files));
      arrived();
    })(elementOf({ launchQueue }));
    launch({ files: [] });
    const handle = (name: string) => ({ getFile: () => Promise.resolve(new File(['x'], name)) });
    launch({ files: [handle('一.txb'), handle('二.txjoin')] });
    await arrival;
    expect(taken).toEqual([['一.txb', '二.txjoin']]);
  });

  it('a browser without such launches is left alone', () => {
    expect(() => launchedFiles(() => expect.unreachable())(elementOf({}))).not.toThrow();
  });
});

describe('the share sheet', () => {
  it('is offered where the browser can share this very file, and is given it', async () => {
    expect(canSend(pageWith({}), [syncFile])).toBe(false);
    const given: File[] = [];
    const page = pageWith({
      canShare: ({ files }: { files: File[] }) => files.every(({ name }) => name.endsWith('.txb')),
      share: ({ files }: { files: File[] }) => Promise.resolve(void given.push(...files))
    });
    expect(canSend(page, [syncFile])).toBe(true);
    expect(canSend(page, [{ ...syncFile, fileName: '照片.jpg' }])).toBe(false);
    expect(await sendFiles(page, [syncFile])).toBe('sent');
    expect(namesOf(given)).toEqual(['和风里_同步.txb']);
    expect(await given[0]?.text()).toBe('TXBNDL1');
  });

  it('tells a change of mind from a refusal', async () => {
    const failing = (name: string): Window =>
      pageWith({ share: () => Promise.reject(new DOMException('', name)) });
    expect(await sendFiles(failing('AbortError'), [syncFile])).toBe('cancelled');
    expect(await sendFiles(failing('NotAllowedError'), [syncFile])).toBe('refused');
  });

  it('what was shared with the app is taken once, under its own name', async () => {
    const held = new Map([
      ['tongxinbu/:1', new Map([['https://app.test/icon.svg', '<svg/>']])],
      [
        'tongxinbu-shared',
        new Map([[`https://app.test/sync/${encodeURIComponent('同步_1.txb')}`, 'TXBNDL1']])
      ]
    ]);
    const caches = {
      keys: () => Promise.resolve([...held.keys()]),
      open: (name: string) =>
        Promise.resolve({
          keys: () => Promise.resolve([...(held.get(name)?.keys() ?? [])].map((url) => ({ url }))),
          match: (url: string) => Promise.resolve(new Response(held.get(name)?.get(url)))
        }),
      delete: (name: string) => Promise.resolve(held.delete(name))
    };
    const [file] = await new Promise<readonly File[]>((resolve) => {
      sharedFiles(resolve)(elementOf({ caches }));
    });
    expect(file?.name).toBe('同步_1.txb');
    expect(await file?.text()).toBe('TXBNDL1');
    expect([...held.keys()]).toEqual(['tongxinbu/:1']);
    sharedFiles(() => expect.unreachable())(elementOf({ caches }));
  });
});
