import { chiSquaredSf } from '../math/chi-squared.ts';
import { cholesky, choleskySolve } from '../math/cholesky.ts';
import { orderOf } from './kaplan-meier.ts';
import { refuse, type Refusal } from './refusal.ts';

// Log-rank: do the survival curves of several groups differ by more than chance?
//
// Mantel, N. (1966), "Evaluation of survival data and two new rank order statistics", Cancer Chemotherapy Reports 50, 163-170; Peto, R.
// and Peto, J. (1972), Journal of the Royal Statistical Society A 135, 185-207: observed less expected with the hypergeometric
// covariance. Input, one entry an observation: time (>= 0), event (0 or 1), group (whole, 0 to groups − 1), optionally count (so
// many observations that are the same). Draws no random numbers.

export interface LogRankGroup {
  observations: number;
  observed: number;
  expected: number;
}

export interface LogRank {
  ok: true;
  groups: LogRankGroup[];
  /** Chi-squared with `df` degrees of freedom under the null. */
  statistic: number;
  df: number;
  p: number;
}

/** Compares the curves of `groupCount` >= 2 groups, or says why it cannot. */
export function logRank(
  {
    time,
    event,
    group,
    count,
  }: {
    time: ArrayLike<number>;
    event: ArrayLike<number>;
    group: ArrayLike<number>;
    /** Observations that an entry stands for; 1 unless given. */
    count?: ArrayLike<number>;
  },
  groupCount: number,
): LogRank | Refusal<'empty-group' | 'no-events' | 'groups-never-together'> {
  const n = time.length;
  const atRisk = new Float64Array(groupCount);
  for (let i = 0; i < n; i++) {
    const g = group[i]!;
    if (!(g >= 0 && g < groupCount && Number.isInteger(g)))
      throw new Error(`group must be in [0, ${groupCount}): ${g}`);
    atRisk[g]! += count?.[i] ?? 1;
  }
  const groups = Array.from(atRisk, (observations) => ({ observations, observed: 0, expected: 0 }));
  const empty = groups.findIndex((g) => g.observations === 0);
  if (groupCount < 2 || empty >= 0) return refuse('empty-group', { group: empty });
  const free = groupCount - 1;
  const covariance = new Float64Array(free * free);
  const order = orderOf(time);
  let total = atRisk.reduce((sum, m) => sum + m, 0);
  const observations = total;
  for (let k = 0; k < n;) {
    const t = time[order[k]!]!;
    const leaving = new Float64Array(groupCount);
    let deaths = 0;
    for (; k < n && time[order[k]!] === t; k++) {
      const i = order[k]!;
      const m = count?.[i] ?? 1;
      leaving[group[i]!]! += m;
      if (event[i] === 1) {
        deaths += m;
        groups[group[i]!]!.observed += m;
      }
    }
    if (deaths > 0) {
      const spread = total > 1 ? (deaths * (total - deaths)) / (total - 1) : 0;
      for (let g = 0; g < groupCount; g++) groups[g]!.expected += (deaths * atRisk[g]!) / total;
      for (let g = 0; g < free; g++)
        for (let h = 0; h < free; h++) {
          const share = atRisk[g]! / total;
          covariance[g * free + h]! += spread * share * ((g === h ? 1 : 0) - atRisk[h]! / total);
        }
    }
    for (let g = 0; g < groupCount; g++) {
      atRisk[g]! -= leaving[g]!;
      total -= leaving[g]!;
    }
  }
  if (groups.every((g) => g.observed === 0)) return refuse('no-events', { observations });
  const factor = cholesky(covariance, free);
  if (!factor) return refuse('groups-never-together');
  const gap = Float64Array.from({ length: free }, (_, g) => groups[g]!.observed - groups[g]!.expected);
  const statistic = choleskySolve(factor, free, gap).reduce((sum, v, g) => sum + v * gap[g]!, 0);
  return { ok: true, groups, statistic, df: free, p: chiSquaredSf(statistic, free) };
}
