// Limited-memory BFGS with Armijo backtracking: Nocedal & Wright (2006), Numerical Optimization, algorithms 7.4 and 7.5.
// For smooth convex objectives with many parameters, where a Hessian would not fit. No random numbers.

export interface LbfgsResult {
  x: Float64Array;
  value: number;
  iterations: number;
  converged: boolean;
}

/** Minimises `objective`, which writes its gradient and gives its value. Stops when the gradient's largest entry is <= tolerance. */
export function minimiseLbfgs(
  objective: (x: Float64Array, gradient: Float64Array) => number,
  start: Float64Array,
  { tolerance = 1e-7, maxIterations = 1000, memory = 10 } = {},
): LbfgsResult {
  const n = start.length;
  let x: Float64Array = start.slice();
  let gradient: Float64Array = new Float64Array(n);
  let value = objective(x, gradient);
  const steps: Float64Array[] = [];
  const changes: Float64Array[] = [];
  const curvatures: number[] = [];
  let iterations = 0;
  for (; iterations < maxIterations; iterations++) {
    if (largest(gradient) <= tolerance) return { x, value, iterations, converged: true };
    const direction = twoLoop(gradient, steps, changes, curvatures);
    let slope = dot(direction, gradient);
    if (!(slope < 0)) {
      for (let i = 0; i < n; i++) direction[i] = -gradient[i]!;
      slope = -dot(gradient, gradient);
      steps.length = changes.length = curvatures.length = 0;
    }
    let length = steps.length > 0 ? 1 : Math.min(1, 1 / largest(gradient));
    let next: Float64Array = x;
    let nextGradient: Float64Array = gradient;
    let nextValue = Infinity;
    for (let halvings = 0; halvings < 60; halvings++, length /= 2) {
      next = x.map((xi, i) => xi + length * direction[i]!);
      nextGradient = new Float64Array(n);
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + 1e-4 * length * slope) break;
      nextValue = Infinity;
    }
    // No step falls any more: the last digits of the value are reached.
    if (nextValue === Infinity)
      return { x, value, iterations, converged: largest(gradient) <= 1e-4 * (1 + Math.abs(value)) };
    const step = next.map((xi, i) => xi - x[i]!);
    const change = nextGradient.map((gi, i) => gi - gradient[i]!);
    const curvature = dot(step, change);
    if (curvature > 1e-14 * dot(change, change)) {
      steps.push(step);
      changes.push(change);
      curvatures.push(curvature);
      if (steps.length > memory) {
        steps.shift();
        changes.shift();
        curvatures.shift();
      }
    }
    [x, gradient, value] = [next, nextGradient, nextValue];
  }
  return { x, value, iterations, converged: false };
}

function twoLoop(
  gradient: Float64Array,
  steps: Float64Array[],
  changes: Float64Array[],
  curvatures: number[],
): Float64Array {
  const q = gradient.map((value) => -value);
  const factors: number[] = [];
  for (let k = steps.length - 1; k >= 0; k--) {
    const factor = dot(steps[k]!, q) / curvatures[k]!;
    factors[k] = factor;
    for (let i = 0; i < q.length; i++) q[i]! -= factor * changes[k]![i]!;
  }
  const last = steps.length - 1;
  if (last >= 0) {
    const scale = curvatures[last]! / dot(changes[last]!, changes[last]!);
    for (let i = 0; i < q.length; i++) q[i]! *= scale;
  }
  for (let k = 0; k < steps.length; k++) {
    const factor = factors[k]! - dot(changes[k]!, q) / curvatures[k]!;
    for (let i = 0; i < q.length; i++) q[i]! += factor * steps[k]![i]!;
  }
  return q;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function largest(a: Float64Array): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]!));
  return most;
}
