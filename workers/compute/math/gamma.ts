// The logarithm of the gamma function and what is built on it. Stirling's series with Bernoulli coefficients
// (Abramowitz & Stegun 1964, 6.1.41) for x >= 10; smaller x is moved up by Γ(x + 1) = x Γ(x).

const HALF_LN_TWO_PI = 0.9189385332046728;

/** ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π] for x >= 10. */
function stirlingSeries(x: number): number {
  const z = 1 / (x * x);
  return (
    (1 / 12 -
      z *
        (1 / 360 -
          z *
            (1 / 1260 - z * (1 / 1680 - z * (1 / 1188 - z * (691 / 360360 - z * (1 / 156 - z * (3617 / 122400)))))))) /
    x
  );
}

/** ln Γ(x) for x > 0, absolute error about 1e-15 · max(1, |ln Γ(x)|). NaN for x < 0, Infinity at 0. */
export function lnGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : NaN;
  if (x === 1 || x === 2) return 0;
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + HALF_LN_TWO_PI + stirlingSeries(x);
  let product = x;
  let y = x + 1;
  while (y < 10) {
    product *= y;
    y += 1;
  }
  return (y - 0.5) * Math.log(y) - y + HALF_LN_TWO_PI + stirlingSeries(y) - Math.log(product);
}

/** The error of Stirling's formula, ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π], for x > 0: small, so that ratios of large gammas do not cancel. */
export function stirlingError(x: number): number {
  if (x >= 10) return stirlingSeries(x);
  return lnGamma(x) - ((x - 0.5) * Math.log(x) - x + HALF_LN_TWO_PI);
}

/** ln B(a, b) for a, b > 0. */
export function lnBeta(a: number, b: number): number {
  if (a < 10 && b < 10) return lnGamma(a) + lnGamma(b) - lnGamma(a + b);
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  const sum = small + large;
  const tail = stirlingError(large) - stirlingError(sum);
  if (small < 10)
    return lnGamma(small) + tail + small - small * Math.log(sum) + (large - 0.5) * Math.log1p(-small / sum);
  return (
    HALF_LN_TWO_PI -
    0.5 * Math.log(large) +
    stirlingError(small) +
    tail +
    (small - 0.5) * Math.log(small / sum) +
    large * Math.log1p(-small / sum)
  );
}

/** ln of the binomial coefficient n over k, 0 <= k <= n. */
export function lnChoose(n: number, k: number): number {
  if (k === 0 || k === n) return 0;
  return -Math.log(n + 1) - lnBeta(k + 1, n - k + 1);
}

/** ψ(x) = d ln Γ(x) / dx for x > 0 (Abramowitz & Stegun 6.3.18, recurrence below 10). */
export function digamma(x: number): number {
  if (!(x > 0)) return NaN;
  let shift = 0;
  let y = x;
  while (y < 10) {
    shift += 1 / y;
    y += 1;
  }
  const z = 1 / (y * y);
  const series =
    z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (1 / 132 - z * (691 / 32760 - z * (1 / 12)))))));
  return Math.log(y) - 0.5 / y - series - shift;
}

/** ψ′(x) for x > 0 (Abramowitz & Stegun 6.4.12, recurrence below 10). */
export function trigamma(x: number): number {
  if (!(x > 0)) return NaN;
  let shift = 0;
  let y = x;
  while (y < 10) {
    shift += 1 / (y * y);
    y += 1;
  }
  const z = 1 / (y * y);
  const series =
    z * (1 / 6 - z * (1 / 30 - z * (1 / 42 - z * (1 / 30 - z * (5 / 66 - z * (691 / 2730 - z * (7 / 6)))))));
  return shift + 1 / y + 0.5 * z + series / y;
}

/** ln(1 + u) − u for u > −1 without cancellation near 0. */
export function log1pMinus(u: number): number {
  if (u < -0.5 || u > 1) return Math.log1p(u) - u;
  const r = u / (2 + u);
  const square = r * r;
  let power = 1;
  let sum = 0;
  for (let k = 3; k < 200; k += 2) {
    const term = power / k;
    sum += term;
    if (term < 1e-17 * sum) break;
    power *= square;
  }
  return r * (2 * square * sum - u);
}
