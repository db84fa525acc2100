import { rfmClass } from './rfm-class.ts';
import type { RfmClass } from './rfm-class.ts';
import type { RfmDefinition } from './rfm.ts';

export type Measure = 'r' | 'f' | 'm';
export const MEASURES = ['r', 'f', 'm'] as const satisfies readonly Measure[];

/** Where scores and classes are cut: everything that is needed to score a customer by hand. */
export interface RfmThresholds {
  /** Upper bounds (inclusive), ascending, of all score levels but the last in value; equal neighbours leave a level empty. */
  readonly score: Readonly<Record<Measure, readonly number[]>>;
  /** What separates high from low; a score where the definition splits by the mean of scores, else a value. */
  readonly split: Readonly<Record<Measure, number>>;
}

/** One customer's line of the RFM table. */
export interface RfmValues {
  readonly r: number;
  readonly f: number;
  readonly m: number;
}

/** Why a measure got its score and its side of the split: every number in the sentence that the page says. */
export interface RfmReason {
  readonly measure: Measure;
  readonly value: number;
  readonly score: number;
  /** The values of this score: above `above` (null: no lower end) and at most `atMost` (null: no upper end). */
  readonly above: number | null;
  readonly atMost: number | null;
  /** What was compared with the threshold: the value, or the score under `score-mean`. */
  readonly compared: number;
  readonly threshold: number;
  readonly high: boolean;
}

/** Scores a customer by hand, measure by measure: the same rule as the SQL, so that each proves the other. */
export function rfmWhy(
  definition: RfmDefinition,
  thresholds: RfmThresholds,
  values: RfmValues,
): { readonly class: RfmClass; readonly reasons: readonly RfmReason[] } {
  const reasons = MEASURES.map((measure): RfmReason => {
    const value = values[measure];
    const bounds = thresholds.score[measure];
    const beyond = bounds.filter((bound) => value > bound).length;
    const score = measure === 'r' ? 1 + bounds.length - beyond : 1 + beyond;
    const byScore = definition.split === 'score-mean';
    const compared = byScore ? score : value;
    const threshold = thresholds.split[measure];
    const wantsLess = measure === 'r' && !byScore;
    const strictly = wantsLess ? compared < threshold : compared > threshold;
    return {
      measure,
      value,
      score,
      above: beyond === 0 ? null : bounds[beyond - 1]!,
      atMost: bounds[beyond] ?? null,
      compared,
      threshold,
      high: strictly || (definition.inclusive && compared === threshold),
    };
  });
  const [r, f, m] = reasons;
  return { class: rfmClass({ r: r!.high, f: f!.high, m: m!.high }), reasons };
}
