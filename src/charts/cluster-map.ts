import { text } from '@observablehq/plot';
import { apart, plotOptions, textWidth, type Chart, type Frame } from './chart.ts';

/** A customer on the map. */
export interface MapDot {
  readonly customer: number;
  readonly cluster: number;
  readonly x: number;
  readonly y: number;
  /** How well she sits in her cluster, 0 to 1. */
  readonly fit: number;
}

export interface ClusterMapWords<Point extends MapDot> {
  readonly cluster: string;
  readonly drawn: string;
  readonly x: string;
  readonly y: string;
  readonly fit: string;
  readonly nameOf: (cluster: number) => string;
  /** Place in the palette of categories, 1 to 7; 0 has no colour of its own. */
  readonly colourOf: (cluster: number) => number;
  /** Who she is, masked where the reader wants it. */
  readonly whoOf: (point: Point) => string;
  readonly formatCount: (value: number) => string;
  readonly formatPlace: (value: number) => string;
  readonly formatShare: (value: number) => string;
}

/** Who stands near whom: a dot a customer, coloured by cluster, each cluster named at its middle. The axes have no unit. */
export function clusterMapChart<Point extends MapDot>(
  points: readonly Point[],
  frame: Frame,
  words: ClusterMapWords<Point>,
): Chart<Point> {
  const { palette } = frame;
  const colour = (cluster: number): string => palette.cat[words.colourOf(cluster) - 1] ?? palette.ink2;
  const middles = middlesOf(points);
  const height = Math.round(Math.min(520, Math.max(300, frame.width * 0.62)));
  const xs = points.map(({ x }) => x);
  const [low, high] = [xs.reduce((a, b) => Math.min(a, b), Infinity), xs.reduce((a, b) => Math.max(a, b), -Infinity)];
  const ys = points.map(({ y }) => y);
  const [floor, top] = [ys.reduce((a, b) => Math.min(a, b), Infinity), ys.reduce((a, b) => Math.max(a, b), -Infinity)];
  const inner = { left: 12, right: 12, top: 16, bottom: 16 };
  const across = (x: number): number =>
    inner.left + ((x - low) / Math.max(1e-9, high - low)) * (frame.width - inner.left - inner.right);
  const down = (y: number): number =>
    inner.top + (1 - (y - floor) / Math.max(1e-9, top - floor)) * (height - inner.top - inner.bottom);
  const rows = apart(
    middles.map(({ y }) => down(y)),
    16,
  );
  const labels = middles.map((middle, i) => {
    const label = words.nameOf(middle.cluster);
    const half = textWidth(label) / 2;
    const at = Math.min(frame.width - half - 4, Math.max(half + 4, across(middle.x)));
    return { label, at, row: rows[i]! };
  });
  return {
    options: plotOptions(
      frame,
      {
        height,
        marginLeft: 0,
        marginRight: 0,
        marginTop: 0,
        marginBottom: 0,
        // Names are placed in pixels, beside dots that are painted in pixels.
        x: { axis: null, domain: [0, frame.width] },
        y: { axis: null, domain: [height, 0] },
        color: { type: 'identity' },
      },
      [
        text(labels, {
          x: ({ at }: { at: number }) => at,
          y: ({ row }: { row: number }) => row,
          text: 'label',
          textAnchor: 'middle',
          fill: palette.ink,
          stroke: palette.paper,
          strokeWidth: 4,
          fontWeight: 600,
        }),
      ],
    ),
    data: points,
    dots: points.map(({ x, y, cluster }) => ({ x: across(x), y: down(y), fill: colour(cluster) })),
    tip: (point) => [words.whoOf(point), words.nameOf(point.cluster), `${words.fit} ${words.formatShare(point.fit)}`],
    table: {
      columns: [
        { label: words.cluster, align: 'start' },
        ...[words.drawn, words.x, words.y].map((label) => ({ label, align: 'end' }) as const),
      ],
      rows: middles.map((middle) => ({
        cells: [words.nameOf(middle.cluster), middle.n, middle.x, middle.y],
        texts: [
          words.nameOf(middle.cluster),
          words.formatCount(middle.n),
          words.formatPlace(middle.x),
          words.formatPlace(middle.y),
        ],
      })),
    },
  };
}

/** Where each cluster is on the map: the mean of its dots, largest cluster first. */
function middlesOf(points: readonly MapDot[]) {
  const sums = new Map<number, { cluster: number; n: number; x: number; y: number }>();
  for (const { cluster, x, y } of points) {
    const sum = sums.get(cluster) ?? { cluster, n: 0, x: 0, y: 0 };
    sums.set(cluster, { cluster, n: sum.n + 1, x: sum.x + x, y: sum.y + y });
  }
  return [...sums.values()]
    .map(({ cluster, n, x, y }) => ({ cluster, n, x: x / n, y: y / n }))
    .sort((a, b) => b.n - a.n || a.cluster - b.cluster);
}
