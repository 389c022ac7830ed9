import { describe, expect, it } from 'vitest';
import { drawQr } from '../../../src/lib/ui/qr/draw-qr';
import { readQrPicture } from '../../../src/lib/ui/qr/read-qr';

async function pictureOf(text: string): Promise<Blob> {
  const drawing = await drawQr(text);
  if (!drawing) throw new Error('it fits');
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = drawing.size * 30;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('a canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(30, 30);
  context.fillStyle = '#000';
  context.fill(new Path2D(drawing.path));
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('a picture'))))
  );
}

describe('QR codes in picture files', () => {
  it('a large picture of a code is read', async () => {
    const text = `TXB-${'ABCDE-'.repeat(40)}`;
    expect(await readQrPicture(await pictureOf(text))).toEqual({ ok: true, value: text });
  });

  it('no picture, and a picture without a code, are named as such', async () => {
    expect(await readQrPicture(new Blob(['人']))).toEqual({
      ok: false,
      error: { type: 'no-picture' }
    });
    const canvas = document.createElement('canvas');
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    if (!blob) throw new Error('a picture');
    expect(await readQrPicture(blob)).toEqual({ ok: false, error: { type: 'no-code' } });
  });
});
