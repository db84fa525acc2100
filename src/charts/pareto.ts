import { axisX, axisY, areaY, dot, gridY, line, ruleX, text } from '@observablehq/plot';
import { MARK, plotOptions, type Chart, type Frame } from './chart.ts';

/** A point of the curve: shares of customers and revenue, 0 to 1. */
export interface CurvePoint {
  readonly customers: number;
  readonly revenue: number;
}

/** A point worth naming: the best `percent` of the customers, how many that is, what share they bring, and the least that one of them brought. */
export interface CurveStop {
  readonly percent: number;
  readonly customers: number;
  /** Those customers as a share of all, 0 to 1. */
  readonly at: number;
  readonly share: number;
  readonly least: number;
}

export interface ParetoWords {
  readonly best: string;
  readonly customers: string;
  readonly share: string;
  readonly least: string;
  readonly xAxis: string;
  readonly yAxis: string;
  readonly equal: string;
  /** "20 % of customers bring 74.6 %". */
  readonly stop: (stop: CurveStop) => string;
  readonly formatShare: (value: number) => string;
  readonly formatWhole: (value: number) => string;
  readonly formatCount: (value: number) => string;
  readonly formatMoney: (value: number) => string;
}

/** How concentrated revenue is: the curve, the line of equality, named stops as dots, and the stop at 20 % in words. */
export function paretoChart(
  curve: readonly CurvePoint[],
  stops: readonly CurveStop[],
  frame: Frame,
  words: ParetoWords,
): Chart<CurveStop> {
  const { palette } = frame;
  const fifth = stops.filter((stop) => stop.percent === 20);
  return {
    options: plotOptions(
      frame,
      {
        height: 344,
        marginTop: 24,
        marginLeft: 48,
        marginRight: 24,
        x: { domain: [0, 1], label: null },
        y: { domain: [0, 1], label: null },
      },
      [
        gridY({ ticks: 4, stroke: palette.line, strokeOpacity: 1 }),
        axisY({ ticks: 4, tickSize: 0, tickFormat: words.formatWhole, label: words.yAxis, labelArrow: 'none' }),
        axisX({
          ticks: 5,
          tickSize: 0,
          tickFormat: words.formatWhole,
          label: words.xAxis,
          labelArrow: 'none',
          labelAnchor: 'right',
        }),
        areaY(curve, { x: 'customers', y: 'revenue', fill: palette.pine, fillOpacity: 0.08 }),
        line(
          [
            [0, 0],
            [1, 1],
          ],
          { stroke: palette.ink2, strokeDasharray: '2,4' },
        ),
        ...(frame.width < 420
          ? []
          : [
              text([words.equal], {
                x: () => 0.72,
                y: () => 0.72,
                text: (word: string) => word,
                textAnchor: 'start',
                dx: 6,
                dy: 8,
                fill: palette.ink2,
              }),
            ]),
        line(curve, { x: 'customers', y: 'revenue', stroke: palette.pine, strokeWidth: 2 }),
        ruleX(fifth, { x: 'at', y1: 0, y2: 'share', stroke: palette.seal, strokeDasharray: '3,3' }),
        text(fifth, {
          x: 'at',
          y: 'share',
          text: words.stop,
          textAnchor: 'start',
          dx: 10,
          dy: 14,
          fill: palette.ink,
          stroke: palette.paper,
          strokeWidth: 4,
          fontWeight: 600,
        }),
        dot(stops, {
          x: 'at',
          y: 'share',
          r: 5,
          fill: (stop: CurveStop) => (stop.percent === 20 ? palette.seal : palette.pine),
          stroke: palette.paper,
          className: MARK,
        }),
      ],
    ),
    data: stops,
    tip: (stop) => [
      words.stop(stop),
      `${words.customers} ${words.formatCount(stop.customers)}`,
      `${words.least} ${words.formatMoney(stop.least)}`,
    ],
    table: {
      columns: [
        { label: words.best, align: 'end' },
        { label: words.customers, align: 'end' },
        { label: words.share, align: 'end' },
        { label: words.least, align: 'end' },
      ],
      rows: stops.map((stop) => ({
        cells: [stop.percent / 100, stop.customers, stop.share, stop.least],
        texts: [
          words.formatWhole(stop.percent / 100),
          words.formatCount(stop.customers),
          words.formatShare(stop.share),
          words.formatMoney(stop.least),
        ],
      })),
    },
  };
}
