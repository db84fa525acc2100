import { lnChoose } from './gamma.ts';

/** An urn: `population` balls, `marked` of them marked, `drawn` drawn without replacement; all whole numbers >= 0. */
export interface Urn {
  population: number;
  marked: number;
  drawn: number;
}

/** P(exactly k marked balls are drawn). */
export function hypergeometricPmf(k: number, { population, marked, drawn }: Urn): number {
  if (k < Math.max(0, drawn + marked - population) || k > Math.min(drawn, marked)) return 0;
  return Math.exp(lnChoose(marked, k) + lnChoose(population - marked, drawn - k) - lnChoose(population, drawn));
}

/** The probability of k counted away from k in one direction by the ratio of neighbours, until the terms vanish. */
function tailFrom(k: number, urn: Urn, step: 1 | -1): number {
  const { population, marked, drawn } = urn;
  let term = hypergeometricPmf(k, urn);
  let sum = term;
  for (let i = k; term > 0; i += step) {
    const ratio =
      step === 1
        ? ((marked - i) * (drawn - i)) / ((i + 1) * (population - marked - drawn + i + 1))
        : (i * (population - marked - drawn + i)) / ((marked - i + 1) * (drawn - i + 1));
    term *= ratio;
    sum += term;
    if (ratio < 1 && term < sum * 1e-17) break;
  }
  return Math.min(1, sum);
}

/** P(at least k marked balls are drawn): the one-sided p-value of Fisher's exact test for a rule that over-occurs. */
export function hypergeometricSf(k: number, urn: Urn): number {
  const low = Math.max(0, urn.drawn + urn.marked - urn.population);
  if (k <= low) return 1;
  if (k > Math.min(urn.drawn, urn.marked)) return 0;
  return tailFrom(k, urn, 1);
}

/** P(at most k marked balls are drawn). */
export function hypergeometricCdf(k: number, urn: Urn): number {
  const high = Math.min(urn.drawn, urn.marked);
  if (k >= high) return 1;
  if (k < Math.max(0, urn.drawn + urn.marked - urn.population)) return 0;
  return tailFrom(k, urn, -1);
}

/**
 * Fisher's exact test of the 2 x 2 table [[a, b], [c, d]], two-sided: the sum of all tables no more probable than the one seen
 * (with R's tolerance of 1e-7).
 */
export function fisherExact(a: number, b: number, c: number, d: number): number {
  const urn = { population: a + b + c + d, marked: a + c, drawn: a + b };
  const seen = hypergeometricPmf(a, urn) * (1 + 1e-7);
  const low = Math.max(0, urn.drawn + urn.marked - urn.population);
  const high = Math.min(urn.drawn, urn.marked);
  let sum = 0;
  for (let k = low; k <= high; k++) {
    const p = hypergeometricPmf(k, urn);
    if (p <= seen) sum += p;
  }
  return Math.min(1, sum);
}
