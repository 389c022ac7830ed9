/** The picture for paper and slides: drawn off screen on white in print inks, whatever the screen shows. */
import { err, ok, type Result } from '../../kernel/result';
import { printPalette } from './palette';
import type { ChartSpec } from './spec';

export interface PngOptions {
  /** CSS pixels; the picture has scale times as many. */
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
}

export type PngError = { readonly type: 'canvas-failed' };

/** A height that gives every bar room. */
export const heightFor = (spec: ChartSpec): number =>
  spec.kind === 'bars' ? Math.max(420, 180 + spec.labels.length * spec.series.length * 40) : 540;

/** Without options 960 × (420 or more) at scale 4: about 300 dpi on half an A4 page. */
export async function renderPng(
  spec: ChartSpec,
  { width = 960, height = heightFor(spec), scale = 4 }: PngOptions = {}
): Promise<Result<Blob, PngError>> {
  const { drawChart } = await import('./engine');
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const font = getComputedStyle(document.body).fontFamily;
  const destroy = drawChart(canvas, spec, printPalette(font), { scale, width, withTitle: true });
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  destroy();
  return blob ? ok(blob) : err({ type: 'canvas-failed' });
}

/** Whether 复制图片 can be offered (not in Firefox before 127, nor on insecure addresses). */
export const canCopyPicture = (): boolean =>
  typeof ClipboardItem !== 'undefined' && typeof navigator.clipboard?.write === 'function';

/** Puts a picture on the clipboard; rejects when the browser refuses. */
export const copyPicture = (blob: Blob): Promise<void> =>
  navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
