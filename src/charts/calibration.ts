import { axisX, axisY, dot, gridY, line, ruleX } from '@observablehq/plot';
import { MARK, plotOptions, type Chart, type Frame } from './chart.ts';

/** Customers with about the same predicted probability, and the share of them to whom it happened, with its 95 % bounds. */
export interface CalibrationPoint {
  readonly rows: number;
  readonly predicted: number;
  readonly observed: number;
  readonly low: number;
  readonly high: number;
}

export interface CalibrationWords {
  readonly predicted: string;
  readonly observed: string;
  readonly customers: string;
  readonly before: string;
  readonly formatShare: (value: number) => string;
  readonly formatWhole: (value: number) => string;
  readonly formatCount: (value: number) => string;
}

/** Do predicted probabilities come true? Dots on the dotted line do; bars are the bounds of what was observed; rings, before calibration. */
export function calibrationChart(
  points: readonly CalibrationPoint[],
  before: readonly CalibrationPoint[],
  frame: Frame,
  words: CalibrationWords,
): Chart<CalibrationPoint> {
  const { palette } = frame;
  return {
    options: plotOptions(
      frame,
      {
        height: 300,
        marginTop: 28,
        marginBottom: 44,
        marginRight: 24,
        x: { domain: [0, 1], label: null },
        y: { domain: [0, 1], label: null },
      },
      [
        gridY({ ticks: 4, stroke: palette.line, strokeOpacity: 1 }),
        axisY({ ticks: 4, tickSize: 0, tickFormat: words.formatWhole, label: words.observed, labelArrow: 'none' }),
        axisX({
          ticks: 5,
          tickSize: 0,
          tickFormat: words.formatWhole,
          label: words.predicted,
          labelArrow: 'none',
          labelAnchor: 'right',
        }),
        line(
          [
            [0, 0],
            [1, 1],
          ],
          { stroke: palette.ink2, strokeDasharray: '2,4' },
        ),
        ruleX(points, { x: 'predicted', y1: 'low', y2: 'high', stroke: palette.pine, strokeWidth: 1.5 }),
        dot(before, { x: 'predicted', y: 'observed', r: 4, stroke: palette.ink2, strokeWidth: 1 }),
        dot(points, {
          x: 'predicted',
          y: 'observed',
          r: 5,
          fill: palette.pine,
          stroke: palette.paper,
          className: MARK,
        }),
      ],
    ),
    data: points,
    tip: (point) => [
      `${words.predicted} ${words.formatShare(point.predicted)}`,
      `${words.observed} ${words.formatShare(point.observed)} (${words.formatShare(point.low)} – ${words.formatShare(point.high)})`,
      `${words.customers} ${words.formatCount(point.rows)}`,
    ],
    table: {
      columns: [
        { label: '', align: 'start' },
        ...[words.predicted, words.observed, words.customers].map((label) => ({ label, align: 'end' }) as const),
      ],
      rows: [
        ...points.map((point) => ['', point] as const),
        ...before.map((point) => [words.before, point] as const),
      ].map(([when, point]) => ({
        cells: [when, point.predicted, point.observed, point.rows],
        texts: [
          when,
          words.formatShare(point.predicted),
          words.formatShare(point.observed),
          words.formatCount(point.rows),
        ],
      })),
    },
  };
}
