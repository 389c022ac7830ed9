/** What an import of files brought, a line for each file. Pure. */
import type { ExportFault, ImportedFile, ImportReport } from '../../app/sync/types';
import { shell } from '../../text/shell';
import { syncFileWords as words } from '../../text/sync';

export interface FileLine {
  readonly text: string;
  /** info: nothing is wrong, and nothing was in it for this device. */
  readonly tone: 'good' | 'info' | 'bad';
}

type FaultName = keyof typeof words.faults;

const faultNames = new Map<string, FaultName>([
  ...(Object.keys(words.faults) as FaultName[]).map((name) => [name, name] as const),
  ['malformed', 'damaged'],
  ['not-a-bundle', 'other'],
  ['locked', 'storage']
]);

/** Faults that no plain word is known for are told as such: nothing was changed. */
export const faultWords = (type: string): string => words.faults[faultNames.get(type) ?? 'other'];

export const fileLine = (file: ImportedFile): FileLine => {
  const { text, tone } = whatOf(file);
  return { text: words.file(file.fileName, text), tone };
};

function whatOf(file: ImportedFile): FileLine {
  switch (file.type) {
    case 'sync':
      return syncLine(file);
    case 'receipt':
      return file.result.ok
        ? { text: words.receipt(file.result.value.from), tone: 'good' }
        : bad(faultWords(file.result.error.type));
    case 'join':
      if (file.result.ok && file.book !== undefined)
        return { text: words.joinOpened(file.book || shell.unnamedBook), tone: 'good' };
      if (file.result.ok) return { text: joinText[file.result.value.type], tone: 'good' };
      // A file for everyone travels with the open answers: whoever takes both in has done nothing wrong.
      return file.result.error.type === 'not-for-us' || file.result.error.type === 'other-device'
        ? { text: words.faults['not-for-us'], tone: 'info' }
        : bad(faultWords(file.result.error.type));
    case 'other':
      return bad(words.other);
  }
}

const bad = (text: string): FileLine => ({ text, tone: 'bad' });

const joinText = {
  request: words.joinRequest,
  admitted: words.joinDone,
  code: words.joinKnown,
  answer: words.joinKnown,
  known: words.joinKnown
} as const;

function syncLine(file: Extract<ImportedFile, { type: 'sync' }>): FileLine {
  const { received, duplicates, waiting, rejected, from, book, fault } = file;
  const isNothing = received === 0 && duplicates === 0;
  if (fault && (isNothing || fault.type === 'removed-here')) return bad(faultWords(fault.type));
  const parts = [
    words.new(received),
    ...(duplicates > 0 ? [words.repeated(duplicates)] : []),
    ...(waiting > 0 ? [words.waiting(waiting)] : []),
    ...(rejected > 0 ? [words.rejected(rejected)] : []),
    ...(fault ? [faultWords(fault.type)] : [])
  ];
  const where = book === undefined ? '' : words.intoBook(book || shell.unnamedBook);
  const text = `${where}${from === undefined ? '' : words.from(from)}${parts.join('，')}`;
  return { text, tone: !fault && rejected === 0 ? 'good' : 'bad' };
}

/** undefined where the lines say it all: what a join file brings is no change of this book. */
export function sumOf({ files, received }: ImportReport): string | undefined {
  const isJoin = files.some(
    (file) =>
      file.type === 'join' &&
      file.result.ok &&
      (file.result.value.type === 'admitted' || file.result.value.type === 'request')
  );
  return received === 0 && isJoin ? undefined : words.received(received);
}

/** Whether the others should hear that it arrived. */
export const wantsAnswer = ({ files }: ImportReport): boolean =>
  files.some(
    (file) =>
      file.type === 'sync' &&
      file.received > 0 &&
      file.book === undefined &&
      // Whoever was removed has nothing to answer, and is answered nothing.
      file.fault?.type !== 'removed-here' &&
      !file.isOfFormer
  );

/** Somebody waits to be confirmed. */
export const hasRequest = ({ files }: ImportReport): boolean =>
  files.some(
    (file) => file.type === 'join' && file.result.ok && file.result.value.type === 'request'
  );

export const exportFaultWords = ({ type }: ExportFault): string => words.exportFaults[type];
