import { erfc } from './erf.ts';

// The standard normal distribution. The quantile is Wichura, M. J. (1988), "Algorithm AS 241: The percentage points of the
// normal distribution", Applied Statistics 37, 477-484 (PPND16), about 1e-16 relative.

const SQRT_HALF = 0.7071067811865476;
const INV_SQRT_TWO_PI = 0.3989422804014327;

/** Coefficients in falling order of power, numerator over denominator. */
const CENTRE = {
  top: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
    133.14166789178438, 3.3871328727963665,
  ],
  bottom: [
    5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
    42.31333070160091, 1,
  ],
};
const MIDDLE = {
  top: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  bottom: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
};
const TAIL = {
  top: [
    2.0103343992922881e-7, 0.000027115555687434876, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
    1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  bottom: [
    2.0442631033899397e-15, 1.421511758316446e-7, 0.000018463183175100548, 0.0007868691311456133, 0.014875361290850615,
    0.1369298809227358, 0.599832206555888, 1,
  ],
};

function horner(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const c of coefficients) value = value * x + c;
  return value;
}

/** φ(z), the density. */
export function normalDensity(z: number): number {
  return INV_SQRT_TWO_PI * Math.exp(-0.5 * z * z);
}

/** Φ(z) = P(Z <= z). */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z * SQRT_HALF);
}

/** P(Z > z), the upper tail. */
export function normalSf(z: number): number {
  return 0.5 * erfc(z * SQRT_HALF);
}

/** Φ⁻¹(p), 0 <= p <= 1; ∓Infinity at the ends, NaN outside. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * horner(CENTRE.top, r)) / horner(CENTRE.bottom, r);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const set = r <= 5 ? MIDDLE : TAIL;
  const shifted = r <= 5 ? r - 1.6 : r - 5;
  const value = horner(set.top, shifted) / horner(set.bottom, shifted);
  return q < 0 ? -value : value;
}
