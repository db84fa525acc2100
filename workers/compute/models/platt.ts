// Platt's sigmoid: turns any score f into a probability 1 / (1 + exp(a f + b)).
// Platt (1999), Advances in Large Margin Classifiers, 61-74, in the stable Newton form of Lin, Lin & Weng (2007), "A note on
// Platt's probabilistic outputs for support vector machines", Machine Learning 68, 267-276, pseudo code on p. 276.
// Input: scores of rows the model was NOT fitted on (finite), labels 0 or 1. Parameters: a (normally < 0) and b. No random
// numbers.
import { binaryLabels } from './labels.ts';
import { refuse, type Outcome } from './outcome.ts';

export interface Platt {
  a: number;
  b: number;
}

/** Maximum likelihood against the smoothed targets (N₊+1)/(N₊+2) and 1/(N₋+2). */
export function fitPlatt(scores: ArrayLike<number>, y: ArrayLike<number | boolean>): Outcome<{ platt: Platt }> {
  const checked = binaryLabels(y, scores.length);
  if (!checked.ok) return checked;
  const { labels, positives } = checked;
  const n = labels.length;
  for (let i = 0; i < n; i++)
    if (!Number.isFinite(scores[i]!)) return refuse('not-finite', { row: i, value: String(scores[i]) });
  const negatives = n - positives;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (negatives + 2);
  const loss = (a: number, b: number): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const t = labels[i] === 1 ? high : low;
      const f = a * scores[i]! + b;
      sum += f >= 0 ? t * f + Math.log1p(Math.exp(-f)) : (t - 1) * f + Math.log1p(Math.exp(f));
    }
    return sum;
  };
  let a = 0;
  let b = Math.log((negatives + 1) / (positives + 1));
  let value = loss(a, b);
  for (let iteration = 0; iteration < 100; iteration++) {
    let [h11, h22, h21, g1, g2] = [1e-12, 1e-12, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const s = scores[i]!;
      const f = a * s + b;
      const e = Math.exp(-Math.abs(f));
      const p = f >= 0 ? e / (1 + e) : 1 / (1 + e);
      const q = 1 - p;
      const d2 = p * q;
      h11 += s * s * d2;
      h22 += d2;
      h21 += s * d2;
      const d1 = (labels[i] === 1 ? high : low) - p;
      g1 += s * d1;
      g2 += d1;
    }
    if (Math.abs(g1) < 1e-9 && Math.abs(g2) < 1e-9) break;
    const determinant = h11 * h22 - h21 * h21;
    const da = -(h22 * g1 - h21 * g2) / determinant;
    const db = -(-h21 * g1 + h11 * g2) / determinant;
    const slope = g1 * da + g2 * db;
    let step = 1;
    for (; step >= 1e-10; step /= 2) {
      const next = loss(a + step * da, b + step * db);
      if (next < value + 1e-4 * step * slope) {
        a += step * da;
        b += step * db;
        value = next;
        break;
      }
    }
    if (step < 1e-10) break;
  }
  return { ok: true, platt: { a, b } };
}

/** The probability of one score. */
export function applyPlatt(platt: Platt, score: number): number {
  const f = platt.a * score + platt.b;
  return f >= 0 ? Math.exp(-f) / (1 + Math.exp(-f)) : 1 / (1 + Math.exp(f));
}
