/** A small line without axes: an SVG path and its last point, in the coordinates of a `width` x `height` box. */
export interface Sparkline {
  readonly path: string;
  readonly last: { readonly x: number; readonly y: number } | null;
}

/** The course of a value, least at the bottom, most at the top; missing values leave a gap. Two pixels stay free on every side. */
export function sparkline(values: readonly (number | null)[], width: number, height: number): Sparkline {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return { path: '', last: null };
  const least = known.reduce((a, b) => Math.min(a, b));
  const most = known.reduce((a, b) => Math.max(a, b));
  const x = (i: number): number => 2 + (values.length > 1 ? (i / (values.length - 1)) * (width - 4) : (width - 4) / 2);
  const y = (value: number): number =>
    most === least ? height / 2 : height - 2 - ((value - least) / (most - least)) * (height - 4);
  let path = '';
  let pen = false;
  let last: Sparkline['last'] = null;
  values.forEach((value, i) => {
    if (value === null) {
      pen = false;
      return;
    }
    last = { x: round(x(i)), y: round(y(value)) };
    path += `${pen ? 'L' : 'M'}${last.x},${last.y}`;
    pen = true;
  });
  return { path, last };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
