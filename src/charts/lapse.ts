import { axisX, axisY, gridY, line, rectY, ruleX, text } from '@observablehq/plot';
import { apart, MARK, plotOptions, textWidth, type Chart, type Frame } from './chart.ts';
import { tickDays } from './survival.ts';

/** What drawing the line at so many days of silence would mean; shares are 0 to 1. */
export interface LapseLine {
  readonly days: number;
  /** Of those silent so long, the share that still comes back. */
  readonly chance: number;
  /** Of those who will come back, the share called lapsed. */
  readonly falseAlarm: number;
  /** Of those who will not, the share not yet called so. */
  readonly missed: number;
}

export interface LapseWords {
  readonly days: string;
  readonly axis: string;
  readonly chance: string;
  readonly falseAlarm: string;
  readonly missed: string;
  /** "lapsed from 228 days". */
  readonly point: string;
  readonly formatDays: (days: number) => string;
  readonly formatShare: (value: number) => string;
  readonly formatWhole: (value: number) => string;
  readonly formatCount: (value: number) => string;
}

const HEIGHT = 300;
const TOP = 28;
const BOTTOM = 40;

/** After which silence is a customer gone? The chance to come back, and both errors of drawing the line there. */
export function lapseChart(
  rows: readonly LapseLine[],
  point: number,
  frame: Frame,
  words: LapseWords,
): Chart<LapseLine> {
  const { palette } = frame;
  const last = rows.at(-1)?.days ?? 1;
  const series = [
    { of: 'chance', name: words.chance, stroke: palette.ink, dash: undefined },
    { of: 'falseAlarm', name: words.falseAlarm, stroke: palette.cat[1]!, dash: '6,4' },
    { of: 'missed', name: words.missed, stroke: palette.cat[2]!, dash: '2,3' },
  ] as const;
  const right = 20 + Math.max(...series.map(({ name }) => textWidth(name)));
  const y = (value: number): number => HEIGHT - BOTTOM - value * (HEIGHT - TOP - BOTTOM);
  const end = rows.at(-1);
  const wanted = series.map(({ of }) => y(end?.[of] ?? 0));
  // Placed from the axis upwards, so that none is pushed below it.
  const order = apart(
    wanted.map((at) => -at),
    16,
  ).map((at) => -at);
  const half = last / Math.max(1, 2 * (rows.length - 1));
  return {
    options: plotOptions(
      frame,
      {
        height: HEIGHT,
        marginTop: TOP,
        marginBottom: BOTTOM,
        marginRight: right,
        x: { domain: [0, last], label: null },
        y: { domain: [0, 1], label: null },
        color: { type: 'identity' },
      },
      [
        gridY({ ticks: 4, stroke: palette.line, strokeOpacity: 1 }),
        axisY({ ticks: 4, tickSize: 0, tickFormat: words.formatWhole, label: words.axis, labelArrow: 'none' }),
        axisX({
          ticks: tickDays(last, Math.max(2, Math.floor((frame.width - right - 56) / 72))),
          tickSize: 0,
          tickFormat: (day: number) => words.formatCount(day),
          label: words.days,
          labelArrow: 'none',
          labelAnchor: 'right',
        }),
        ruleX([point], { stroke: palette.seal, strokeDasharray: '3,3' }),
        text([point], {
          x: (days: number) => days,
          frameAnchor: 'top',
          text: () => words.point,
          textAnchor: point > last / 2 ? 'end' : 'start',
          dx: point > last / 2 ? -6 : 6,
          dy: -14,
          fill: palette.seal,
        }),
        ...series.flatMap(({ of, name, stroke, dash }, i) => [
          line(rows, { x: 'days', y: of, stroke, strokeWidth: 2, ...(dash ? { strokeDasharray: dash } : {}) }),
          text(end ? [end] : [], {
            x: 'days',
            y: of,
            dx: 8,
            dy: order[i]! - wanted[i]!,
            text: () => name,
            textAnchor: 'start',
            fill: stroke,
          }),
        ]),
        rectY(rows, {
          x1: (row: LapseLine) => Math.max(0, row.days - half),
          x2: (row: LapseLine) => Math.min(last, row.days + half),
          y1: 0,
          y2: 1,
          fill: 'transparent',
          className: MARK,
        }),
      ],
    ),
    data: rows,
    tip: (row) => [
      words.formatDays(row.days),
      ...series.map(({ of, name }) => `${name} ${words.formatShare(row[of])}`),
    ],
    table: {
      columns: [
        { label: words.days, align: 'end' },
        ...series.map(({ name }) => ({ label: name, align: 'end' }) as const),
      ],
      rows: rows.map((row) => ({
        cells: [row.days, ...series.map(({ of }) => row[of])],
        texts: [words.formatCount(row.days), ...series.map(({ of }) => words.formatShare(row[of]))],
      })),
    },
  };
}
