/** Limits of DESIGN 8, told before they bite: checked before a parser sees the bytes, or at once after it. */
export const limits = {
  /** Bytes of one file. */
  fileBytes: 50 * 1_048_576,
  /** Bytes of all needed parts of a zip container once unpacked. */
  unpackedBytes: 300 * 1_048_576,
  columns: 200,
  rows: 50_000,
  /** Characters of one cell that are kept, as many as Excel allows; every field refuses far shorter texts, with a line. */
  cellCharacters: 32_767,
  htmlCellCharacters: 4_000,
  /** Cells under merged ones that are looked at. */
  mergedCells: 500_000,
  sheetNameCharacters: 100,
  sheets: 100
} as const;
