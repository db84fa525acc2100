import type { DifferentiableObjective } from './numeric-gradient.ts';

export interface BfgsOptions {
  /** Stop when the largest gradient component is below this times max(1, |f|). */
  gradientTolerance?: number;
  maxIterations?: number;
  /** No new step begins once so many evaluations are spent. */
  maxEvaluations?: number;
  /** No step may move a coordinate farther than this: it keeps log-parameters sane. */
  maxStep?: number;
  /** Called once an iteration; throw to cancel. */
  onIteration?: (iteration: number, value: number) => void;
}

export interface Minimum {
  x: Float64Array;
  value: number;
  gradient: Float64Array;
  iterations: number;
  evaluations: number;
  converged: boolean;
}

/**
 * Minimises a smooth function by BFGS (Nocedal & Wright 2006, algorithm 6.1) with a backtracking line search that accepts a step
 * on Armijo's condition and skips the update when the curvature is not positive. `objective` may give NaN or Infinity outside its
 * domain: such steps are shortened.
 */
export function minimiseBfgs(
  objective: DifferentiableObjective,
  start: ArrayLike<number>,
  { gradientTolerance = 1e-8, maxIterations = 500, maxEvaluations = 5000, maxStep = 2, onIteration }: BfgsOptions = {},
): Minimum {
  const n = start.length;
  let x = Float64Array.from(start);
  let gradient = new Float64Array(n);
  let value = objective(x, gradient);
  let evaluations = 1;
  if (!Number.isFinite(value)) throw new Error(`the start is outside the domain: f = ${value}`);
  const inverse = new Float64Array(n * n);
  const reset = (scale: number) => {
    inverse.fill(0);
    for (let i = 0; i < n; i++) inverse[i * n + i] = scale;
  };
  const small = () => {
    let largest = 0;
    for (const g of gradient) largest = Math.max(largest, Math.abs(g));
    return largest <= gradientTolerance * Math.max(1, Math.abs(value));
  };
  reset(1 / Math.max(1, Math.hypot(...gradient)));
  let fresh = true;
  let idle = 0;
  let iterations = 0;
  let converged = small();
  while (!converged && iterations < maxIterations && evaluations < maxEvaluations) {
    iterations++;
    const direction = new Float64Array(n);
    let slope = 0;
    let reach = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) direction[i]! -= inverse[i * n + j]! * gradient[j]!;
      slope += direction[i]! * gradient[i]!;
      reach = Math.max(reach, Math.abs(direction[i]!));
    }
    if (!(slope < 0)) {
      if (fresh) break;
      reset(1 / Math.max(1, Math.hypot(...gradient)));
      fresh = true;
      continue;
    }
    let step = Math.min(1, maxStep / reach);
    const nextGradient = new Float64Array(n);
    let next = x;
    let nextValue = Infinity;
    for (let attempt = 0; attempt < 30; attempt++) {
      next = x.map((xi, i) => xi + step * direction[i]!);
      nextValue = objective(next, nextGradient);
      evaluations++;
      if (nextValue <= value + 1e-4 * step * slope && nextGradient.every(Number.isFinite)) break;
      // The minimum of the parabola through both values and the first slope, kept within [0.1, 0.5] of the step.
      const parabola = (-slope * step) / (2 * (nextValue - value - slope * step));
      step *= Number.isFinite(nextValue) ? Math.min(0.5, Math.max(0.1, parabola)) : 0.2;
      nextValue = Infinity;
    }
    if (nextValue === Infinity) {
      if (fresh) break;
      reset(1 / Math.max(1, Math.hypot(...gradient)));
      fresh = true;
      continue;
    }
    update(inverse, n, x, next, gradient, nextGradient, fresh);
    fresh = false;
    // Steps that gain nothing any more only walk in the noise of rounding.
    idle = value - nextValue <= 2e-15 * Math.abs(value) ? idle + 1 : 0;
    x = next;
    value = nextValue;
    gradient = nextGradient;
    converged = small();
    onIteration?.(iterations, value);
    if (idle >= 2) break;
  }
  return { x, value, gradient, iterations, evaluations, converged: converged || nearlyFlat(inverse, gradient, value) };
}

/** At the limit of rounding the gradient may stop shrinking: the step still promised is then worth nothing. */
function nearlyFlat(inverse: Float64Array, gradient: Float64Array, value: number): boolean {
  const n = gradient.length;
  let promise = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) promise += gradient[i]! * inverse[i * n + j]! * gradient[j]!;
  return Math.abs(promise) < 1e-10 * Math.max(1, Math.abs(value));
}

/** Updates the inverse Hessian with the step s and the change of gradient y (Nocedal & Wright, 6.17). */
function update(
  inverse: Float64Array,
  n: number,
  x: Float64Array,
  next: Float64Array,
  gradient: Float64Array,
  nextGradient: Float64Array,
  first: boolean,
): void {
  const s = next.map((v, i) => v - x[i]!);
  const y = nextGradient.map((v, i) => v - gradient[i]!);
  let curvature = 0;
  let yy = 0;
  for (let i = 0; i < n; i++) {
    curvature += s[i]! * y[i]!;
    yy += y[i]! * y[i]!;
  }
  if (!(curvature > 1e-12 * Math.sqrt(yy) * Math.hypot(...s))) return;
  if (first) {
    inverse.fill(0);
    for (let i = 0; i < n; i++) inverse[i * n + i] = curvature / yy;
  }
  const hy = new Float64Array(n);
  let yhy = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) hy[i]! += inverse[i * n + j]! * y[j]!;
    yhy += y[i]! * hy[i]!;
  }
  const factor = (1 + yhy / curvature) / curvature;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      inverse[i * n + j]! += factor * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / curvature;
}
