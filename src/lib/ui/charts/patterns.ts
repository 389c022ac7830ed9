/**
 * Hatchings that tell series apart without colour. A tile is drawn at the picture's own scale, so that
 * print resolution stays sharp. The first series is plain.
 */
const side = 10;

type Stroke = (context: CanvasRenderingContext2D) => void;

const line =
  (...points: readonly (readonly [number, number, number, number])[]): Stroke =>
  (context) => {
    context.beginPath();
    for (const [x1, y1, x2, y2] of points) {
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
    }
    context.stroke();
  };

// Diagonals run past the corners, so that tiles join without notches.
const rising = [
  [-1, 11, 11, -1],
  [-6, 6, 6, -6],
  [4, 16, 16, 4]
] as const;
const falling = [
  [-1, -1, 11, 11],
  [4, -6, 16, 6],
  [-6, 4, 6, 16]
] as const;

const strokes: readonly Stroke[] = [
  line(...rising),
  (context) => {
    context.beginPath();
    context.arc(5, 5, 2, 0, Math.PI * 2);
    context.fill();
  },
  line([0, 5, 10, 5]),
  line(...falling),
  line([5, 0, 5, 10], [0, 5, 10, 5])
];

/** Fill of the nth series: its colour, hatched in the ground's colour from the second on. */
export function seriesFill(
  index: number,
  color: string,
  ground: string,
  scale: number
): string | CanvasPattern {
  const stroke = index === 0 ? undefined : strokes[(index - 1) % strokes.length];
  if (!stroke) return color;
  const tile = document.createElement('canvas');
  tile.width = tile.height = side * scale;
  const context = tile.getContext('2d');
  if (!context) return color;
  context.scale(scale, scale);
  context.fillStyle = color;
  context.fillRect(0, 0, side, side);
  context.strokeStyle = context.fillStyle = ground;
  context.lineWidth = 2;
  stroke(context);
  const pattern = context.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix().scale(1 / scale));
  return pattern ?? color;
}
