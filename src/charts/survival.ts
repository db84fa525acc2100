import { areaY, axisX, axisY, gridY, line, rectY, text } from '@observablehq/plot';
import { apart, MARK, plotOptions, roundUp, textWidth, type Chart, type Frame } from './chart.ts';

/** One group's share of customers who have come back within so many days, with its bounds. */
export interface ReturnLine {
  readonly name: string;
  readonly points: readonly {
    readonly day: number;
    readonly share: number;
    readonly low: number;
    readonly high: number;
    /** Watched that long without having come back. */
    readonly atRisk: number;
  }[];
}

/** One day of one group. */
export interface ReturnPoint {
  readonly name: string;
  readonly day: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly atRisk: number;
}

export interface SurvivalWords {
  readonly group: string;
  readonly day: string;
  readonly axis: string;
  readonly share: string;
  readonly interval: string;
  readonly atRisk: string;
  readonly formatDay: (day: number) => string;
  readonly formatShare: (value: number) => string;
  readonly formatWhole: (value: number) => string;
  readonly formatCount: (value: number) => string;
}

const HEIGHT = 300;
const TOP = 28;
const ROW = 16;

/**
 * Who comes back, and how soon: one rising step curve a group with its band, its name at its end, and under the axis how many are still
 * watched. With more than three groups the bands are left to the tips and the table, where they can be read.
 */
export function survivalChart(lines: readonly ReturnLine[], frame: Frame, words: SurvivalWords): Chart<ReturnPoint> {
  const { palette } = frame;
  const alone = lines.length === 1;
  const all = lines.flatMap(({ name, points }) => points.map((point): ReturnPoint => ({ name, ...point })));
  const last = all.reduce((most, { day }) => Math.max(most, day), 1);
  const banded = lines.length <= 3;
  const top = Math.min(1, roundUp(all.reduce((most, { high, share }) => Math.max(most, banded ? high : share), 0)));
  const names = lines.map(({ name }) => name);
  const colour = (name: string): string => (alone ? palette.pine : palette.cat[names.indexOf(name) % 7]!);
  const bottom = 44 + ROW * (lines.length + 1);
  const right = 16 + (alone ? 0 : 8 + Math.max(...names.map(textWidth)));
  const left = 64;
  const y = (share: number): number => HEIGHT - (share / top) * (HEIGHT - TOP);
  const ends = lines.flatMap(({ points }) => points.slice(-1));
  const placed = apart(
    ends.map(({ share }) => y(share)),
    ROW,
  );
  const ticks = tickDays(last, Math.max(3, Math.floor((frame.width - left - right) / 64)));
  const watched = lines.flatMap(({ name, points }, row) =>
    ticks.map((day) => ({ name, row, day, atRisk: points.find((point) => point.day >= day)?.atRisk ?? 0 })),
  );
  return {
    options: plotOptions(
      frame,
      {
        height: HEIGHT + bottom,
        marginTop: TOP,
        marginBottom: bottom,
        marginLeft: left,
        marginRight: right,
        x: { domain: [0, last], label: null },
        y: { domain: [0, top], label: null },
        color: { type: 'identity' },
      },
      [
        gridY({ ticks: 4, stroke: palette.line, strokeOpacity: 1 }),
        axisY({ ticks: 4, tickSize: 0, tickFormat: words.formatWhole, label: words.axis, labelArrow: 'none' }),
        axisX({
          ticks,
          tickSize: 0,
          tickFormat: (day: number) => words.formatCount(day),
          label: words.day,
          labelArrow: 'none',
          labelAnchor: 'right',
          labelOffset: 34,
        }),
        ...(banded
          ? lines.map(({ name, points }) =>
              areaY(points, {
                x: 'day',
                y1: 'low',
                y2: 'high',
                curve: 'step-after',
                fill: colour(name),
                fillOpacity: alone ? 0.16 : 0.1,
              }),
            )
          : []),
        ...lines.map(({ name, points }) =>
          line(points, { x: 'day', y: 'share', curve: 'step-after', stroke: colour(name), strokeWidth: 2 }),
        ),
        ...(alone
          ? []
          : ends.map((point, i) =>
              text([point], {
                x: () => last,
                y: 'share',
                dx: 8,
                dy: placed[i]! - y(point.share),
                text: () => names[i]!,
                textAnchor: 'start',
                fill: colour(names[i]!),
              }),
            )),
        text([words.atRisk], {
          frameAnchor: 'bottom-left',
          dx: 8 - left,
          dy: 50,
          text: (label: string) => label,
          textAnchor: 'start',
          fill: palette.ink2,
        }),
        ...lines.map(({ name }, row) =>
          text(
            watched.filter((one) => one.row === row),
            {
              x: 'day',
              frameAnchor: 'bottom',
              dy: 50 + ROW * (row + 1),
              text: (one: { atRisk: number }) => words.formatCount(one.atRisk),
              fill: alone ? palette.ink : colour(name),
              fontVariant: 'tabular-nums',
            },
          ),
        ),
        ...(alone
          ? []
          : names.map((name, row) =>
              text([name], {
                frameAnchor: 'bottom-right',
                dx: 8,
                dy: 50 + ROW * (row + 1),
                text: (label: string) => label,
                textAnchor: 'start',
                fill: colour(name),
              }),
            )),
        rectY(all, {
          x1: (point: ReturnPoint) => point.day - last / 160,
          x2: (point: ReturnPoint) => point.day + last / 160,
          y1: (point: ReturnPoint) => (alone ? 0 : Math.max(0, point.share - top / 40)),
          y2: (point: ReturnPoint) => (alone ? top : Math.min(top, point.share + top / 40)),
          fill: 'transparent',
          className: MARK,
        }),
      ],
    ),
    data: all,
    tip: (point) => [
      alone ? words.formatDay(point.day) : `${point.name} · ${words.formatDay(point.day)}`,
      `${words.share} ${words.formatShare(point.share)}`,
      `${words.interval} ${words.formatShare(point.low)} – ${words.formatShare(point.high)}`,
      `${words.atRisk} ${words.formatCount(point.atRisk)}`,
    ],
    table: {
      columns: [
        { label: words.group, align: 'start' },
        { label: words.day, align: 'end' },
        { label: words.share, align: 'end' },
        { label: words.interval, align: 'end' },
        { label: words.atRisk, align: 'end' },
      ],
      rows: all.map(({ name, day, share, low, high, atRisk }) => ({
        cells: [name, day, share, `${low} – ${high}`, atRisk],
        texts: [
          name,
          words.formatCount(day),
          words.formatShare(share),
          `${words.formatShare(low)} – ${words.formatShare(high)}`,
          words.formatCount(atRisk),
        ],
      })),
    },
  };
}

/** Days that people count in, at most so many up to the last. */
export function tickDays(last: number, most: number): number[] {
  const step =
    [7, 14, 30, 60, 90, 120, 180, 365, 730, 1825].find((days) => last / days <= most) ?? Math.ceil(last / most);
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
}
