import { areaY, axisX, axisY, dot, gridY, line, ruleX, ruleY, text } from '@observablehq/plot';
import { MARK, plotOptions, roundUp, type Chart, type Frame } from './chart.ts';

/** What contacting a share of the ranked list brings. */
export interface ProfitDatum {
  readonly share: number;
  readonly contacts: number;
  readonly probability: number;
  readonly profit: number;
}

export interface ProfitWords {
  readonly share: string;
  readonly profit: string;
  readonly customers: string;
  readonly least: string;
  readonly formatShare: (value: number) => string;
  readonly formatMoney: (value: number) => string;
  readonly formatAxis: (value: number) => string;
  readonly formatCount: (value: number) => string;
}

/** Whom does it pay to contact? The curve above the line of zero earns, its highest point is marked. */
export function profitChart(
  points: readonly ProfitDatum[],
  best: ProfitDatum | null,
  frame: Frame,
  words: ProfitWords,
): Chart<ProfitDatum> {
  const { palette } = frame;
  const top = roundUp(Math.max(...points.map(({ profit }) => profit), 0));
  const least = Math.min(...points.map(({ profit }) => profit), 0);
  // A loss far below the gain would press the gain flat: the curve is cut at as much below as there is above.
  const low = least < 0 ? -roundUp(Math.min(-least, Math.max(top, 1))) : 0;
  const tenths = points.filter((_, i) => i % 10 === 0);
  const mark = best ? [best] : [];
  return {
    options: plotOptions(
      frame,
      {
        height: 260,
        marginTop: 28,
        marginBottom: 44,
        marginLeft: 64,
        marginRight: 24,
        x: { domain: [0, 1], label: null },
        y: { domain: [low, top], clamp: true, label: null },
      },
      [
        gridY({ ticks: 4, stroke: palette.line, strokeOpacity: 1 }),
        axisY({ ticks: 4, tickSize: 0, tickFormat: words.formatAxis, label: words.profit, labelArrow: 'none' }),
        axisX({
          ticks: 5,
          tickSize: 0,
          tickFormat: words.formatShare,
          label: words.share,
          labelArrow: 'none',
          labelAnchor: 'right',
        }),
        areaY(points, { x: 'share', y1: 0, y2: 'profit', fill: palette.pine, fillOpacity: 0.12 }),
        ruleY([0], { stroke: palette.ink2 }),
        line(points, { x: 'share', y: 'profit', stroke: palette.pine, strokeWidth: 2 }),
        ruleX(mark, { x: 'share', y1: low, y2: 'profit', stroke: palette.seal, strokeDasharray: '3,3' }),
        text(mark, {
          x: 'share',
          y: 'profit',
          text: (point: ProfitDatum) => words.formatMoney(point.profit),
          dy: -12,
          fill: palette.ink,
          textAnchor: best && best.share > 0.8 ? 'end' : best && best.share < 0.2 ? 'start' : 'middle',
        }),
        dot([...tenths, ...mark], {
          x: 'share',
          y: 'profit',
          r: (point: ProfitDatum) => (point === best ? 5 : 3),
          fill: (point: ProfitDatum) => (point === best ? palette.seal : palette.pine),
          stroke: palette.paper,
          className: MARK,
        }),
      ],
    ),
    data: [...tenths, ...mark],
    tip: (point) => [
      `${words.share} ${words.formatShare(point.share)}`,
      `${words.profit} ${words.formatMoney(point.profit)}`,
      `${words.customers} ${words.formatCount(point.contacts)}`,
      `${words.least} ${words.formatShare(point.probability)}`,
    ],
    table: {
      columns: [words.share, words.customers, words.least, words.profit].map(
        (label) => ({ label, align: 'end' }) as const,
      ),
      rows: tenths.map((point) => ({
        cells: [point.share, point.contacts, point.probability, point.profit],
        texts: [
          words.formatShare(point.share),
          words.formatCount(point.contacts),
          words.formatShare(point.probability),
          words.formatMoney(point.profit),
        ],
      })),
    },
  };
}
