import { axisX, axisY, gridY, line, rectY, ruleX, text } from '@observablehq/plot';
import { apart, MARK, plotOptions, roundUp, textWidth, type Chart, type Frame } from './chart.ts';

/** Repeat purchases of all customers up to the end of a week, counted and foreseen. */
export interface TrackedWeek {
  readonly week: number;
  readonly actual: number;
  readonly expected: number;
}

export interface TrackingWords {
  readonly week: string;
  readonly actual: string;
  readonly expected: string;
  readonly split: string;
  readonly axis: string;
  /** "Week 12, until 24 Mar 2024". */
  readonly formatWeek: (week: number) => string;
  readonly formatCount: (value: number) => string;
  readonly formatAxis: (value: number) => string;
}

const HEIGHT = 280;
const TOP = 28;
const BOTTOM = 36;

/** Did the model foresee what came? Cumulative purchases, with a line where its knowledge ended. */
export function trackingChart(
  weeks: readonly TrackedWeek[],
  splitWeek: number,
  frame: Frame,
  words: TrackingWords,
): Chart<TrackedWeek> {
  const { palette } = frame;
  const top = roundUp(weeks.reduce((most, { actual, expected }) => Math.max(most, actual, expected), 0));
  const end = weeks.at(-1);
  const series = [
    { name: words.actual, of: 'actual', stroke: palette.ink, dash: undefined },
    { name: words.expected, of: 'expected', stroke: palette.pine, dash: '6,4' },
  ] as const;
  const right = 24 + Math.max(...series.map(({ name }) => textWidth(name)));
  const y = (value: number): number => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM);
  const wanted = series.map(({ of }) => y(end?.[of] ?? 0));
  const placed = apart(wanted, 16);
  return {
    options: plotOptions(
      frame,
      {
        height: HEIGHT,
        marginTop: TOP,
        marginBottom: BOTTOM,
        marginRight: right,
        x: { domain: [0, end?.week ?? 1], label: null },
        y: { domain: [0, top], label: null },
      },
      [
        gridY({ ticks: 4, stroke: palette.line, strokeOpacity: 1 }),
        axisY({ ticks: 4, tickSize: 0, tickFormat: words.formatAxis, label: words.axis, labelArrow: 'none' }),
        axisX({
          ticks: Math.max(2, Math.floor(frame.width / 90)),
          tickSize: 0,
          tickFormat: (week: number) => (Number.isInteger(week) ? String(week) : ''),
          label: words.week,
          labelArrow: 'none',
          labelAnchor: 'right',
        }),
        ruleX([splitWeek], { stroke: palette.seal, strokeDasharray: '3,3' }),
        text([splitWeek], {
          x: (week: number) => week,
          frameAnchor: 'top',
          text: () => words.split,
          textAnchor: 'end',
          dx: -6,
          dy: 6,
          fill: palette.seal,
        }),
        ...series.flatMap(({ name, of, stroke, dash }, i) => [
          line(weeks, { x: 'week', y: of, stroke, strokeWidth: 2, ...(dash ? { strokeDasharray: dash } : {}) }),
          text(end ? [end] : [], {
            x: 'week',
            y: of,
            dx: 8,
            dy: placed[i]! - wanted[i]!,
            text: () => name,
            textAnchor: 'start',
            fill: stroke,
          }),
        ]),
        rectY(weeks, {
          x1: (row: TrackedWeek) => row.week - 1,
          x2: 'week',
          y1: 0,
          y2: () => top,
          fill: 'transparent',
          className: MARK,
        }),
      ],
    ),
    data: weeks,
    tip: (row) => [
      words.formatWeek(row.week),
      `${words.actual} ${words.formatCount(row.actual)}`,
      `${words.expected} ${words.formatCount(row.expected)}`,
    ],
    table: {
      columns: [
        { label: words.week, align: 'start' },
        { label: words.actual, align: 'end' },
        { label: words.expected, align: 'end' },
      ],
      rows: weeks.map((row) => ({
        cells: [row.week, row.actual, row.expected],
        texts: [words.formatWeek(row.week), words.formatCount(row.actual), words.formatCount(row.expected)],
      })),
    },
  };
}
