import { describe, expect, it } from 'vitest';
import { toBase32 } from '../../../../src/lib/kernel/base32';
import { toBase64Url } from '../../../../src/lib/kernel/bytes';
import { drawQr, type QrDrawing } from '../../../../src/lib/ui/qr/draw-qr';
import { readQrPixels, type Pixels } from '../../../../src/lib/ui/qr/read-qr';
import { createSeededRandom } from '../../../factories/seeded-random';

const scale = 5;

/** The drawing as a camera sees it: grey, a little turned, with noise. */
function paint({ size, path }: QrDrawing, turn = 0, noise = 0): Pixels {
  const dark = new Set<number>();
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)/g))
    for (let i = 0; i < Number(width); i++) dark.add(Number(y) * size + Number(x) + i);
  const side = Math.round(size * scale * 1.2);
  const random = createSeededRandom(`noise ${noise}`).bytes(side * side);
  const data = new Uint8ClampedArray(side * side * 4);
  const [cos, sin, middle] = [Math.cos(turn), Math.sin(turn), side / 2];
  for (let py = 0; py < side; py++) {
    for (let px = 0; px < side; px++) {
      const [dx, dy] = [(px - middle) / scale, (py - middle) / scale];
      const x = Math.floor(dx * cos + dy * sin + size / 2);
      const y = Math.floor(dy * cos - dx * sin + size / 2);
      const isDark = x >= 0 && x < size && dark.has(y * size + x);
      const at = py * side + px;
      const grey = (isDark ? 60 : 200) + ((random[at] ?? 0) / 255 - 0.5) * noise;
      data.set([grey, grey, grey, 255], at * 4);
    }
  }
  return { width: side, height: side, data };
}

const bytes = createSeededRandom('qr');
const texts = {
  'a code of the direct way': `TXB-${toBase32(bytes.bytes(150))
    .match(/.{1,5}/g)
    ?.join('-')}`,
  'a sync link': `https://book.example/app/#/join/${toBase64Url(bytes.bytes(90))}`,
  'Chinese words': '同心簿的二维码'
};

describe('QR codes shown and read', () => {
  it.each(Object.entries(texts))('%s comes back, turned and noisy too', async (_name, text) => {
    const drawing = await drawQr(text);
    if (!drawing) throw new Error('it fits');
    for (const [turn, noise] of [
      [0, 0],
      [0.1, 60],
      [-0.4, 30],
      [Math.PI / 2, 0]
    ] as const)
      expect(await readQrPixels(paint(drawing, turn, noise)), `${turn} ${noise}`).toBe(text);
  });

  it('a picture without a code, and one whose code is mostly covered, give nothing', async () => {
    const side = 200;
    const grey = new Uint8ClampedArray(side * side * 4).fill(200);
    expect(await readQrPixels({ width: side, height: side, data: grey })).toBeUndefined();
    const drawing = await drawQr(texts['a sync link']);
    if (!drawing) throw new Error('it fits');
    const covered = paint(drawing);
    covered.data.fill(255, 0, covered.data.length / 2);
    expect(await readQrPixels(covered)).toBeUndefined();
  });

  it('more than a code holds is not drawn, and a code of the direct way stays of middling size', async () => {
    expect(await drawQr('x'.repeat(3000))).toBeUndefined();
    const drawing = await drawQr(texts['a code of the direct way']);
    // Version 13 and its quiet zone: modules of more than a millimetre on a phone.
    expect(drawing?.size).toBeLessThanOrEqual(69 + 8);
  });
});
