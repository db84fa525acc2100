import { axisX, axisY, cell, dot, text } from '@observablehq/plot';
import { inkOn, MARK, plotOptions, shade, type Chart, type Frame } from './chart.ts';

/** The customers of one cell of the grid: R score x F score (or the mean of F and M scores). */
export interface MapCell {
  readonly r_score: number;
  readonly column: number;
  /** The named group that the cell belongs to. */
  readonly grp: string;
  readonly customers: number;
  /** Share of all revenue, 0 to 1. */
  readonly share: number;
}

export interface MapWords {
  readonly xAxis: string;
  readonly yAxis: string;
  readonly r: string;
  readonly f: string;
  readonly group: string;
  readonly customers: string;
  readonly share: string;
  readonly formatGroup: (group: string) => string;
  readonly formatCount: (value: number) => string;
  readonly formatShare: (value: number) => string;
}

/** Width of a digit of the numbers on the map, and the margin around a number that its square still holds. */
const DIGIT = 6.3;
const MARGIN = 4;

/** Where the customers are: R score up, F score across, area = people, colour = their share of revenue. */
export function rfmMap(cells: readonly MapCell[], levels: number, frame: Frame, words: MapWords): Chart<MapCell> {
  const { palette } = frame;
  const left = 40;
  const width = Math.min(frame.width, 560);
  const step = Math.min(56, (width - left - 8) / levels);
  const most = cells.reduce((max, { customers }) => Math.max(max, customers), 0);
  const richest = cells.reduce((max, { share }) => Math.max(max, share), 0);
  /** Square roots, because one cell often has most of the money: the others are still told apart. */
  const colour = (cell: MapCell): string =>
    shade(palette, richest > 0 ? Math.max(0.17, Math.sqrt(Math.max(0, cell.share) / richest)) : 0.17);
  const side = (cell: MapCell): number => step * 0.9 * Math.sqrt(cell.customers / Math.max(1, most));
  /** A square holds its own number; one that is too small has it underneath. */
  const holds = (cell: MapCell): boolean => side(cell) >= words.formatCount(cell.customers).length * DIGIT + MARGIN;
  const label = {
    x: 'column',
    y: 'r_score',
    text: (cell: MapCell) => words.formatCount(cell.customers),
    fontSize: 11,
    fontVariant: 'tabular-nums',
  };
  const scores = Array.from({ length: levels }, (_, i) => i + 1);
  const every = scores.flatMap((r_score) => scores.map((column) => ({ r_score, column })));
  return {
    options: plotOptions(
      { ...frame, width },
      {
        height: levels * step + 64,
        marginTop: 24,
        marginBottom: 40,
        marginLeft: left,
        marginRight: 8,
        x: { type: 'band', domain: scores, padding: 0.05, label: null },
        y: { type: 'band', domain: scores.toReversed(), padding: 0.05, label: null },
        r: {
          type: 'sqrt',
          domain: [0, Math.max(1, most)],
          range: [0, (step * 0.9) / Math.sqrt(Math.PI)],
        },
        color: { type: 'identity' },
      },
      [
        axisX({ tickSize: 0, label: words.xAxis, labelArrow: 'none', labelAnchor: 'right' }),
        axisY({ tickSize: 0, label: words.yAxis, labelArrow: 'none' }),
        cell(every, { x: 'column', y: 'r_score', fill: palette.line, fillOpacity: 0.4 }),
        dot(cells, {
          x: 'column',
          y: 'r_score',
          r: 'customers',
          symbol: 'square',
          fill: colour,
          stroke: palette.ink2,
          strokeWidth: 0.5,
        }),
        text(cells.filter(holds), { ...label, fill: (cell: MapCell) => inkOn(palette, colour(cell)) }),
        text(
          cells.filter((cell) => !holds(cell)),
          { ...label, fill: palette.ink, dy: step / 2 - 8 },
        ),
        cell(cells, { x: 'column', y: 'r_score', fill: 'transparent', className: MARK }),
      ],
    ),
    data: cells,
    tip: (cell) => [
      words.formatGroup(cell.grp),
      `${words.r} ${cell.r_score} · ${words.f} ${cell.column}`,
      `${words.customers} ${words.formatCount(cell.customers)}`,
      `${words.share} ${words.formatShare(cell.share)}`,
    ],
    table: {
      columns: [
        { label: words.group, align: 'start' },
        ...[words.r, words.f, words.customers, words.share].map((label) => ({ label, align: 'end' }) as const),
      ],
      rows: cells.map((cell) => ({
        cells: [words.formatGroup(cell.grp), cell.r_score, cell.column, cell.customers, cell.share],
        texts: [
          words.formatGroup(cell.grp),
          String(cell.r_score),
          String(cell.column),
          words.formatCount(cell.customers),
          words.formatShare(cell.share),
        ],
      })),
    },
  };
}
