import { axisX, axisY, gridY, rectY, ruleX, ruleY, text } from '@observablehq/plot';
import { MARK, plotOptions, roundUp, textWidth, type Chart, type Frame } from './chart.ts';

/** One bar: values in `[low, high)`; the last bar also holds everything above it. */
export interface HistogramBin {
  readonly low: number;
  readonly high: number;
  readonly customers: number;
  /** True for the last bar where it holds more than its own width. */
  readonly open: boolean;
}

export interface HistogramWords {
  readonly value: string;
  readonly customers: string;
  /** "threshold 50 days". */
  readonly threshold: (value: number) => string;
  readonly formatValue: (value: number) => string;
  readonly formatTick: (value: number) => string;
  readonly formatCount: (value: number) => string;
  readonly formatAxis: (value: number) => string;
}

/** How a measure is spread over the customers, with the threshold that parts high from low. `high` says on which side high is, whether the
 * threshold itself is high, and whether values are whole numbers. */
export function thresholdHistogram(
  bins: readonly HistogramBin[],
  threshold: number | null,
  high: { readonly side: 'below' | 'above'; readonly inclusive: boolean; readonly whole: boolean },
  frame: Frame,
  words: HistogramWords,
): Chart<HistogramBin> {
  const { palette } = frame;
  const top = roundUp(bins.reduce((max, { customers }) => Math.max(max, customers), 0));
  // A bar of whole numbers stands over them: 2 reaches from 1.5 to 2.5.
  const shift = high.whole ? 0.5 : 0;
  const left = (bins[0]?.low ?? 0) - shift;
  const right = (bins.at(-1)?.high ?? 1) - shift;
  const isHigh = (bin: HistogramBin): boolean => {
    if (threshold === null) return false;
    const middle = (bin.low + bin.high) / 2 - shift;
    if (middle === threshold) return high.inclusive;
    return high.side === 'below' ? middle < threshold : middle > threshold;
  };
  const at = threshold === null ? null : Math.max(left, Math.min(right, threshold));
  // The line's words stand at its right, or at its left where there is more room and they need it. They are bold: a little wider.
  const along = at === null ? 0 : (at - left) / Math.max(1e-9, right - left);
  const room = (1 - along) * (frame.width - 72);
  const leans = threshold !== null && along > 0.4 && room < 12 + 1.1 * textWidth(words.threshold(threshold));
  const rangeOf = (bin: HistogramBin): string => {
    if (bin.open) return `≥ ${words.formatValue(bin.low)}`;
    const last = high.whole ? bin.high - 1 : bin.high;
    return last === bin.low ? words.formatValue(bin.low) : `${words.formatValue(bin.low)} – ${words.formatValue(last)}`;
  };
  const span = { x1: (bin: HistogramBin) => bin.low - shift, x2: (bin: HistogramBin) => bin.high - shift };
  return {
    options: plotOptions(
      frame,
      {
        height: 180,
        marginTop: 28,
        x: { domain: [left, right], label: null },
        y: { domain: [0, top], label: null },
        color: { type: 'identity' },
      },
      [
        gridY({ ticks: 3, stroke: palette.line, strokeOpacity: 1 }),
        axisY({ ticks: 3, tickSize: 0, tickFormat: words.formatAxis, label: words.customers, labelArrow: 'none' }),
        axisX({
          ticks: Math.max(2, Math.floor(frame.width / 90)),
          tickSize: 0,
          tickFormat: words.formatTick,
          label: words.value,
          labelArrow: 'none',
          labelAnchor: 'right',
        }),
        rectY(bins, {
          ...span,
          y1: 0,
          y2: 'customers',
          inset: 0.5,
          fill: (bin: HistogramBin) => (isHigh(bin) ? palette.pine : palette.seq[2]!),
        }),
        ruleY([0], { stroke: palette.ink2 }),
        ...(at === null || threshold === null
          ? []
          : [
              ruleX([at], { stroke: palette.seal, strokeWidth: 2 }),
              text([at], {
                x: () => at,
                frameAnchor: 'top',
                text: () => words.threshold(threshold),
                textAnchor: leans ? 'end' : 'start',
                dx: leans ? -6 : 6,
                dy: -14,
                fill: palette.seal,
                fontWeight: 600,
              }),
            ]),
        rectY(bins, { ...span, y1: 0, y2: () => top, fill: 'transparent', className: MARK }),
      ],
    ),
    data: bins,
    tip: (bin) => [rangeOf(bin), `${words.customers} ${words.formatCount(bin.customers)}`],
    table: {
      columns: [
        { label: words.value, align: 'start' },
        { label: words.customers, align: 'end' },
      ],
      rows: bins.map((bin) => ({
        cells: [bin.open ? `>=${bin.low}` : `${bin.low}–${bin.high}`, bin.customers],
        texts: [rangeOf(bin), words.formatCount(bin.customers)],
      })),
    },
  };
}
