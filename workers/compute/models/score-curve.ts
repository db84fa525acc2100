import { binaryLabels } from './labels.ts';
import { refuse, type Outcome } from './outcome.ts';

/**
 * How many events and non-events score at or above each distinct score, from the highest down. Equal scores share one point,
 * so nothing computed from it depends on the order of the rows.
 */
export interface ScoreCurve {
  /** Distinct scores, falling. */
  scores: Float64Array;
  /** Events with a score >= scores[i]; the last one is `positives`. */
  truePositives: Float64Array;
  /** Non-events with a score >= scores[i]; the last one is `negatives`. */
  falsePositives: Float64Array;
  positives: number;
  negatives: number;
}

/** The curve of scores (any finite numbers, larger = likelier) against labels (0 or 1, both present). */
export function scoreCurve(y: ArrayLike<number | boolean>, scores: ArrayLike<number>): Outcome<{ curve: ScoreCurve }> {
  const checked = binaryLabels(y, scores.length);
  if (!checked.ok) return checked;
  const { labels, positives } = checked;
  const negatives = labels.length - positives;
  const ofEvents = new Float64Array(positives);
  const ofOthers = new Float64Array(negatives);
  for (let i = 0, p = 0, q = 0; i < labels.length; i++) {
    const score = scores[i]!;
    if (!Number.isFinite(score)) return refuse('not-finite', { row: i, value: String(score) });
    if (labels[i] === 1) ofEvents[p++] = score;
    else ofOthers[q++] = score;
  }
  // Two typed sorts and a merge need no index array and no comparator.
  ofEvents.sort();
  ofOthers.sort();
  const distinct = new Float64Array(labels.length);
  const truePositives = new Float64Array(labels.length);
  const falsePositives = new Float64Array(labels.length);
  let count = 0;
  let p = positives - 1;
  let q = negatives - 1;
  while (p >= 0 || q >= 0) {
    const score = q < 0 || (p >= 0 && ofEvents[p]! >= ofOthers[q]!) ? ofEvents[p]! : ofOthers[q]!;
    while (p >= 0 && ofEvents[p] === score) p--;
    while (q >= 0 && ofOthers[q] === score) q--;
    distinct[count] = score;
    truePositives[count] = positives - 1 - p;
    falsePositives[count] = negatives - 1 - q;
    count++;
  }
  return {
    ok: true,
    curve: {
      scores: distinct.slice(0, count),
      truePositives: truePositives.slice(0, count),
      falsePositives: falsePositives.slice(0, count),
      positives,
      negatives,
    },
  };
}
