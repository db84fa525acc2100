import type { HazardRefusal, HazardReport, HazardRow, HazardTask, LeftOut } from '../api/retention.ts';
import { normalQuantile, normalSf } from '../math/normal.ts';
import { fitCox } from '../models/cox.ts';
import { testProportionality } from '../models/proportional-hazards.ts';
import { independentColumns } from '../models/independent-columns.ts';

/** Customers that a level and its opposite need before a ratio is estimated. */
const NEEDED = 20;

/** One column of the model: the amount (trait -1), or whether a customer has a level. */
interface Candidate {
  readonly trait: number;
  readonly level: number;
  readonly values: Float64Array;
}

/** Columns `days, event, n`, `amount` (log2) and `x0, x1, …`: what came back from `firstHazards`. */
type HazardColumns = Readonly<Record<string, Float64Array>>;

/**
 * Hazard ratios of the second purchase by what was known at the first. Every trait is compared with its most frequent level. Columns that
 * cannot be estimated (constant, nearly nobody, a sum of others, nobody or everybody comes back) are left out and said.
 */
export function hazardsOf(
  counted: HazardColumns,
  task: Pick<HazardTask, 'amount' | 'levels'>,
): HazardReport | HazardRefusal {
  const rows = expanded(counted);
  const time = rows['days']!;
  const event = rows['event']!;
  const leftOut: LeftOut[] = [];
  let kept = candidates(rows, task).filter((one) => {
    const reason = unusable(one);
    if (reason) leftOut.push({ trait: one.trait, level: one.level, reason });
    return !reason;
  });
  const free = new Set(independentColumns(kept.map(({ values }) => values)));
  kept = kept.filter(
    ({ trait, level }, i) => free.has(i) || (leftOut.push({ trait, level, reason: 'collinear' }), false),
  );
  for (;;) {
    if (kept.length === 0) return { ok: false, reason: 'no-traits', detail: {} };
    const columns = { time, event, covariates: interleaved(kept, time.length) };
    const fit = fitCox(columns, kept.length, { minEvents: 10 * kept.length });
    if (!fit.ok) {
      const blamed = fit.reason === 'separation' ? kept[fit.detail['covariate'] ?? -1] : undefined;
      if (!blamed) return fit;
      leftOut.push({ trait: blamed.trait, level: blamed.level, reason: 'separation' });
      kept = kept.filter((one) => one !== blamed);
      continue;
    }
    const steady = testProportionality(columns, fit);
    const z95 = normalQuantile(0.975);
    return {
      ok: true,
      rows: kept.map(({ trait, level, values }, j): HazardRow => {
        const [b, se] = [fit.coefficients[j]!, fit.standardErrors[j]!];
        return {
          trait,
          level,
          customers: trait < 0 ? values.length : values.reduce((sum, value) => sum + value, 0),
          ratio: Math.exp(b),
          low: Math.exp(b - z95 * se),
          high: Math.exp(b + z95 * se),
          p: 2 * normalSf(Math.abs(b / se)),
          steadyP: steady.covariates[j]!.p,
        };
      }),
      leftOut,
      customers: fit.observations,
      events: fit.events,
      concordance: fit.concordance,
      steadyP: steady.global.p,
    };
  }
}

/** A row for every customer again: the likelihood of tied events is not that of weighted ones. */
function expanded(counted: HazardColumns): Record<string, Float64Array> {
  const n = counted['n']!;
  const all = n.reduce((sum, count) => sum + count, 0);
  return Object.fromEntries(
    Object.entries(counted).map(([name, column]) => {
      const values = new Float64Array(all);
      let at = 0;
      column.forEach((value, i) => {
        values.fill(value, at, (at += n[i]!));
      });
      return [name, values];
    }),
  );
}

function candidates(rows: HazardColumns, { amount, levels }: Pick<HazardTask, 'amount' | 'levels'>): Candidate[] {
  const found: Candidate[] = amount ? [{ trait: -1, level: 0, values: rows['amount']! }] : [];
  levels.forEach((count, trait) => {
    const column = rows[`x${trait}`]!;
    for (let level = 1; level <= count; level++) {
      const values = column.map((value) => (value === level ? 1 : 0));
      // The pooled rest (place `count`) is a level like any other, where somebody is in it.
      if (level < count || values.some((value) => value > 0)) found.push({ trait, level, values });
    }
  });
  return found;
}

function unusable({ trait, values }: Candidate): LeftOut['reason'] | null {
  const first = values[0];
  if (values.every((value) => value === first)) return 'constant';
  if (trait < 0) return null;
  const with_ = values.reduce((sum, value) => sum + value, 0);
  return Math.min(with_, values.length - with_) < NEEDED ? 'too-few' : null;
}

function interleaved(columns: readonly Candidate[], rows: number): Float64Array {
  const width = columns.length;
  const all = new Float64Array(rows * width);
  columns.forEach(({ values }, j) => values.forEach((value, i) => (all[i * width + j] = value)));
  return all;
}
