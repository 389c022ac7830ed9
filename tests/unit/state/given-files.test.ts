/** Files that the system hands to the app, with stand-ins for the browser's own (issue 3 "Four ways to travel"). */
import { describe, expect, it } from 'vitest';
import { launchedFiles, sharedFiles } from '../../../src/lib/state/given-files';
import { syncFileWords } from '../../../src/lib/text/sync';

const elementOf = (page: object): Element =>
  ({ ownerDocument: { defaultView: page } }) as unknown as Element;
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

/** What the service worker has kept, with the caches of two versions. */
function createCaches(names: readonly string[]) {
  const held = new Map([
    ['tongxinbu/:1', new Map([['https://app.test/icon.svg', '<svg/>']])],
    ['tongxinbu-shared', new Map(names.map((name) => [`https://app.test/sync/${name}`, name]))]
  ]);
  const of = (name: string): Map<string, string> => held.get(name) ?? new Map<string, string>();
  const caches = {
    keys: () => Promise.resolve([...held.keys()]),
    open: (name: string) =>
      Promise.resolve({
        keys: () => Promise.resolve([...of(name).keys()].map((url) => ({ url }))),
        match: ({ url }: { url: string }) => Promise.resolve(new Response(of(name).get(url))),
        delete: ({ url }: { url: string }) => Promise.resolve(of(name).delete(url))
      })
  };
  return { caches, left: () => [...of('tongxinbu-shared').values()] };
}

describe('files that another program shared with the app', () => {
  const take = (caches: object, only?: string): Promise<readonly File[]> =>
    new Promise((resolve) => {
      sharedFiles(resolve, syncFileWords.shared, only)(elementOf({ caches }));
    });

  it('are taken once, under names that say nothing', async () => {
    const { caches, left } = createCaches(['1-2-3.txb', '4-5-6.txb']);
    const files = await take(caches);
    expect(namesOf(files)).toEqual(['转来的文件1.txb', '转来的文件2.txb']);
    expect(await files[0]?.text()).toBe('1-2-3.txb');
    expect(left()).toEqual([]);
    sharedFiles(() => expect.unreachable(), syncFileWords.shared)(elementOf({ caches }));
  });

  it('who waits to be admitted takes answers alone; the book’s file stays for later', async () => {
    const { caches, left } = createCaches(['1.txb', '2.txjoin']);
    expect(namesOf(await take(caches, '.txjoin'))).toEqual(['转来的文件1.txjoin']);
    expect(left()).toEqual(['1.txb']);
  });
});
