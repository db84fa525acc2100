import type { Markish, PlotOptions } from '@observablehq/plot';

/** Colours as CSS text, read from the design tokens by whoever draws: a chart knows no colour of its own. */
export interface Palette {
  readonly paper: string;
  readonly surface: string;
  readonly ink: string;
  readonly ink2: string;
  readonly line: string;
  readonly seal: string;
  readonly pine: string;
  /** RFM classes 0 … 7. */
  readonly rfm: readonly string[];
  /** Categories 1 … 7. */
  readonly cat: readonly string[];
  /** One hue from little (0) to much (6). */
  readonly seq: readonly string[];
}

/** Where a chart is drawn: CSS pixels and colours. */
export interface Frame {
  readonly width: number;
  readonly palette: Palette;
}

/** The table twin of a chart: what a person reads (`texts`) and what a file gets (`cells`), row by row. */
export interface Table {
  readonly columns: readonly { readonly label: string; readonly align: 'start' | 'end' }[];
  readonly rows: readonly { readonly cells: readonly (string | number | null)[]; readonly texts: readonly string[] }[];
}

/** A mark among very many: a place in the frame, CSS pixels from its upper left corner, and a colour as #rrggbb. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly fill: string;
}

/** Radius and opacity of dots. */
export const DOT = { radius: 3, opacity: 0.65 } as const;

/** A chart that is not drawn yet: Plot options, and what its marks mean. */
export interface Chart<Datum> {
  readonly options: PlotOptions;
  /** The data of the marks of class `mark`, in the order in which they were given to Plot: these are the ones that can be pointed at. */
  readonly data: readonly Datum[];
  /** One a datum, in the same order, where there are too many marks for elements of their own: they are painted under the rest. */
  readonly dots?: readonly Dot[];
  /** What pointing at a mark says, line by line; the first line names it. */
  readonly tip: (datum: Datum) => readonly string[];
  readonly table: Table;
}

/** The class of the marks that can be pointed at, focused and activated. */
export const MARK = 'mark';

/** Options that all charts share: transparent ground, the page's type at 12 px, no inline style text (the page's policy forbids it). */
export function plotOptions(frame: Frame, options: Omit<PlotOptions, 'marks'>, marks: readonly Markish[]): PlotOptions {
  return {
    width: frame.width,
    marginTop: 16,
    marginRight: 16,
    marginBottom: 36,
    marginLeft: 56,
    ...options,
    style: {
      background: 'transparent',
      color: frame.palette.ink2,
      fontFamily: 'inherit',
      fontSize: '12px',
      overflow: 'visible',
    },
    marks: [...marks],
  };
}

/** Every n-th of a list of band labels, so that at least `room` pixels stand between two. The last one is always there. */
export function thinned<T>(values: readonly T[], width: number, room: number): readonly T[] {
  const step = Math.max(1, Math.ceil((values.length * room) / Math.max(1, width)));
  return values.filter((_, i) => (values.length - 1 - i) % step === 0);
}

/** A step of the sequential scale for a share of the largest value, 0 to 1. */
export function shade(palette: Palette, share: number): string {
  const last = palette.seq.length - 1;
  return palette.seq[Math.max(0, Math.min(last, Math.round(share * last)))]!;
}

/** What can be read best on a ground: the page's ink or its paper. */
export function inkOn(palette: Palette, ground: string): string {
  return contrast(ground, palette.ink) >= contrast(ground, palette.paper) ? palette.ink : palette.paper;
}

/** WCAG contrast of two colours written as #rrggbb, 1 to 21; anything else counts as black. */
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = (Number.parseInt(colour.slice(at, at + 2), 16) || 0) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** About how wide a text is at 12 px: Chinese characters are square, others a little more than half of that. */
export function textWidth(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 12 : 6.8), 0);
}

/** Positions moved apart, least first, so that labels at least `gap` pixels high do not overlap. Keeps the order of the input. */
export function apart(positions: readonly number[], gap: number): readonly number[] {
  const order = positions.map((position, i) => ({ position, i })).sort((a, b) => a.position - b.position);
  const placed: number[] = [...positions];
  let floor = -Infinity;
  for (const { position, i } of order) {
    placed[i] = Math.max(position, floor);
    floor = placed[i] + gap;
  }
  return placed;
}

/** The next round number at or above a value (1, 2, 2.5, 5 x 10^k), for the top of an axis that begins at zero. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const base = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * base >= value * 0.999999) ?? 10;
  return step * base;
}
