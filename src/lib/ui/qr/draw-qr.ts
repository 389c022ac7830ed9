/**
 * QR codes to be shown: sync links and codes of the direct way. The library comes when the first one is drawn. Upper-case
 * letters, digits and `-` are held most densely.
 */

export interface QrDrawing {
  /** Width and height in modules, with the quiet zone of four around. */
  readonly size: number;
  /** Dark modules as one SVG path in module units. */
  readonly path: string;
}

const quietZone = 4;

/** undefined: more text than a QR code holds. */
export async function drawQr(text: string): Promise<QrDrawing | undefined> {
  const { encodeQR } = await import('qr');
  let rows: readonly (readonly boolean[])[];
  try {
    rows = encodeQR(text, 'raw', { ecc: 'medium', border: quietZone });
  } catch {
    // The library says in this way alone that a text is too long; all else of it is settled above.
    return undefined;
  }
  return { size: rows.length, path: rows.map(drawRow).join('') };
}

/** One rectangle per run of dark modules. */
function drawRow(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x++;
    const width = x - start + 1;
    path += `M${start} ${y}h${width}v1h-${width}z`;
  }
  return path;
}
