// Brent, R. P. (1973), Algorithms for Minimization without Derivatives: chapter 4 (a root) and chapter 5 (a minimum).

/** A root of `f` in [low, high], where f(low) and f(high) differ in sign; throws when they do not. */
export function findRoot(f: (x: number) => number, low: number, high: number, tolerance = 1e-13): number {
  let [a, b] = [low, high];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa * fb < 0)) throw new Error(`no change of sign between ${low} and ${high}: f = ${fa}, ${fb}`);
  let [c, fc] = [a, fa];
  let d = b - a;
  let e = d;
  for (let n = 0; n < 500; n++) {
    if (fb > 0 === fc > 0) {
      [c, fc] = [a, fa];
      d = e = b - a;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const limit = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    const half = (c - b) / 2;
    if (Math.abs(half) <= limit || fb === 0) return b;
    if (Math.abs(e) < limit || Math.abs(fa) <= Math.abs(fb)) {
      d = e = half;
    } else {
      const s = fb / fa;
      let p: number;
      let q: number;
      if (a === c) {
        p = 2 * half * s;
        q = 1 - s;
      } else {
        const r = fb / fc;
        const t = fa / fc;
        p = s * (2 * half * t * (t - r) - (b - a) * (r - 1));
        q = (t - 1) * (r - 1) * (s - 1);
      }
      if (p > 0) q = -q;
      p = Math.abs(p);
      if (2 * p < Math.min(3 * half * q - Math.abs(limit * q), Math.abs(e * q))) {
        e = d;
        d = p / q;
      } else {
        d = e = half;
      }
    }
    [a, fa] = [b, fb];
    b += Math.abs(d) > limit ? d : half > 0 ? limit : -limit;
    fb = f(b);
  }
  return b;
}

const GOLDEN = 0.38196601125010515;

/** A minimum of `f` in [low, high]: golden section with parabolic steps. */
export function minimiseBrent(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance = 1e-10,
): { x: number; value: number } {
  let [a, b] = [low, high];
  let x = a + GOLDEN * (b - a);
  let [w, v] = [x, x];
  let fx = f(x);
  let [fw, fv] = [fx, fx];
  let d = 0;
  let e = 0;
  for (let n = 0; n < 500; n++) {
    const middle = (a + b) / 2;
    const limit = tolerance * Math.abs(x) + 1e-12;
    if (Math.abs(x - middle) <= 2 * limit - (b - a) / 2) break;
    let golden = true;
    if (Math.abs(e) > limit) {
      const r = (x - w) * (fx - fv);
      let q = (x - v) * (fx - fw);
      let p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      q = Math.abs(q);
      if (Math.abs(p) < Math.abs(0.5 * q * e) && p > q * (a - x) && p < q * (b - x)) {
        e = d;
        d = p / q;
        golden = false;
        if (x + d - a < 2 * limit || b - x - d < 2 * limit) d = x < middle ? limit : -limit;
      }
    }
    if (golden) {
      e = x < middle ? b - x : a - x;
      d = GOLDEN * e;
    }
    const u = x + (Math.abs(d) >= limit ? d : d > 0 ? limit : -limit);
    const fu = f(u);
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, w, x] = [w, x, u];
      [fv, fw, fx] = [fw, fx, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) {
        [v, w] = [w, u];
        [fv, fw] = [fw, fu];
      } else if (fu <= fv || v === x || v === w) {
        [v, fv] = [u, fu];
      }
    }
  }
  return { x, value: fx };
}
