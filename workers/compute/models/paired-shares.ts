import { sortedQuantile } from '../math/quantile.ts';
import { seededRandom } from '../math/random.ts';

// Two lists reach two shares of the same money: is the difference more than chance? The customers are drawn again with replacement, the
// lists as they were, and both shares computed on the same draw (paired), so that what both lists share cancels out.
//
// Efron, B. and Tibshirani, R. (1993), An Introduction to the Bootstrap, ch. 8 and 13 (percentile interval); the draws by independent
// Poisson(1) weights, Hanley, J. A. and MacGibbon, B. (2006), "Creating non-parametric bootstrap samples using Poisson frequencies",
// Computer Methods and Programs in Biomedicine 83, 57-62: customers who paid nothing then need not be drawn at all.
// Input: money (>= 0 as a rule) of each payer, and for each list 1 where it names her, else 0. Draws seeded random numbers.

export interface ShareDifference {
  share: number;
  low: number;
  high: number;
}

/** Multiplications that all resamples together may take. */
const WORK = 20_000_000;

/** Share of the money on each list less that on the first, with 95 % intervals; the first is left out. */
export function pairedShares(
  money: Float64Array,
  lists: readonly Float64Array[],
  { seed, most = 1000 }: { seed: number; most?: number },
): { resamples: number; differences: ShareDifference[] } {
  const random = seededRandom(seed);
  const resamples = Math.max(100, Math.min(most, Math.floor(WORK / Math.max(1, money.length))));
  const drawn = lists.slice(1).map(() => new Float64Array(resamples));
  const sums = new Float64Array(lists.length);
  for (let b = 0; b < resamples; b++) {
    let total = 0;
    sums.fill(0);
    for (let i = 0; i < money.length; i++) {
      const paid = money[i]! * poissonOne(random.uniform());
      if (paid === 0) continue;
      total += paid;
      for (let l = 0; l < lists.length; l++) sums[l]! += paid * lists[l]![i]!;
    }
    drawn.forEach((column, l) => (column[b] = total === 0 ? 0 : (sums[l + 1]! - sums[0]!) / total));
  }
  const total = money.reduce((sum, value) => sum + value, 0);
  const on = (list: Float64Array) => money.reduce((sum, value, i) => sum + value * list[i]!, 0);
  return {
    resamples,
    differences: drawn.map((column, l) => {
      const sorted = column.sort();
      return {
        share: total === 0 ? 0 : (on(lists[l + 1]!) - on(lists[0]!)) / total,
        low: sortedQuantile(sorted, 0.025),
        high: sortedQuantile(sorted, 0.975),
      };
    }),
  };
}

/** P(X <= k) of a Poisson variable with mean 1. */
const CUMULATED = ((): Float64Array => {
  const steps = new Float64Array(18);
  let [p, sum] = [Math.exp(-1), 0];
  steps.forEach((_, k) => {
    sum += p;
    steps[k] = sum;
    p /= k + 1;
  });
  return steps;
})();

function poissonOne(u: number): number {
  let k = 0;
  while (k < CUMULATED.length - 1 && u >= CUMULATED[k]!) k++;
  return k;
}
