import type { Objective } from './numeric-gradient.ts';

export interface SimplexMinimum {
  x: Float64Array;
  value: number;
  iterations: number;
  converged: boolean;
}

/**
 * Minimises without derivatives: Nelder & Mead (1965), "A simplex method for function minimization", Computer Journal 7, 308-313,
 * with the usual coefficients (1, 2, ½, ½). Values that are not finite count as infinitely bad.
 */
export function minimiseNelderMead(
  objective: Objective,
  start: ArrayLike<number>,
  { step = 0.5, tolerance = 1e-10, maxIterations = 200 * start.length } = {},
): SimplexMinimum {
  const n = start.length;
  const evaluate = (x: Float64Array) => {
    const value = objective(x);
    return { x, value: Number.isFinite(value) ? value : Infinity };
  };
  const simplex = [evaluate(Float64Array.from(start))];
  for (let i = 0; i < n; i++) {
    const vertex = Float64Array.from(start);
    vertex[i]! += step;
    simplex.push(evaluate(vertex));
  }
  let iterations = 0;
  let converged = false;
  for (; iterations < maxIterations; iterations++) {
    simplex.sort((p, q) => (p.value === q.value ? 0 : p.value - q.value));
    const best = simplex[0]!;
    const worst = simplex[n]!;
    const width = Math.max(...Array.from(best.x, (b, i) => Math.max(...simplex.map((p) => Math.abs(p.x[i]! - b)))));
    if (worst.value - best.value <= tolerance * Math.max(1, Math.abs(best.value)) && width <= Math.sqrt(tolerance)) {
      converged = true;
      break;
    }
    const centroid = new Float64Array(n);
    for (let k = 0; k < n; k++) for (let i = 0; i < n; i++) centroid[i]! += simplex[k]!.x[i]! / n;
    const along = (t: number) => evaluate(centroid.map((c, i) => c + t * (c - worst.x[i]!)));
    const reflected = along(1);
    if (reflected.value < best.value) {
      const expanded = along(2);
      simplex[n] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < simplex[n - 1]!.value) {
      simplex[n] = reflected;
    } else {
      const contracted = along(reflected.value < worst.value ? 0.5 : -0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) simplex[n] = contracted;
      else for (let k = 1; k <= n; k++) simplex[k] = evaluate(simplex[k]!.x.map((v, i) => (v + best.x[i]!) / 2));
    }
  }
  simplex.sort((p, q) => p.value - q.value);
  return { x: simplex[0]!.x, value: simplex[0]!.value, iterations, converged };
}
