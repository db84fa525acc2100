import { axisX, axisY, gridY, line, rectY, ruleX, ruleY, text } from '@observablehq/plot';
import { apart, MARK, plotOptions, roundUp, textWidth, type Chart, type Frame } from './chart.ts';

/** A ranked list worked down: `share` of all customers named (0 to 1, rising, the same for all lists), and what that brings. */
export interface ListCurve {
  readonly name: string;
  readonly points: readonly { readonly share: number; readonly customers: number; readonly value: number }[];
}

/** One length, with what each list brings. */
export interface ListLength {
  readonly share: number;
  readonly customers: number;
  readonly values: readonly number[];
}

export interface ListCurveWords {
  readonly x: string;
  readonly axis: string;
  /** What a random list is called; null draws none (it would rise evenly to the last value). */
  readonly random: string | null;
  /** "your list", at `at`. */
  readonly chosen: string;
  readonly formatLength: (length: ListLength) => string;
  readonly formatShare: (value: number) => string;
  readonly formatValue: (value: number) => string;
  readonly formatAxis: (value: number) => string;
}

const HEIGHT = 320;
const TOP = 32;
const BOTTOM = 40;

/** What does a longer list bring? One line a list, its name at its best-told place, and a mark at the length chosen. */
export function listCurves(
  lists: readonly ListCurve[],
  at: number,
  frame: Frame,
  words: ListCurveWords,
): Chart<ListLength> {
  const { palette } = frame;
  const first = lists[0]?.points ?? [];
  const lengths = first.map(({ share, customers }, i): ListLength => ({
    share,
    customers,
    values: lists.map(({ points }) => points[i]?.value ?? 0),
  }));
  const all = lengths.flatMap(({ values }) => values);
  const top = roundUp(all.reduce((most, value) => Math.max(most, value), 0));
  const least = all.reduce((low, value) => Math.min(low, value), 0);
  const bottom = least < 0 ? -roundUp(-least) : 0;
  const colour = (i: number): string => palette.cat[i % 7]!;
  const longest = Math.max(0, ...lists.map(({ name }) => textWidth(name)), textWidth(words.random ?? ''));
  // Where names beside the curves would take the room of the curves, they stand in the corner that curves leave free.
  const narrow = longest > frame.width / 5;
  const right = narrow ? 24 : 20 + longest;
  const y = (value: number): number => HEIGHT - BOTTOM - ((value - bottom) / (top - bottom)) * (HEIGHT - TOP - BOTTOM);
  // All lists end in the same point: names stand in the order of the lists at the length chosen.
  const chosen = lengths.findLast(({ share }) => share <= at + 1e-9) ?? lengths[0];
  const order = lists.map((_, i) => i).toSorted((a, b) => (chosen?.values[b] ?? 0) - (chosen?.values[a] ?? 0));
  const placed = apart(
    order.map((_, rank) => TOP + 8 + rank * 18),
    16,
  );
  const last = lengths.at(-1);
  const low = (last?.values[0] ?? 0) > (top + bottom) / 2;
  const inside = (rank: number): number =>
    low ? HEIGHT - BOTTOM - 12 - (order.length - 1 - rank) * 17 : TOP + 10 + rank * 17;
  const half = 0.5 / Math.max(1, lengths.length - 1);
  return {
    options: plotOptions(
      frame,
      {
        height: HEIGHT,
        marginTop: TOP,
        marginBottom: BOTTOM,
        marginRight: right,
        marginLeft: 64,
        x: { domain: [0, 1], label: null },
        y: { domain: [bottom, top], label: null },
        color: { type: 'identity' },
      },
      [
        gridY({ ticks: 5, stroke: palette.line, strokeOpacity: 1 }),
        axisY({ ticks: 5, tickSize: 0, tickFormat: words.formatAxis, label: words.axis, labelArrow: 'none' }),
        axisX({
          ticks: Math.max(2, Math.min(10, Math.floor((frame.width - right - 64) / 56))),
          tickSize: 0,
          tickFormat: words.formatShare,
          label: words.x,
          labelArrow: 'none',
          labelAnchor: 'right',
        }),
        ...(bottom < 0 ? [ruleY([0], { stroke: palette.ink2 })] : []),
        ...(words.random && last
          ? [
              line(
                [
                  [0, 0],
                  [1, last.values[0] ?? 0],
                ],
                { stroke: palette.ink2, strokeDasharray: '2,4' },
              ),
            ]
          : []),
        ruleX([at], { stroke: palette.seal, strokeDasharray: '3,3' }),
        text([at], {
          x: (share: number) => share,
          frameAnchor: 'top',
          text: () => words.chosen,
          textAnchor: at > 0.5 ? 'end' : 'start',
          dx: at > 0.5 ? -6 : 6,
          dy: -14,
          fill: palette.seal,
        }),
        ...lists.map(({ points }, i) => line(points, { x: 'share', y: 'value', stroke: colour(i), strokeWidth: 2 })),
        ...order.map((list, rank) =>
          text([lists[list]!.name], {
            x: () => 1,
            y: () => top,
            dx: narrow ? -2 : 8,
            dy: (narrow ? inside(rank) : placed[rank]!) - y(top),
            text: (name: string) => name,
            textAnchor: narrow ? 'end' : 'start',
            fill: colour(list),
            stroke: palette.surface,
            strokeWidth: narrow ? 4 : 0,
          }),
        ),
        rectY(lengths, {
          x1: (one: ListLength) => Math.max(0, one.share - half),
          x2: (one: ListLength) => Math.min(1, one.share + half),
          y1: () => bottom,
          y2: () => top,
          fill: 'transparent',
          className: MARK,
        }),
      ],
    ),
    data: lengths,
    tip: (one) => [
      words.formatLength(one),
      ...order.map((list) => `${lists[list]!.name} ${words.formatValue(one.values[list]!)}`),
    ],
    table: {
      columns: [{ label: words.x, align: 'end' }, ...lists.map(({ name }) => ({ label: name, align: 'end' }) as const)],
      rows: lengths.map((one) => ({
        cells: [one.share, ...one.values],
        texts: [words.formatShare(one.share), ...one.values.map(words.formatValue)],
      })),
    },
  };
}
