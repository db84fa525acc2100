/** A function of n numbers. */
export type Objective = (x: Float64Array) => number;
/** A function of n numbers that also writes its gradient into the second argument. */
export type DifferentiableObjective = (x: Float64Array, gradient: Float64Array) => number;

/** Gives `objective` a gradient by central differences: 2 n + 1 evaluations a call. */
export function withNumericGradient(objective: Objective, step = 1e-6): DifferentiableObjective {
  return (x, gradient) => {
    const point = x.slice();
    for (let i = 0; i < x.length; i++) {
      const h = step * Math.max(1, Math.abs(x[i]!));
      point[i] = x[i]! + h;
      const up = objective(point);
      point[i] = x[i]! - h;
      gradient[i] = (up - objective(point)) / (2 * h);
      point[i] = x[i]!;
    }
    return objective(x);
  };
}

/** The Hessian (row-major n x n, symmetric) by central differences of the function. */
export function numericHessian(objective: Objective, x: Float64Array, step = 1e-3): Float64Array {
  const n = x.length;
  const hessian = new Float64Array(n * n);
  const point = x.slice();
  const at = (i: number, di: number, j: number, dj: number) => {
    point.set(x);
    point[i]! += di;
    point[j]! += dj;
    return objective(point);
  };
  const centre = objective(x);
  for (let i = 0; i < n; i++) {
    hessian[i * n + i] = (at(i, step, i, 0) - 2 * centre + at(i, -step, i, 0)) / (step * step);
    for (let j = 0; j < i; j++) {
      const mixed =
        (at(i, step, j, step) - at(i, step, j, -step) - at(i, -step, j, step) + at(i, -step, j, -step)) /
        (4 * step * step);
      hessian[i * n + j] = mixed;
      hessian[j * n + i] = mixed;
    }
  }
  return hessian;
}

/** The Hessian (row-major n x n, symmetrised) by central differences of an exact gradient: 2 n evaluations. */
export function hessianOfGradient(objective: DifferentiableObjective, x: Float64Array, step = 1e-4): Float64Array {
  const n = x.length;
  const hessian = new Float64Array(n * n);
  const point = x.slice();
  const up = new Float64Array(n);
  const down = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    point[i] = x[i]! + step;
    objective(point, up);
    point[i] = x[i]! - step;
    objective(point, down);
    point[i] = x[i]!;
    for (let j = 0; j < n; j++) {
      const half = (up[j]! - down[j]!) / (4 * step);
      hessian[i * n + j]! += half;
      hessian[j * n + i]! += half;
    }
  }
  return hessian;
}
