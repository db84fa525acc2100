// How well scores order events before non-events; only the order counts, equal scores count half.
// AUC: Hanley & McNeil (1982), "The meaning and use of the area under a ROC curve", Radiology 143, 29-36 (the Mann-Whitney form
// with mid-ranks). Average precision: Σ (Rₙ − Rₙ₋₁) Pₙ over distinct scores, never the trapezoid, which is optimistic
// (Davis & Goadrich 2006, ICML, 233-240). KS: largest gap between the two distributions of scores, Smirnov (1939).
// Input: a score curve. No random numbers.
import type { ScoreCurve } from './score-curve.ts';

/** Probability in [0, 1] that a random event outscores a random non-event, ties counting half. */
export function areaUnderRoc(curve: ScoreCurve): number {
  let area = 0;
  let lastTrue = 0;
  let lastFalse = 0;
  for (let i = 0; i < curve.scores.length; i++) {
    const t = curve.truePositives[i]!;
    const f = curve.falsePositives[i]!;
    area += (f - lastFalse) * (t + lastTrue) * 0.5;
    lastTrue = t;
    lastFalse = f;
  }
  return area / (curve.positives * curve.negatives);
}

/** Average precision in (0, 1]; a random order gives about the share of events. */
export function averagePrecision(curve: ScoreCurve): number {
  let total = 0;
  let lastTrue = 0;
  for (let i = 0; i < curve.scores.length; i++) {
    const t = curve.truePositives[i]!;
    total += ((t - lastTrue) * t) / (t + curve.falsePositives[i]!);
    lastTrue = t;
  }
  return total / curve.positives;
}

/** The largest difference in [0, 1] between the shares of events and of non-events at or above a score, and that score. */
export function kolmogorovSmirnov(curve: ScoreCurve): { distance: number; score: number } {
  let distance = 0;
  let score = curve.scores[0]!;
  for (let i = 0; i < curve.scores.length; i++) {
    const gap = Math.abs(curve.truePositives[i]! / curve.positives - curve.falsePositives[i]! / curve.negatives);
    if (gap > distance) [distance, score] = [gap, curve.scores[i]!];
  }
  return { distance, score };
}

/**
 * Standard error of the AUC by Hanley & McNeil (1982), eq. (1), with their Q1 = A/(2 − A) and Q2 = 2A²/(1 + A): enough for an
 * honest "± about this much" next to the figure.
 */
export function areaUnderRocStandardError(curve: ScoreCurve): number {
  const a = areaUnderRoc(curve);
  const q1 = a / (2 - a);
  const q2 = (2 * a * a) / (1 + a);
  const { positives, negatives } = curve;
  const variance = a * (1 - a) + (positives - 1) * (q1 - a * a) + (negatives - 1) * (q2 - a * a);
  return Math.sqrt(Math.max(0, variance) / (positives * negatives));
}

/** Points of the ROC curve from (0, 0) to (1, 1), thinned to about `most` points for drawing. */
export function rocPoints(
  curve: ScoreCurve,
  most = 200,
): { falsePositiveRate: number; truePositiveRate: number; score: number }[] {
  const n = curve.scores.length;
  const points = [{ falsePositiveRate: 0, truePositiveRate: 0, score: Infinity }];
  const step = Math.max(1, n / most);
  for (let at = 0; at < n; at += step) push(Math.floor(at));
  if (points[points.length - 1]!.score !== curve.scores[n - 1]) push(n - 1);
  return points;

  function push(i: number): void {
    points.push({
      falsePositiveRate: curve.falsePositives[i]! / curve.negatives,
      truePositiveRate: curve.truePositives[i]! / curve.positives,
      score: curve.scores[i]!,
    });
  }
}
