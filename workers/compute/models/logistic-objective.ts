import { cholesky, choleskyInverse, choleskySolve } from '../math/cholesky.ts';
import { minimiseLbfgs } from './lbfgs.ts';

/** A standardised design: `x` row-major, rows x (columns + 1), the first column all ones. */
export interface Design {
  x: Float64Array;
  rows: number;
  /** Parameters: the intercept and one per column. */
  width: number;
  y: Uint8Array;
  weights: ArrayLike<number> | undefined;
  /** 1 / C: the L2 penalty is penalty / 2 · Σ w², the intercept free. */
  penalty: number;
}

export interface Optimum {
  w: Float64Array;
  /** Σ log loss + penalty at `w`. */
  objective: number;
  iterations: number;
  converged: boolean;
  /** Diagonal of the inverse Hessian; null where it has none. */
  variances: Float64Array | null;
  /** The Hessian had to be lifted to be inverted: columns depend on one another. */
  lifted: boolean;
}

/** Objective at w; writes its gradient when one is given. */
export function logisticLoss(design: Design, w: Float64Array, gradient?: Float64Array): number {
  const { x, rows, width, y, weights, penalty } = design;
  let total = 0;
  gradient?.fill(0);
  for (let i = 0, at = 0; i < rows; i++, at += width) {
    let score = 0;
    for (let j = 0; j < width; j++) score += x[at + j]! * w[j]!;
    const e = Math.exp(-Math.abs(score));
    const mass = weights ? weights[i]! : 1;
    total += mass * ((score > 0 ? score : 0) - (y[i] === 1 ? score : 0) + Math.log1p(e));
    if (!gradient) continue;
    const p = score < 0 ? e / (1 + e) : 1 / (1 + e);
    const residual = mass * (p - y[i]!);
    for (let j = 0; j < width; j++) gradient[j]! += residual * x[at + j]!;
  }
  for (let j = 1; j < width; j++) {
    total += 0.5 * penalty * w[j]! * w[j]!;
    if (gradient) gradient[j]! += penalty * w[j]!;
  }
  return total;
}

/** The Hessian X' W X + penalty, row-major width x width; writes the gradient too. */
function secondOrder(design: Design, w: Float64Array, gradient: Float64Array): Float64Array {
  const { x, rows, width, y, weights, penalty } = design;
  const hessian = new Float64Array(width * width);
  gradient.fill(0);
  for (let i = 0, at = 0; i < rows; i++, at += width) {
    let score = 0;
    for (let j = 0; j < width; j++) score += x[at + j]! * w[j]!;
    const p = 1 / (1 + Math.exp(-score));
    const mass = weights ? weights[i]! : 1;
    const residual = mass * (p - y[i]!);
    const curvature = mass * p * (1 - p);
    for (let j = 0; j < width; j++) {
      const xj = x[at + j]!;
      if (xj === 0) continue;
      gradient[j]! += residual * xj;
      const scaled = curvature * xj;
      const row = j * width;
      for (let k = 0; k <= j; k++) hessian[row + k]! += scaled * x[at + k]!;
    }
  }
  for (let j = 1; j < width; j++) {
    gradient[j]! += penalty * w[j]!;
    hessian[j * width + j]! += penalty;
  }
  for (let j = 0; j < width; j++) for (let k = 0; k < j; k++) hessian[k * width + j] = hessian[j * width + k]!;
  return hessian;
}

/** Newton's method (iteratively reweighted least squares) with halved steps, so that every iteration falls. */
export function solveNewton(design: Design, maxIterations = 60): Optimum {
  const { width } = design;
  let w: Float64Array = new Float64Array(width);
  const gradient = new Float64Array(width);
  let objective = logisticLoss(design, w);
  let lifted = false;
  let converged = false;
  let iterations = 0;
  for (; iterations < maxIterations && !converged; iterations++) {
    const hessian = secondOrder(design, w, gradient);
    const factor = factorise(hessian, width);
    lifted ||= factor.lifted;
    const step = choleskySolve(factor.l, width, gradient);
    let decrement = 0;
    for (let j = 0; j < width; j++) decrement += step[j]! * gradient[j]!;
    // Half the decrement is what is left to win.
    if (decrement < 1e-14 * (1 + objective)) converged = true;
    let length = 1;
    for (let halvings = 0; halvings < 40; halvings++, length /= 2) {
      const next = w.map((value, j) => value - length * step[j]!);
      const value = logisticLoss(design, next);
      if (!(value <= objective)) continue;
      converged ||= objective - value < 1e-13 * (1 + objective) && length === 1;
      w = next;
      objective = value;
      break;
    }
    if (length < 1e-11) converged = true;
  }
  const last = factorise(secondOrder(design, w, gradient), width);
  const inverse = choleskyInverse(last.l, width);
  const variances = Float64Array.from({ length: width }, (_, j) => inverse[j * width + j]!);
  return { w, objective, iterations, converged, variances, lifted: lifted || last.lifted };
}

/** L-BFGS: for more columns than a Hessian is worth. */
export function solveLbfgs(design: Design): Optimum {
  const { x, value, iterations, converged } = minimiseLbfgs(
    (w, gradient) => logisticLoss(design, w, gradient),
    new Float64Array(design.width),
    { tolerance: 1e-6 },
  );
  return { w: x, objective: value, iterations, converged, variances: null, lifted: false };
}

function factorise(hessian: Float64Array, width: number): { l: Float64Array; lifted: boolean } {
  const scale = hessian.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-300);
  for (let lift = 0; ; lift = lift === 0 ? 1e-12 * scale : lift * 100) {
    const lifted = hessian.slice();
    for (let j = 0; j < width; j++) lifted[j * width + j]! += lift;
    const l = cholesky(lifted, width);
    if (l && smallestPivot(l, width) > 1e-7 * Math.sqrt(scale)) return { l, lifted: lift > 0 };
    if (l && lift > 1e-6 * scale) return { l, lifted: true };
  }
}

function smallestPivot(l: Float64Array, width: number): number {
  let least = Infinity;
  for (let j = 0; j < width; j++) least = Math.min(least, l[j * width + j]!);
  return least;
}
