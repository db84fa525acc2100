// The error function and its complement. Cody, W. J. (1969), "Rational Chebyshev approximations for the error function",
// Mathematics of Computation 23, 631-637; relative error below 1e-15 in both tails.

const A = [3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694, 0.185777706184603153];
const B = [23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171];
const C = [
  0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769, 1712.0476126340707,
  2051.0783778260716, 1230.3393547979972, 2.1531153547440383e-8,
];
const D = [
  15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597, 4362.619090143247,
  3439.3676741437216, 1230.3393548037495,
];
const P = [
  0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275, 0.0006587491615298378,
  0.016315387137302097,
];
const Q = [2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.0605183413124413191, 0.0023352049762686918];
const ONE_OVER_SQRT_PI = 0.5641895835477563;

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
