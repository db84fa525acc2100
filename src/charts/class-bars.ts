import { axisX, axisY, barX, gridX, ruleX, text } from '@observablehq/plot';
import { MARK, plotOptions, roundUp, textWidth, type Chart, type Frame } from './chart.ts';

/** One of the eight classes: shares of people and of revenue, 0 to 1. */
export interface ClassBar {
  /** 0 … 7 = 4 x R high + 2 x F high + M high. */
  readonly class: number;
  readonly name: string;
  readonly customers: number;
  readonly people: number;
  readonly money: number;
}

export interface ClassWords {
  readonly name: string;
  readonly customers: string;
  readonly people: string;
  readonly money: string;
  readonly axis: string;
  readonly formatCount: (value: number) => string;
  readonly formatShare: (value: number) => string;
  readonly formatWhole: (value: number) => string;
}

const BAND = 44;
/** Room for the words after the longest bar. */
const RIGHT = 96;

/** Each class twice: its share of the people (outline) over its share of the revenue (full, in the class's own colour). */
export function classBars(classes: readonly ClassBar[], frame: Frame, words: ClassWords): Chart<ClassBar> {
  const { palette } = frame;
  const top = Math.min(1, roundUp(classes.reduce((max, { people, money }) => Math.max(max, people, money), 0)));
  const half = BAND / 2 - 4;
  const colour = (bar: ClassBar): string => palette.rfm[bar.class]!;
  const left = 16 + classes.reduce((widest, { name }) => Math.max(widest, textWidth(name)), 0);
  /** As many as do not touch. */
  const ticks = Math.max(1, Math.min(4, Math.floor((frame.width - left - RIGHT) / 48)));
  const y = (bar: ClassBar): string => bar.name;
  return {
    options: plotOptions(
      frame,
      {
        height: classes.length * BAND + 48,
        marginTop: 8,
        marginBottom: 40,
        marginLeft: left,
        marginRight: RIGHT,
        x: { domain: [0, top], label: null },
        y: { type: 'band', domain: classes.map(y), padding: 0, label: null },
        color: { type: 'identity' },
      },
      [
        gridX({ ticks, stroke: palette.line, strokeOpacity: 1 }),
        axisX({
          ticks,
          tickSize: 0,
          tickFormat: words.formatWhole,
          label: words.axis,
          labelArrow: 'none',
          labelAnchor: 'right',
        }),
        axisY({ tickSize: 0, label: null, fill: palette.ink }),
        barX(classes, {
          x1: 0,
          x2: 'people',
          y,
          insetTop: 4,
          insetBottom: half + 4,
          fill: palette.surface,
          stroke: colour,
          strokeWidth: 1.5,
        }),
        barX(classes, { x1: 0, x2: 'money', y, insetTop: half + 4, insetBottom: 4, fill: colour }),
        text(classes, {
          x: 'people',
          y,
          text: (bar: ClassBar) => `${words.people} ${words.formatShare(bar.people)}`,
          textAnchor: 'start',
          dx: 6,
          dy: -half / 2,
          fill: palette.ink2,
        }),
        text(classes, {
          x: 'money',
          y,
          text: (bar: ClassBar) => `${words.money} ${words.formatShare(bar.money)}`,
          textAnchor: 'start',
          dx: 6,
          dy: half / 2,
          fill: palette.ink,
        }),
        ruleX([0], { stroke: palette.ink2 }),
        barX(classes, { x1: 0, x2: () => top, y, fill: 'transparent', className: MARK }),
      ],
    ),
    data: classes,
    tip: (bar) => [
      bar.name,
      `${words.customers} ${words.formatCount(bar.customers)} (${words.formatShare(bar.people)})`,
      `${words.money} ${words.formatShare(bar.money)}`,
    ],
    table: {
      columns: [
        { label: words.name, align: 'start' },
        ...[words.customers, words.people, words.money].map((label) => ({ label, align: 'end' }) as const),
      ],
      rows: classes.map((bar) => ({
        cells: [bar.name, bar.customers, bar.people, bar.money],
        texts: [
          bar.name,
          words.formatCount(bar.customers),
          words.formatShare(bar.people),
          words.formatShare(bar.money),
        ],
      })),
    },
  };
}
