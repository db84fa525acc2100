import { axisFx, axisX, axisY, barY, gridY, ruleY, text } from '@observablehq/plot';
import { MARK, plotOptions, roundUp, type Chart, type Frame } from './chart.ts';

/** How many customers have a score, in one of the three measures. */
export interface ScoreBin {
  readonly measure: 'r' | 'f' | 'm';
  readonly score: number;
  readonly customers: number;
  /** The values that got this score, smallest and largest; null where nobody did. */
  readonly least: number | null;
  readonly most: number | null;
}

export interface ScoreWords {
  readonly measure: Readonly<Record<ScoreBin['measure'], string>>;
  readonly measureLabel: string;
  readonly score: string;
  readonly customers: string;
  readonly range: string;
  readonly formatCount: (value: number) => string;
  readonly formatAxis: (value: number) => string;
  readonly formatValue: (measure: ScoreBin['measure'], value: number) => string;
}

/** How large the score levels really are: equal values share a score, so they are seldom equal, and some may be empty. */
export function scoreBars(bins: readonly ScoreBin[], frame: Frame, words: ScoreWords): Chart<ScoreBin> {
  const { palette } = frame;
  const top = roundUp(bins.reduce((max, { customers }) => Math.max(max, customers), 0));
  const roomy = frame.width >= 560;
  const range = (bin: ScoreBin): string =>
    bin.least === null || bin.most === null
      ? '—'
      : `${words.formatValue(bin.measure, bin.least)} – ${words.formatValue(bin.measure, bin.most)}`;
  const place = { fx: 'measure', x: 'score' } as const;
  return {
    options: plotOptions(
      frame,
      {
        height: 200,
        marginTop: 32,
        marginBottom: 40,
        fx: { domain: ['r', 'f', 'm'], label: null, padding: 0.12 },
        x: { type: 'band', label: null, padding: 0.2 },
        y: { domain: [0, top], label: null },
      },
      [
        gridY({ ticks: 3, stroke: palette.line, strokeOpacity: 1 }),
        axisY({ ticks: 3, tickSize: 0, tickFormat: words.formatAxis, label: null }),
        axisX({ tickSize: 0, label: words.score, labelArrow: 'none', labelAnchor: 'right' }),
        axisFx({
          anchor: 'top',
          tickFormat: (measure: ScoreBin['measure']) => (roomy ? words.measure[measure] : measure.toUpperCase()),
          fill: palette.ink,
        }),
        barY(bins, { ...place, y1: 0, y2: 'customers', fill: palette.pine }),
        ...(roomy
          ? [
              text(bins, {
                ...place,
                y: 'customers',
                text: (bin: ScoreBin) => words.formatAxis(bin.customers),
                dy: -7,
                fontSize: 11,
                fill: palette.ink2,
              }),
            ]
          : []),
        ruleY([0], { stroke: palette.ink2 }),
        barY(bins, { ...place, y1: 0, y2: () => top, fill: 'transparent', className: MARK }),
      ],
    ),
    data: bins,
    tip: (bin) => [
      `${words.measure[bin.measure]} · ${words.score} ${bin.score}`,
      `${words.customers} ${words.formatCount(bin.customers)}`,
      `${words.range} ${range(bin)}`,
    ],
    table: {
      columns: [
        { label: words.measureLabel, align: 'start' },
        ...[words.score, words.customers, words.range].map((label) => ({ label, align: 'end' }) as const),
      ],
      rows: bins.map((bin) => ({
        cells: [
          bin.measure.toUpperCase(),
          bin.score,
          bin.customers,
          bin.least === null ? null : `${bin.least}–${bin.most}`,
        ],
        texts: [words.measure[bin.measure], String(bin.score), words.formatCount(bin.customers), range(bin)],
      })),
    },
  };
}
