/**
 * What the reader library doesn't say about an .xls: the version, whether it is encrypted, and which sheets
 * are hidden. Reads only the first block of records (the workbook globals).
 */
export interface BiffGlobals {
  /** 0x0600 is BIFF8; anything older is not read. */
  readonly version: number;
  readonly isEncrypted: boolean;
  /** In the order of the sheets. */
  readonly hiddenSheets: readonly boolean[];
}

const recordIds = { bof: 0x0809, eof: 0x000a, filePass: 0x002f, boundSheet: 0x0085 } as const;
export const biff8 = 0x0600;

/** Undefined when the stream doesn't start like a workbook. */
export function readBiffGlobals(stream: Uint8Array): BiffGlobals | undefined {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  if (stream.length < 8 || view.getUint16(0, true) !== recordIds.bof) return undefined;
  const hiddenSheets: boolean[] = [];
  let isEncrypted = false;
  for (let at = 0; at + 4 <= stream.length;) {
    const id = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    if (id === recordIds.eof) break;
    if (id === recordIds.filePass) isEncrypted = true;
    if (id === recordIds.boundSheet && at + 9 <= stream.length) {
      hiddenSheets.push((view.getUint8(at + 8) & 3) !== 0);
    }
    at += 4 + length;
  }
  return { version: view.getUint16(4, true), isEncrypted, hiddenSheets };
}
