import { axisX, axisY, barY, dot, gridY, ruleY } from '@observablehq/plot';
import { MARK, plotOptions, roundUp, type Chart, type Frame } from './chart.ts';

/** Customers with x repeat purchases before the split (the last row: x and more) and their mean purchases after it. */
export interface FrequencyRow {
  readonly x: number;
  readonly andMore: boolean;
  readonly customers: number;
  readonly actual: number;
  readonly expected: number;
}

export interface ConditionalWords {
  readonly before: string;
  readonly actual: string;
  readonly expected: string;
  readonly customers: string;
  readonly axis: string;
  readonly formatMean: (value: number) => string;
  readonly formatCount: (value: number) => string;
}

/** Do those who bought more before the split buy more after it, as foreseen? Bars are what happened, dots what was expected. */
export function conditionalChart(
  rows: readonly FrequencyRow[],
  frame: Frame,
  words: ConditionalWords,
): Chart<FrequencyRow> {
  const { palette } = frame;
  const name = (row: FrequencyRow): string => `${row.x}${row.andMore ? '+' : ''}`;
  const top = roundUp(rows.reduce((most, { actual, expected }) => Math.max(most, actual, expected), 0));
  return {
    options: plotOptions(
      frame,
      {
        height: 280,
        marginTop: 28,
        marginBottom: 44,
        x: { type: 'band', domain: rows.map(name), padding: 0.25, label: null },
        y: { domain: [0, top], label: null },
      },
      [
        gridY({ ticks: 4, stroke: palette.line, strokeOpacity: 1 }),
        axisY({ ticks: 4, tickSize: 0, tickFormat: words.formatMean, label: words.axis, labelArrow: 'none' }),
        axisX({ tickSize: 0, label: words.before, labelArrow: 'none', labelAnchor: 'right' }),
        barY(rows, { x: name, y1: 0, y2: 'actual', fill: palette.seq[2]! }),
        ruleY([0], { stroke: palette.ink2 }),
        dot(rows, { x: name, y: 'expected', r: 5, fill: palette.pine, stroke: palette.paper, strokeWidth: 1.5 }),
        barY(rows, { x: name, y1: 0, y2: () => top, fill: 'transparent', className: MARK }),
      ],
    ),
    data: rows,
    tip: (row) => [
      `${words.before} ${name(row)}`,
      `${words.customers} ${words.formatCount(row.customers)}`,
      `${words.actual} ${words.formatMean(row.actual)}`,
      `${words.expected} ${words.formatMean(row.expected)}`,
    ],
    table: {
      columns: [
        { label: words.before, align: 'start' },
        { label: words.customers, align: 'end' },
        { label: words.actual, align: 'end' },
        { label: words.expected, align: 'end' },
      ],
      rows: rows.map((row) => ({
        cells: [name(row), row.customers, row.actual, row.expected],
        texts: [
          name(row),
          words.formatCount(row.customers),
          words.formatMean(row.actual),
          words.formatMean(row.expected),
        ],
      })),
    },
  };
}
