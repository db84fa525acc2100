// The error function and its complement. Cody, W. J. (1969), "Rational Chebyshev approximations for the error function",
// Mathematics of Computation 23, 631-637; relative error below 1e-15 in both tails.

const A = [3.1611237438705656, 113.864154151050156, 377.485237685302021, 3209.37758913846947, 0.185777706184603153];
const B = [23.6012909523441209, 244.024637934444173, 1282.61652607737228, 2844.23683343917062];
const C = [
  0.564188496988670089, 8.88314979438837594, 66.1191906371416295, 298.635138197400131, 881.95222124176909,
  1712.04761263407058, 2051.07837782607147, 1230.33935479799725, 2.15311535474403846e-8,
];
const D = [
  15.7449261107098347, 117.693950891312499, 537.181101862009858, 1621.38957456669019, 3290.79923573345963,
  4362.61909014324716, 3439.36767414372164, 1230.33935480374942,
];
const P = [
  0.305326634961232344, 0.360344899949804439, 0.125781726111229246, 0.0160837851487422766, 6.58749161529837803e-4,
  0.0163153871373020978,
];
const Q = [
  2.56852019228982242, 1.87295284992346725, 0.527905102951428412, 0.0605183413124413191, 0.00233520497626869185,
];
const ONE_OVER_SQRT_PI = 0.564189583547756286948;

/** (last · z + c0) · z + c1 ... over (z + d0) · z + d1 ..., the form in which Cody prints his coefficients. */
function rational(z: number, top: readonly number[], bottom: readonly number[]): number {
  const last = bottom.length - 1;
  let numerator = top[top.length - 1]! * z;
  let denominator = z;
  for (let i = 0; i < last; i++) {
    numerator = (numerator + top[i]!) * z;
    denominator = (denominator + bottom[i]!) * z;
  }
  return (numerator + top[last]!) / (denominator + bottom[last]!);
}

/** e^−y² with y split so that the square loses nothing. */
function gaussian(y: number): number {
  const coarse = Math.trunc(y * 16) / 16;
  return Math.exp(-coarse * coarse) * Math.exp(-(y - coarse) * (y + coarse));
}

/** e^{y²} erfc(y) · e^{−y²} for y > 0.46875. */
function upperTail(y: number): number {
  if (y > 27.3) return 0;
  if (y <= 4) return gaussian(y) * rational(y, C, D);
  const z = 1 / (y * y);
  return (gaussian(y) * (ONE_OVER_SQRT_PI - z * rational(z, P, Q))) / y;
}

/** erf(x) = 2/√π ∫₀ˣ e^−t² dt. */
export function erf(x: number): number {
  const y = Math.abs(x);
  if (y <= 0.46875) return x * rational(x * x, A, B);
  const value = 1 - upperTail(y);
  return x < 0 ? -value : value;
}

/** erfc(x) = 1 − erf(x), exact to the last digits where it is 1e-300. */
export function erfc(x: number): number {
  const y = Math.abs(x);
  if (y <= 0.46875) return 1 - x * rational(x * x, A, B);
  return x < 0 ? 2 - upperTail(y) : upperTail(y);
}
