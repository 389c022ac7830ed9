/** Charts in a real browser: named, with a table twin, and a picture fit for paper. */
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { unwrap } from '../../../src/lib/kernel/result';
import ChartFigure from '../../../src/lib/ui/charts/ChartFigure.svelte';
import { renderPng } from '../../../src/lib/ui/charts/render-png';
import type { ChartSpec } from '../../../src/lib/ui/charts/spec';

const spec: ChartSpec = {
  kind: 'bars',
  title: '成员结构',
  place: '示范社区',
  period: '2026年',
  sourceDate: '2026年11月23日',
  unit: '人',
  labels: ['民主党派成员', '无党派人士'],
  series: [{ label: '人数', values: [36, 12] }],
  note: '待同意 4 人，未计入'
};

describe('ChartFigure', () => {
  it('is an image whose name holds every number, with place, period and source date in sight', async () => {
    render(ChartFigure, { spec });
    await expect
      .element(page.getByRole('img', { name: /成员结构.*民主党派成员 36 人.*无党派人士 12 人/ }))
      .toBeVisible();
    await expect.element(page.getByText('数据截至：2026年11月23日')).toBeVisible();
    await expect.element(page.getByText('待同意 4 人，未计入')).toBeVisible();
  });

  it('I13: each number of the table twin opens its list', async () => {
    const onselect = vi.fn();
    render(ChartFigure, { spec, onselect, showTotal: true });
    await page.getByRole('button', { name: '看表格' }).click();
    await page.getByRole('button', { name: '打开“无党派人士”的名单，共 12' }).click();
    expect(onselect).toHaveBeenCalledExactlyOnceWith('无党派人士', '人数');
    await expect.element(page.getByRole('row', { name: '合计 48' })).toBeVisible();
  });
});

describe('renderPng', () => {
  it('gives the picture at print resolution on white, whatever the theme', async () => {
    document.documentElement.dataset['theme'] = 'dark';
    const blob = unwrap(await renderPng(spec, { width: 400, height: 250, scale: 4 }));
    delete document.documentElement.dataset['theme'];
    const picture = await createImageBitmap(blob);
    expect([picture.width, picture.height]).toEqual([1600, 1000]);

    const canvas = document.createElement('canvas');
    canvas.width = picture.width;
    canvas.height = picture.height;
    const context = canvas.getContext('2d');
    context?.drawImage(picture, 0, 0);
    expect([...(context?.getImageData(2, 2, 1, 1).data ?? [])]).toEqual([255, 255, 255, 255]);
    const pixels = context?.getImageData(0, 0, 1600, 1000).data ?? new Uint8ClampedArray();
    // The ink of the first series: something has really been drawn.
    let inked = 0;
    for (let at = 0; at < pixels.length; at += 4) {
      if (pixels[at] === 0x1b && pixels[at + 1] === 0x52 && pixels[at + 2] === 0x5c) inked += 1;
    }
    expect(inked).toBeGreaterThan(10_000);
  });
});
