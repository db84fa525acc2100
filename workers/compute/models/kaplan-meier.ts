// Kaplan-Meier: the share of customers to whom something has not yet happened after t, when many were not watched to the end.
//
// Kaplan, E. L. and Meier, P. (1958), "Nonparametric estimation from incomplete observations", Journal of the American Statistical
// Association 53, 457-481: the product-limit estimate, equation (2b); the variance of Greenwood (1926), (2f).
// Input, one entry an observation: time (any unit, >= 0, finite); event (1: it happened then; 0: watched until then); optionally
// entry (>= 0, < time: watched only from then on), weight (> 0) and count (>= 1: so many observations that are the same). At equal times events come before censorings.
// No parameters. Draws no random numbers.

export interface SurvivalColumns {
  time: ArrayLike<number>;
  event: ArrayLike<number>;
  entry?: ArrayLike<number>;
  /** Say 1 / gaps of the customer, so that each customer has one vote. Standard errors then are approximate. */
  weight?: ArrayLike<number>;
  /** Observations that an entry stands for, where equal ones come added up; 1 unless given. */
  count?: ArrayLike<number>;
}

/** A step curve: entry i holds from time[i] on, up to the next. Before the first time survival is 1. */
export interface SurvivalCurve {
  time: Float64Array;
  /** Observed (weighted) just before time[i]. */
  atRisk: Float64Array;
  events: Float64Array;
  censored: Float64Array;
  survival: Float64Array;
  /** Greenwood's Σ d / (n (n − d)): the variance of ln S. NaN once S is 0. */
  logVariance: Float64Array;
  observations: number;
  eventTotal: number;
}

function check(columns: SurvivalColumns): void {
  const { time, event, entry, count } = columns;
  for (let i = 0; i < time.length; i++) {
    if (!(time[i]! >= 0 && time[i]! < Infinity)) throw new Error(`time must be >= 0, row ${i}: ${time[i]}`);
    if (event[i] !== 0 && event[i] !== 1) throw new Error(`event must be 0 or 1, row ${i}: ${event[i]}`);
    if (entry && !(entry[i]! >= 0 && entry[i]! < time[i]!))
      throw new Error(`entry must be in [0, time ${time[i]}), row ${i}: ${entry[i]}`);
    if (count && !(count[i]! > 0 && count[i]! < Infinity)) throw new Error(`count must be > 0, row ${i}: ${count[i]}`);
  }
}

/** The indices of `values`, upwards by value. */
export function orderOf(values: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
}

/** The curve with one entry for each distinct time. */
export function kaplanMeier(columns: SurvivalColumns): SurvivalCurve {
  check(columns);
  const { time, event, entry, weight, count } = columns;
  const n = time.length;
  const order = orderOf(time);
  const arrivals = entry ? orderOf(entry) : null;
  const w = (i: number) => (weight?.[i] ?? 1) * (count?.[i] ?? 1);
  let observations = 0;
  for (let i = 0; i < n; i++) observations += count?.[i] ?? 1;
  const steps = { time: [] as number[], atRisk: [] as number[], events: [] as number[], censored: [] as number[] };
  let atRisk = 0;
  let arrived = 0;
  if (!arrivals) for (let i = 0; i < n; i++) atRisk += w(i);
  let eventTotal = 0;
  for (let k = 0; k < n;) {
    const t = time[order[k]!]!;
    while (arrivals && arrived < n && entry![arrivals[arrived]!]! < t) atRisk += w(arrivals[arrived++]!);
    let [events, censored] = [0, 0];
    for (; k < n && time[order[k]!] === t; k++) {
      const i = order[k]!;
      if (event[i] === 1) {
        events += w(i);
        eventTotal += count?.[i] ?? 1;
      } else censored += w(i);
    }
    steps.time.push(t);
    steps.atRisk.push(atRisk);
    steps.events.push(events);
    steps.censored.push(censored);
    atRisk -= events + censored;
  }
  const survival = new Float64Array(steps.time.length);
  const logVariance = new Float64Array(steps.time.length);
  let [s, v] = [1, 0];
  steps.time.forEach((_, i) => {
    const [risk, d] = [steps.atRisk[i]!, steps.events[i]!];
    const last = risk - d <= 1e-9 * risk;
    if (d > 0) {
      s = last ? 0 : s * (1 - d / risk);
      v = last ? NaN : v + d / (risk * (risk - d));
    }
    survival[i] = s;
    logVariance[i] = v;
  });
  return {
    time: Float64Array.from(steps.time),
    atRisk: Float64Array.from(steps.atRisk),
    events: Float64Array.from(steps.events),
    censored: Float64Array.from(steps.censored),
    survival,
    logVariance,
    observations,
    eventTotal,
  };
}

/** The place of the step that holds at t, −1 before the first. */
export function stepAt({ time }: Pick<SurvivalCurve, 'time'>, t: number): number {
  let [low, high] = [0, time.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (time[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** S(t), the share to whom it has not happened up to and including t. */
export function survivalAt(curve: SurvivalCurve, t: number): number {
  const i = stepAt(curve, t);
  return i < 0 ? 1 : curve.survival[i]!;
}

/** Greenwood's standard error of S(t). */
export function survivalErrorAt(curve: SurvivalCurve, t: number): number {
  const i = stepAt(curve, t);
  return i < 0 ? 0 : curve.survival[i]! * Math.sqrt(curve.logVariance[i]!);
}
