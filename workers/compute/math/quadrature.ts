/** Nodes and weights of a rule on [−1, 1]. */
export interface Rule {
  nodes: Float64Array;
  weights: Float64Array;
}

const rules = new Map<number, Rule>();

/** The Gauss-Legendre rule with n nodes (Newton on the Legendre polynomial; kept once computed). */
export function gaussLegendre(n: number): Rule {
  const known = rules.get(n);
  if (known) return known;
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step++) {
      let [before, value] = [1, x];
      for (let k = 2; k <= n; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
      slope = (n * (x * value - before)) / (x * x - 1);
      const change = value / slope;
      x -= change;
      if (Math.abs(change) < 1e-15) break;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  const rule = { nodes, weights };
  rules.set(n, rule);
  return rule;
}

/** ∫ f over [low, high] with n Gauss-Legendre nodes: exact for polynomials up to degree 2 n − 1. */
export function integrate(f: (x: number) => number, low: number, high: number, n = 32): number {
  const { nodes, weights } = gaussLegendre(n);
  const half = (high - low) / 2;
  const middle = (high + low) / 2;
  let total = 0;
  for (let i = 0; i < n; i++) total += weights[i]! * f(middle + half * nodes[i]!);
  return total * half;
}
