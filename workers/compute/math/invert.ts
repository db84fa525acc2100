/** What an inversion needs of a distribution: its tail and its density at x, and where x may lie. */
export interface Tail {
  /** The tail probability at x: monotone in x. */
  tail: (x: number) => number;
  /** The derivative of `tail`. */
  slope: (x: number) => number;
  low: number;
  high: number;
}

/**
 * The x in [low, high] with tail(x) = p: Newton on the logarithm of the tail, with bisection whenever a step leaves the bracket.
 * p in (0, 1); give the smaller tail for full precision.
 */
export function invertTail({ tail, slope, low, high }: Tail, p: number, start: number): number {
  const rising = tail(high) > tail(low);
  let [a, b] = [low, high];
  let x = Math.min(high, Math.max(low, start));
  for (let n = 0; n < 400; n++) {
    const value = tail(x);
    if (value === p) return x;
    if (value < p === rising) a = x;
    else b = x;
    const step = value > 0 ? ((Math.log(value) - Math.log(p)) * value) / slope(x) : NaN;
    let next = x - step;
    if (!(next > a && next < b)) next = a > 0 && b / a > 4 ? Math.sqrt(a * b) : (a + b) / 2;
    if (Math.abs(next - x) <= 1e-15 * Math.abs(next) || next === a || next === b) return next;
    x = next;
  }
  return x;
}
