import { naturalBreaks } from './jenks.ts';

import type { Measure, RfmThresholds } from './rfm-why.ts';
import type { RfmDefinition } from './rfm.ts';

/** True when the cuts have to be found outside SQL: ask for the points first, then give `rfmBreaks` of them to the plan. */
export function needsBreaks(definition: RfmDefinition): boolean {
  return definition.scoreCut === 'jenks' || definition.split === 'jenks';
}

/**
 * Natural breaks of R, F and M from quantile points: for the scores as many classes as levels, for the split two. A bound lies halfway
 * between the neighbours that it parts. Where all values are equal there is nothing to part: no bounds, and the value as split. Before
 * the first order there is nobody to score: no bounds, and 0 as split.
 */
export function rfmBreaks(
  definition: RfmDefinition,
  points: readonly { readonly measure: Measure; readonly value: number }[],
): RfmThresholds {
  const of = (measure: Measure): number[] =>
    points.filter((point) => point.measure === measure).map((point) => point.value);
  const score = (measure: Measure): number[] => midpoints(of(measure), definition.levels);
  const split = (measure: Measure): number => midpoints(of(measure), 2)[0] ?? of(measure)[0] ?? 0;
  return {
    score: { r: score('r'), f: score('f'), m: score('m') },
    split: { r: split('r'), f: split('f'), m: split('m') },
  };
}

/** One line of the thresholds statement: a bound of a score level (1 is the lowest bound), or the split (level 0). */
export interface ThresholdRow {
  readonly measure: Measure;
  readonly level: number;
  readonly bound: number;
}

/** Thresholds from their lines. */
export function thresholdsOf(rows: readonly ThresholdRow[]): RfmThresholds {
  const sorted = rows.toSorted((a, b) => a.level - b.level);
  const of = (measure: Measure): readonly ThresholdRow[] => sorted.filter((row) => row.measure === measure);
  const bounds = (measure: Measure): number[] => of(measure).flatMap((row) => (row.level > 0 ? [row.bound] : []));
  const split = (measure: Measure): number => {
    const row = of(measure).find(({ level }) => level === 0);
    if (!row) throw new Error(`no split threshold for ${measure}`);
    return row.bound;
  };
  return {
    score: { r: bounds('r'), f: bounds('f'), m: bounds('m') },
    split: { r: split('r'), f: split('f'), m: split('m') },
  };
}

function midpoints(values: readonly number[], classes: number): number[] {
  if (values.length === 0) return [];
  const sorted = values.toSorted((a, b) => a - b);
  return naturalBreaks(values, classes).map((bound) => (bound + sorted.find((value) => value > bound)!) / 2);
}
