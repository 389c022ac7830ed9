import { afterEach, describe, expect, it, vi } from 'vitest';
import { drawQr } from '../../../src/lib/ui/qr/draw-qr';
import { openCamera, readQrPicture, watchQr } from '../../../src/lib/ui/qr/read-qr';

async function canvasOf(text: string): Promise<HTMLCanvasElement> {
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
  return canvas;
}

async function pictureOf(text: string): Promise<Blob> {
  const canvas = await canvasOf(text);
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

describe('QR codes before the camera', () => {
  const lookThrough = (getUserMedia: () => Promise<MediaStream>): void => {
    vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(getUserMedia);
  };
  afterEach(() => vi.restoreAllMocks());

  it('what the lens sees is read, once, and the lens is given back', async () => {
    const canvas = await canvasOf('TXB-ABCDE-FGHJK');
    const seen = canvas.captureStream(20);
    // A picture that does not change is sent once; the camera goes on.
    const drawing = setInterval(() => canvas.getContext('2d')?.fillRect(0, 0, 1, 1), 50);
    lookThrough(() => Promise.resolve(seen));
    const opened = await openCamera();
    if (!opened.ok) throw new Error('the camera opens');
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = opened.value;
    await video.play();
    const texts: string[] = [];
    let stop: () => void = () => undefined;
    await new Promise<void>((resolve) => {
      stop = watchQr(video, (text) => {
        texts.push(text);
        resolve();
      });
    });
    stop();
    clearInterval(drawing);
    for (const track of opened.value.getTracks()) track.stop();
    expect(texts).toEqual(['TXB-ABCDE-FGHJK']);
  });

  it.each([
    ['NotAllowedError', 'not-allowed'],
    ['NotReadableError', 'busy'],
    ['NotFoundError', 'no-camera']
  ])('%s is told as %s', async (name, type) => {
    lookThrough(() => Promise.reject(new DOMException('', name)));
    expect(await openCamera()).toEqual({ ok: false, error: { type } });
  });
});
