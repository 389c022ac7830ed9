/** What the system hands to the app and takes from it, with stand-ins for the browser's own (issue 3 "Four ways to travel"). */
import { describe, expect, it } from 'vitest';
import { canSend, sendFiles } from '../../../src/lib/features/sync/devices';

const syncFile = { fileName: '和风里_同步.txb', bytes: new Blob(['TXBNDL1']) };
const pageWith = (navigator: object): Window => ({ navigator }) as unknown as Window;
const namesOf = (files: readonly File[]): string[] => files.map(({ name }) => name);

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
});
