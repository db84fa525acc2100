// How true predicted probabilities are: Brier score (Brier 1950, "Verification of forecasts expressed in terms of probability",
// Monthly Weather Review 78, 1-3), its skill against always predicting the base rate, log loss, and a calibration table with
// the expected calibration error (Naeini, Cooper & Hauskrecht 2015, AAAI, 2901-2907).
// Input: labels 0 or 1 and probabilities in [0, 1], one per row. No random numbers.
import { binaryLabels } from './labels.ts';
import { refuse, type Outcome } from './outcome.ts';
import { wilsonInterval } from './wilson.ts';

export interface CalibrationBin {
  rows: number;
  /** Mean predicted probability of the bin. */
  predicted: number;
  /** Share of events in the bin. */
  observed: number;
  /** Wilson's 95 % interval of `observed`. */
  low: number;
  high: number;
}

export interface ProbabilityMetrics {
  /** Mean squared error of the probability, in [0, 1]; lower is better. */
  brier: number;
  /** 1 − Brier / Brier of the base rate: 0 = no better than the base rate, 1 = perfect, below 0 = worse. */
  brierSkill: number;
  /** Mean −ln of the probability given to what happened; probabilities are kept off 0 and 1 by 1e-15. */
  logLoss: number;
  baseRate: number;
  meanPredicted: number;
}

export function probabilityMetrics(y: ArrayLike<number | boolean>, p: ArrayLike<number>): Outcome<ProbabilityMetrics> {
  const checked = binaryLabels(y, p.length);
  if (!checked.ok) return checked;
  const bad = firstBadProbability(p);
  if (bad >= 0) return refuse('not-finite', { row: bad, value: String(p[bad]) });
  const { labels, positives } = checked;
  const n = labels.length;
  let squares = 0;
  let logs = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const value = p[i]!;
    const event = labels[i]!;
    squares += (value - event) ** 2;
    const kept = Math.min(1 - 1e-15, Math.max(1e-15, value));
    logs -= event === 1 ? Math.log(kept) : Math.log1p(-kept);
    total += value;
  }
  const baseRate = positives / n;
  const brier = squares / n;
  return {
    ok: true,
    brier,
    brierSkill: 1 - brier / (baseRate * (1 - baseRate)),
    logLoss: logs / n,
    baseRate,
    meanPredicted: total / n,
  };
}

/**
 * Predicted against observed share in `bins` parts: of equal width on [0, 1] (`uniform`), or of equal numbers of rows
 * (`quantile`; equal probabilities stay together). Empty parts are left out.
 */
export function calibrationBins(
  y: ArrayLike<number>,
  p: ArrayLike<number>,
  bins = 10,
  cut: 'uniform' | 'quantile' = 'quantile',
): CalibrationBin[] {
  const n = p.length;
  const sorted = Float64Array.from(p).sort();
  // Upper edge of part k; a probability belongs to the first part whose edge it does not exceed.
  const edges = Array.from({ length: bins - 1 }, (_, k) => {
    const share = (k + 1) / bins;
    if (cut === 'uniform') return share;
    const position = (n - 1) * share;
    const below = Math.floor(position);
    const low = sorted[below]!;
    return low + (position - below) * ((sorted[below + 1] ?? low) - low);
  });
  const rows = new Float64Array(bins);
  const sums = new Float64Array(bins);
  const events = new Float64Array(bins);
  for (let i = 0; i < n; i++) {
    let k = 0;
    while (k < bins - 1 && p[i]! > edges[k]!) k++;
    rows[k]!++;
    sums[k]! += p[i]!;
    events[k]! += y[i]!;
  }
  const table: CalibrationBin[] = [];
  for (let k = 0; k < bins; k++) {
    if (rows[k] === 0) continue;
    const m = rows[k]!;
    table.push({ rows: m, predicted: sums[k]! / m, observed: events[k]! / m, ...wilsonInterval(events[k]!, m) });
  }
  return table;
}

/** Mean absolute distance between predicted and observed over the parts, weighted by their rows. */
export function expectedCalibrationError(table: readonly CalibrationBin[]): number {
  let rows = 0;
  let error = 0;
  for (const bin of table) {
    rows += bin.rows;
    error += bin.rows * Math.abs(bin.predicted - bin.observed);
  }
  return error / rows;
}

function firstBadProbability(p: ArrayLike<number>): number {
  for (let i = 0; i < p.length; i++) if (!(p[i]! >= 0 && p[i]! <= 1)) return i;
  return -1;
}
