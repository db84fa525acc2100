import type { Measure, RfmThresholds } from './rfm-why.ts';
import { MEASURES } from './rfm-why.ts';
import type { RfmDefinition } from './rfm.ts';

/**
 * A definition after a change, kept whole: bounds set by hand begin where the cuts were before, and there is always one bound fewer than
 * levels. Without thresholds to begin from, a cut by hand cannot begin, and the old cut stays.
 */
export function edited(
  definition: RfmDefinition,
  change: Partial<RfmDefinition>,
  thresholds: RfmThresholds | null,
): RfmDefinition {
  let next: RfmDefinition = { ...definition, ...change };
  if (next.split === 'fixed' && change.splitAt === undefined) {
    const splitAt =
      definition.split === 'fixed'
        ? definition.splitAt
        : ((thresholds && values(definition, thresholds)) ?? next.splitAt);
    next = splitAt ? { ...next, splitAt } : { ...next, split: definition.split };
  }
  if (next.scoreCut === 'fixed') {
    const from = change.fixed ?? (definition.scoreCut === 'fixed' ? definition.fixed : thresholds?.score);
    const bounds = (measure: Measure): number[] => fitted(from?.[measure] ?? [], next.levels - 1);
    next =
      from && MEASURES.every((measure) => from[measure].length > 0)
        ? { ...next, fixed: { r: bounds('r'), f: bounds('f'), m: bounds('m') } }
        : { ...next, scoreCut: definition.scoreCut };
  }
  return next;
}

/** Numbers as a person writes them, apart by spaces, commas or semicolons; null unless there are `count` of them, ascending. */
export function boundsOf(text: string, count: number): readonly number[] | null {
  const parts = text.split(/[\s,;，；、]+/).filter((part) => part !== '');
  const numbers = parts.map(Number);
  const ascending = numbers.every((number, i) => Number.isFinite(number) && (i === 0 || number >= numbers[i - 1]!));
  return ascending && numbers.length === count ? numbers : null;
}

/** Split thresholds as values. A split of scores has none; the middle score bound stands in. */
function values(definition: RfmDefinition, thresholds: RfmThresholds): RfmThresholds['split'] | null {
  if (definition.split !== 'score-mean') return thresholds.split;
  const middle = (measure: Measure): number | undefined => {
    const bounds = thresholds.score[measure];
    return bounds[Math.floor((bounds.length - 1) / 2)];
  };
  const [r, f, m] = [middle('r'), middle('f'), middle('m')];
  return r === undefined || f === undefined || m === undefined ? null : { r, f, m };
}

/** As many bounds as wanted: the first ones, or the last one repeated, which leaves the upper levels empty until they are set. */
function fitted(bounds: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, i) => bounds[Math.min(i, bounds.length - 1)]!);
}
