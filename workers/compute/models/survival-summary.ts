import { normalQuantile } from '../math/normal.ts';
import { stepAt, type SurvivalCurve } from './kaplan-meier.ts';

// What is read off a survival curve: its band, its median, its mean up to a horizon.
//
// Bands: Kalbfleisch, J. D. and Prentice, R. L. (1980), The Statistical Analysis of Failure Time Data, 1.3 (log-log); `log` is R's
// default, `log-log` that of lifelines. Median limits: Brookmeyer, R. and Crowley, J. (1982), Biometrics 38, 29-41. Restricted mean:
// Irwin, J. O. (1949), Journal of Hygiene 47, 188-189, with Kaplan & Meier's variance. Draws no random numbers.

export type BandKind = 'log' | 'log-log' | 'plain';

export interface Band {
  low: Float64Array;
  high: Float64Array;
}

/** The pointwise band of the curve, within [0, 1]; NaN where S is 0 and nothing is known of its error. */
export function survivalBand(curve: SurvivalCurve, kind: BandKind = 'log-log', level = 0.95): Band {
  const z = normalQuantile(0.5 + level / 2);
  const { survival, logVariance } = curve;
  const low = new Float64Array(survival.length);
  const high = new Float64Array(survival.length);
  survival.forEach((s, i) => {
    const error = z * Math.sqrt(logVariance[i]!);
    if (error === 0) {
      low[i] = high[i] = s;
    } else if (kind === 'log') {
      low[i] = s * Math.exp(-error);
      high[i] = Math.min(1, s * Math.exp(error));
    } else if (kind === 'log-log') {
      const factor = error / Math.log(s);
      low[i] = s ** Math.exp(-factor);
      high[i] = s ** Math.exp(factor);
    } else {
      low[i] = Math.max(0, s - s * error);
      high[i] = Math.min(1, s + s * error);
    }
  });
  return { low, high };
}

/** The first time at which the steps fall to `level`; the middle of the flat stretch when they are exactly there; null: never. */
function timeOfLevel(time: Float64Array, steps: Float64Array, level: number): number | null {
  const tolerance = 1e-10;
  for (let i = 0; i < steps.length; i++) {
    if (!(steps[i]! <= level + tolerance)) continue;
    if (steps[i]! < level - tolerance) return time[i]!;
    let next = i + 1;
    while (next < steps.length && steps[next]! >= level - tolerance) next++;
    return next < steps.length ? (time[i]! + time[next]!) / 2 : time[i]!;
  }
  return null;
}

export interface SurvivalQuantile {
  /** null: the curve never falls so low, the quantile lies beyond what was watched. */
  estimate: number | null;
  low: number | null;
  high: number | null;
}

/** The time by which a share `p` in (0, 1) has had the event, with limits; p = .5 is the median. */
export function survivalQuantile(
  curve: SurvivalCurve,
  p = 0.5,
  kind: BandKind = 'log-log',
  level = 0.95,
): SurvivalQuantile {
  const band = survivalBand(curve, kind, level);
  return {
    estimate: timeOfLevel(curve.time, curve.survival, 1 - p),
    low: timeOfLevel(curve.time, band.low, 1 - p),
    high: timeOfLevel(curve.time, band.high, 1 - p),
  };
}

/** The mean time without the event within `horizon`: the area under the curve up to it, with its standard error. */
export function restrictedMean(curve: SurvivalCurve, horizon: number): { mean: number; standardError: number } {
  const last = stepAt(curve, horizon);
  let area = 0;
  let variance = 0;
  let right = horizon;
  for (let i = last; i >= 0; i--) {
    area += curve.survival[i]! * (right - curve.time[i]!);
    right = curve.time[i]!;
    const [n, d] = [curve.atRisk[i]!, curve.events[i]!];
    if (d > 0 && n > d) variance += (area * area * d) / (n * (n - d));
  }
  return { mean: area + right, standardError: Math.sqrt(variance) };
}
