/** The only module that loads Chart.js; reached by dynamic import alone, so that no other screen pays for it. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  SubTitle,
  Title,
  type Plugin
} from 'chart.js';
import labels from 'chartjs-plugin-datalabels';
import { chartConfig, type DrawOptions } from './chart-config';
import type { ChartPalette } from './palette';
import type { ChartSpec } from './spec';

let isRegistered = false;

/** Chart.js keeps one registry; filling it on first use keeps the import itself free of effects. */
function register(): void {
  if (isRegistered) return;
  isRegistered = true;
  Chart.register(BarController, BarElement, LineController, LineElement, PointElement);
  Chart.register(CategoryScale, LinearScale, Legend, Title, SubTitle);
}

/** Paints the ground first: a picture without one is black in many office programs. */
const groundPlugin = (color: string): Plugin<'bar' | 'line'> => ({
  id: 'ground',
  beforeDraw({ ctx, width, height }) {
    ctx.save();
    ctx.fillStyle = color;
    ctx.fillRect(0, 0, width, height);
    ctx.restore();
  }
});

/** Draws on a canvas; the answer takes the chart away again. */
export function drawChart(
  canvas: HTMLCanvasElement,
  spec: ChartSpec,
  palette: ChartPalette,
  options: DrawOptions
): () => void {
  register();
  const config = chartConfig(spec, palette, options);
  const chart = new Chart(canvas, { ...config, plugins: [labels, groundPlugin(palette.ground)] });
  return () => chart.destroy();
}
