import { orderOf } from './kaplan-meier.ts';

// Harrell's C: of the pairs whose order is known, the share in which the higher risk had the event first; equal risks count half.
// Harrell, F. E., Lee, K. L. and Mark, D. B. (1996), Statistics in Medicine 15, 361-387. A pair is known when the earlier time is an
// event; of two events at one time the order is not known, a censoring at the time of an event comes after it. Draws no random numbers.

/** C in [0, 1], .5 for chance, NaN without a known pair; O(n log n). */
export function concordance(time: ArrayLike<number>, event: ArrayLike<number>, risk: ArrayLike<number>): number {
  const n = time.length;
  const ranks = new Int32Array(n);
  let levels = 0;
  const byRisk = orderOf(risk);
  byRisk.forEach((i, k) => {
    if (k === 0 || risk[i] !== risk[byRisk[k - 1]!]) levels++;
    ranks[i] = levels;
  });
  // Fenwick tree over risk levels, of the observations that outlast the time at hand.
  const tree = new Float64Array(levels + 1);
  const add = (level: number) => {
    for (let k = level; k <= levels; k += k & -k) tree[k]!++;
  };
  const below = (level: number) => {
    let sum = 0;
    for (let k = level; k > 0; k -= k & -k) sum += tree[k]!;
    return sum;
  };
  const order = orderOf(time);
  let [known, agreeing, later] = [0, 0, 0];
  for (let k = n - 1; k >= 0;) {
    const first = k;
    const t = time[order[k]!]!;
    for (; k >= 0 && time[order[k]!] === t; k--)
      if (event[order[k]!] !== 1) {
        add(ranks[order[k]!]!);
        later++;
      }
    for (let j = first; j > k; j--) {
      const i = order[j]!;
      if (event[i] !== 1) continue;
      const lower = below(ranks[i]! - 1);
      const equal = below(ranks[i]!) - lower;
      agreeing += lower + equal / 2;
      known += later;
    }
    for (let j = first; j > k; j--)
      if (event[order[j]!] === 1) {
        add(ranks[order[j]!]!);
        later++;
      }
  }
  return known > 0 ? agreeing / known : NaN;
}
