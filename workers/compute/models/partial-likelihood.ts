import { orderOf } from './kaplan-meier.ts';

// Cox's partial likelihood with its first two derivatives, in one pass over the risk sets from the last time to the first.

export type Ties = 'efron' | 'breslow';

export interface CoxColumns {
  /** >= 0. */
  time: ArrayLike<number>;
  /** 0 or 1. */
  event: ArrayLike<number>;
  /** Row-major, observations x covariates, without NaN. */
  covariates: Float64Array;
  /** Watched only from then on; >= 0, < time. */
  entry?: ArrayLike<number>;
}

/** What every pass needs and no pass changes. */
export interface RiskSets extends CoxColumns {
  observations: number;
  p: number;
  byTime: Int32Array;
  byEntry: Int32Array | null;
}

export function riskSets(columns: CoxColumns, p: number): RiskSets {
  const byTime = orderOf(columns.time);
  const byEntry = columns.entry ? orderOf(columns.entry) : null;
  return { ...columns, observations: columns.time.length, p, byTime, byEntry };
}

/** One distinct time of events: the score and information it adds, and the rise of the baseline hazard. */
export interface RiskTime {
  time: number;
  events: number;
  score: Float64Array;
  /** Row-major p x p, symmetric. */
  information: Float64Array;
  hazard: number;
}

export interface PartialLikelihood {
  value: number;
  score: Float64Array;
  information: Float64Array;
}

/** Σ w, Σ w x and Σ w x xᵀ (lower triangle) over some observations. */
class Moments {
  readonly first: Float64Array;
  readonly second: Float64Array;
  zeroth = 0;

  constructor(readonly p: number) {
    this.first = new Float64Array(p);
    this.second = new Float64Array(p * p);
  }

  add(w: number, x: Float64Array, at: number): void {
    const { p, first, second } = this;
    this.zeroth += w;
    for (let j = 0; j < p; j++) {
      const wx = w * x[at + j]!;
      first[j]! += wx;
      for (let k = 0; k <= j; k++) second[j * p + k]! += wx * x[at + k]!;
    }
  }

  clear(): void {
    this.zeroth = 0;
    this.first.fill(0);
    this.second.fill(0);
  }
}

/** ln L, score and information at `beta`; `onTime` sees each distinct event time, the last one first, in a buffer that is reused. */
export function partialLikelihood(
  sets: RiskSets,
  beta: Float64Array,
  ties: Ties,
  onTime?: (at: RiskTime) => void,
): PartialLikelihood {
  const { observations: n, p, time, event, covariates: x, entry, byTime, byEntry } = sets;
  const eta = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < p; j++) eta[i]! += x[i * p + j]! * beta[j]!;
  const risk = new Moments(p);
  const dying = new Moments(p);
  const total: PartialLikelihood = { value: 0, score: new Float64Array(p), information: new Float64Array(p * p) };
  const at: RiskTime = {
    time: 0,
    events: 0,
    score: new Float64Array(p),
    information: new Float64Array(p * p),
    hazard: 0,
  };
  const mean = new Float64Array(p);
  let leaving = n - 1;
  for (let k = n - 1; k >= 0;) {
    const t = time[byTime[k]!]!;
    while (byEntry && leaving >= 0 && entry![byEntry[leaving]!]! >= t) {
      const i = byEntry[leaving--]!;
      risk.add(-Math.exp(eta[i]!), x, i * p);
    }
    dying.clear();
    at.score.fill(0);
    let events = 0;
    for (; k >= 0 && time[byTime[k]!] === t; k--) {
      const i = byTime[k]!;
      const w = Math.exp(eta[i]!);
      risk.add(w, x, i * p);
      if (event[i] !== 1) continue;
      events++;
      total.value += eta[i]!;
      dying.add(w, x, i * p);
      for (let j = 0; j < p; j++) at.score[j]! += x[i * p + j]!;
    }
    if (events === 0) continue;
    at.time = t;
    at.events = events;
    at.information.fill(0);
    at.hazard = 0;
    for (let l = 0; l < events; l++) {
      const part = ties === 'efron' ? l / events : 0;
      const sum = risk.zeroth - part * dying.zeroth;
      total.value -= Math.log(sum);
      at.hazard += 1 / sum;
      for (let j = 0; j < p; j++) {
        mean[j] = (risk.first[j]! - part * dying.first[j]!) / sum;
        at.score[j]! -= mean[j]!;
        for (let m = 0; m <= j; m++) {
          const second = (risk.second[j * p + m]! - part * dying.second[j * p + m]!) / sum;
          at.information[j * p + m]! += second - mean[j]! * mean[m]!;
        }
      }
    }
    for (let j = 0; j < p; j++) for (let m = 0; m < j; m++) at.information[m * p + j] = at.information[j * p + m]!;
    for (let j = 0; j < p; j++) total.score[j]! += at.score[j]!;
    for (let j = 0; j < p * p; j++) total.information[j]! += at.information[j]!;
    onTime?.(at);
  }
  return total;
}
