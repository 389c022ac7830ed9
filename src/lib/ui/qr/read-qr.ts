/**
 * QR codes from pictures and from the camera. The browser's own reader is used where it has one for QR codes; otherwise a
 * reader in plain JavaScript that comes when it is needed. No picture leaves the device or is kept.
 */
import { err, ok, type Result } from '../../kernel/result';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA. */
  readonly data: Uint8ClampedArray;
}

export type PictureFault =
  /** The file is no picture that this browser opens. */
  { readonly type: 'no-picture' } | { readonly type: 'no-code' };

export type CameraFault =
  | { readonly type: 'no-camera' }
  /** The person or the workplace forbids it. */
  | { readonly type: 'not-allowed' }
  /** Another program has it. */
  | { readonly type: 'busy' };

/** The Shape Detection API, which TypeScript does not know. */
interface NativeReader {
  detect(image: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>;
}
interface NativeReaderClass {
  new (options: { readonly formats: readonly string[] }): NativeReader;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** Longer sides are scaled down: a code that people show each other fills a good part of the picture. */
const maxSide = 1600;
/** Between two looks through the camera. */
const lookMs = 150;

/** The text of the code in the pixels; undefined when none is found. */
export async function readQrPixels(pixels: Pixels): Promise<string | undefined> {
  const { decodeQR } = await import('qr/decode.js');
  try {
    return decodeQR(pixels);
  } catch {
    // The library says in this way alone that there is no code, or that it is too damaged.
    return undefined;
  }
}

export async function readQrPicture(picture: Blob): Promise<Result<string, PictureFault>> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(picture);
  } catch {
    return err({ type: 'no-picture' });
  }
  const text = await readQrImage(bitmap, bitmap.width, bitmap.height);
  bitmap.close();
  return text === undefined ? err({ type: 'no-code' }) : ok(text);
}

/** The camera that looks away from the person, where there are two. Stop its tracks when done. */
export async function openCamera(): Promise<Result<MediaStream, CameraFault>> {
  // Absent where the page is not served securely, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return err({ type: 'no-camera' });
  try {
    return ok(await devices.getUserMedia({ video: { facingMode: 'environment' } }));
  } catch (thrown) {
    const name = thrown instanceof DOMException ? thrown.name : '';
    if (name === 'NotAllowedError' || name === 'SecurityError') return err({ type: 'not-allowed' });
    return err({ type: name === 'NotReadableError' ? 'busy' : 'no-camera' });
  }
}

/** Looks again and again until the returned function is called; says each text that it sees, once in a row. */
export function watchQr(video: HTMLVideoElement, onText: (text: string) => void): () => void {
  let isStopped = false;
  let last: string | undefined;
  const look = async (): Promise<void> => {
    if (isStopped) return;
    const { videoWidth, videoHeight } = video;
    const text = videoWidth > 0 ? await readQrImage(video, videoWidth, videoHeight) : undefined;
    if (isStopped) return;
    if (text !== undefined && text !== last) onText(text);
    last = text ?? last;
    setTimeout(() => void look(), lookMs);
  };
  void look();
  return () => (isStopped = true);
}

async function readQrImage(
  image: HTMLVideoElement | ImageBitmap,
  width: number,
  height: number
): Promise<string | undefined> {
  const native = await openNativeReader();
  const seen = await native?.detect(image).catch(() => []);
  return seen?.[0]?.rawValue ?? readQrPixels(pixelsOf(image, width, height));
}

async function openNativeReader(): Promise<NativeReader | undefined> {
  const { BarcodeDetector } = globalThis as { readonly BarcodeDetector?: NativeReaderClass };
  const formats = (await BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (!BarcodeDetector || !formats.includes('qr_code')) return undefined;
  return new BarcodeDetector({ formats: ['qr_code'] });
}

function pixelsOf(image: CanvasImageSource, width: number, height: number): Pixels {
  const scale = Math.min(1, maxSide / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d');
  if (!context) return { width: 0, height: 0, data: new Uint8ClampedArray(0) };
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
