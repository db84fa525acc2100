import type { Bins } from './tree-bins.ts';

export interface SplitRules {
  /** L2 penalty on leaf values, >= 0. */
  lambda: number;
  /** Least gain a split must bring, >= 0. */
  gamma: number;
  /** Least sum of hessians in each child, >= 0. */
  minChildWeight: number;
  /** Per column −1 (score may only fall), 0 (free), +1 (may only rise); undefined when all are free. */
  monotone: Int8Array | undefined;
}

export interface Split {
  column: number;
  /** Bins <= this one go left. */
  bin: number;
  missingLeft: boolean;
  gain: number;
  leftG: number;
  leftH: number;
}

/** The leaf value −G / (H + λ), kept within [low, high]. */
export function leafValue(g: number, h: number, lambda: number, low: number, high: number): number {
  const w = h + lambda > 0 ? -g / (h + lambda) : 0;
  return w < low ? low : w > high ? high : w;
}

/** Twice the fall of the loss that leaf value `w` brings; G² / (H + λ) when w is the free optimum. */
function worth(g: number, h: number, lambda: number, w: number): number {
  return -(2 * g * w + (h + lambda) * w * w);
}

/**
 * The best split of a node with totals (g, h) and histogram, by the gain of Chen & Guestrin (2016), eq. (7), without the factor
 * 1/2: GL²/(HL+λ) + GR²/(HR+λ) − G²/(H+λ). Missing values are tried on both sides; where the node has none, they follow the
 * heavier child. Null when no split obeys the rules.
 */
export function bestSplit(
  histogram: Float64Array,
  bins: Bins,
  columns: Int32Array,
  g: number,
  h: number,
  rules: SplitRules,
  low: number,
  high: number,
): Split | null {
  const { lambda, minChildWeight, monotone } = rules;
  const bounded = low > -Infinity || high < Infinity;
  const whole = worth(g, h, lambda, leafValue(g, h, lambda, low, high));
  // A rounding crumb is no gain.
  let bestGain = Math.max(rules.gamma, 1e-10 * Math.abs(whole));
  let best: Split | null = null;
  for (let c = 0; c < columns.length; c++) {
    const j = columns[c]!;
    const start = bins.offsets[j]!;
    const last = bins.cuts[j]!.length;
    const lostG = histogram[2 * (start + last + 1)]!;
    const lostH = histogram[2 * (start + last + 1) + 1]!;
    const hasMissing = lostH > 1e-12 || Math.abs(lostG) > 1e-12;
    const direction = monotone ? monotone[j]! : 0;
    for (let side = 0; side < (hasMissing ? 2 : 1); side++) {
      let leftG = side === 0 ? 0 : lostG;
      let leftH = side === 0 ? 0 : lostH;
      // With missing values on the right, "all known left" is a split of its own.
      const end = hasMissing && side === 0 ? last + 1 : last;
      for (let b = 0; b < end; b++) {
        const slot = 2 * (start + b);
        leftG += histogram[slot]!;
        leftH += histogram[slot + 1]!;
        if (leftH < minChildWeight) continue;
        const rightG = g - leftG;
        const rightH = h - leftH;
        if (rightH < minChildWeight) break;
        let gain: number;
        if (direction === 0 && !bounded) {
          const leftMass = leftH + lambda;
          const rightMass = rightH + lambda;
          if (!(leftMass > 0) || !(rightMass > 0)) continue;
          gain = (leftG * leftG) / leftMass + (rightG * rightG) / rightMass - whole;
        } else {
          const leftW = leafValue(leftG, leftH, lambda, low, high);
          const rightW = leafValue(rightG, rightH, lambda, low, high);
          if (direction * (rightW - leftW) < 0) continue;
          gain = worth(leftG, leftH, lambda, leftW) + worth(rightG, rightH, lambda, rightW) - whole;
        }
        if (gain > bestGain) {
          bestGain = gain;
          const missingLeft = hasMissing ? side === 1 : leftH >= rightH;
          best = { column: j, bin: b, missingLeft, gain, leftG, leftH };
        }
      }
    }
  }
  return best;
}
