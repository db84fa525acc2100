import { axisX, axisY, barY, dot, gridY, ruleY, text } from '@observablehq/plot';
import { apart, MARK, plotOptions, roundUp, textWidth, thinned, type Chart, type Frame } from './chart.ts';

/** One month of revenue, first day `YYYY-MM-01`. */
export interface RevenueMonth {
  readonly month: string;
  readonly complete: boolean;
  readonly buyers: number;
  readonly newBuyers: number;
  readonly newRevenue: number;
  readonly returningRevenue: number;
  readonly revenue: number;
}

export interface RevenueWords {
  readonly month: string;
  readonly newRevenue: string;
  readonly returningRevenue: string;
  readonly revenue: string;
  readonly buyers: string;
  readonly newBuyers: string;
  readonly unfinished: string;
  readonly axis: string;
  readonly formatMonth: (month: string) => string;
  readonly formatMoney: (value: number) => string;
  readonly formatAxis: (value: number) => string;
  readonly formatCount: (value: number) => string;
}

/** Pixels across of the widest bar. */
const WIDEST = 72;
const HEIGHT = 280;
const TOP = 24;
const BOTTOM = 32;

/** Revenue by month, from customers who came back (below) and from those who came for the first time (above). The month that is not over is paler. */
export function revenueChart(months: readonly RevenueMonth[], frame: Frame, words: RevenueWords): Chart<RevenueMonth> {
  const { palette } = frame;
  const top = roundUp(months.reduce((most, month) => Math.max(most, month.revenue), 0));
  const names = months.map(({ month }) => month);
  const right = 40 + Math.max(textWidth(words.newRevenue), textWidth(words.returningRevenue));
  const left = 64;
  const opacity = (month: RevenueMonth): number => (month.complete ? 1 : 0.45);
  const last = months.at(-1);
  const y = (value: number): number => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM);
  const series = last
    ? [
        { name: words.returningRevenue, middle: last.returningRevenue / 2, fill: palette.cat[0]! },
        { name: words.newRevenue, middle: last.returningRevenue + last.newRevenue / 2, fill: palette.cat[1]! },
      ]
    : [];
  // Pixels grow downwards: the upper series is placed first, the lower one gives way.
  const wanted = series.map(({ middle }) => y(middle));
  const placed = apart(wanted, 16);
  /** A few months stay bars, not walls. */
  const step = (frame.width - left - right) / Math.max(1, months.length);
  const padding = Math.max(0.2, 1 - WIDEST / step);
  const aside = (frame.width - left - right) / Math.max(1, months.length) / 2;
  const keys = series.flatMap(({ name, middle, fill }, i) => {
    const dy = placed[i]! - wanted[i]!;
    return [
      dot([name], { x: () => last!.month, y: () => middle, dx: aside + 8, dy, r: 4, symbol: 'square', fill }),
      text([name], {
        x: () => last!.month,
        y: () => middle,
        dx: aside + 16,
        dy,
        textAnchor: 'start',
        fill: palette.ink,
      }),
    ];
  });
  return {
    options: plotOptions(
      frame,
      {
        height: HEIGHT,
        marginTop: TOP,
        marginBottom: BOTTOM,
        marginLeft: left,
        marginRight: right,
        x: { type: 'band', domain: names, padding, label: null },
        y: { domain: [0, top], label: null },
      },
      [
        gridY({ ticks: 4, stroke: palette.line, strokeOpacity: 1 }),
        axisY({ ticks: 4, tickSize: 0, tickFormat: words.formatAxis, label: words.axis, labelArrow: 'none' }),
        axisX({
          ticks: thinned(names, frame.width - left - right, 76),
          tickSize: 0,
          tickFormat: words.formatMonth,
          label: null,
        }),
        barY(months, { x: 'month', y1: 0, y2: 'returningRevenue', fill: palette.cat[0]!, fillOpacity: opacity }),
        barY(months, {
          x: 'month',
          y1: 'returningRevenue',
          y2: (month: RevenueMonth) => month.returningRevenue + month.newRevenue,
          fill: palette.cat[1]!,
          fillOpacity: opacity,
        }),
        ruleY([0], { stroke: palette.ink2 }),
        ...keys,
        barY(months, { x: 'month', y1: 0, y2: () => top, fill: 'transparent', className: MARK }),
      ],
    ),
    data: months,
    tip: (month) => [
      words.formatMonth(month.month) + (month.complete ? '' : ` (${words.unfinished})`),
      `${words.revenue} ${words.formatMoney(month.revenue)}`,
      `${words.returningRevenue} ${words.formatMoney(month.returningRevenue)}`,
      `${words.newRevenue} ${words.formatMoney(month.newRevenue)}`,
      `${words.buyers} ${words.formatCount(month.buyers)}`,
    ],
    table: {
      columns: [
        { label: words.month, align: 'start' },
        ...[words.revenue, words.returningRevenue, words.newRevenue, words.buyers, words.newBuyers].map(
          (label) => ({ label, align: 'end' }) as const,
        ),
      ],
      rows: months.map((month) => ({
        cells: [
          month.month.slice(0, 7),
          month.revenue,
          month.returningRevenue,
          month.newRevenue,
          month.buyers,
          month.newBuyers,
        ],
        texts: [
          words.formatMonth(month.month) + (month.complete ? '' : ` (${words.unfinished})`),
          ...[month.revenue, month.returningRevenue, month.newRevenue].map(words.formatMoney),
          ...[month.buyers, month.newBuyers].map(words.formatCount),
        ],
      })),
    },
  };
}
