import type { Document } from './document.ts';
import type { Unit } from './feature.ts';
import { featuresOf, type FeatureId } from './features.ts';
import type { Shape } from './table.ts';

/** Who will not order within a time to come, learned from snapshots of the past. */
export interface ChurnModel extends Document {
  readonly kind: 'churn-model';
  /** Length of the label window: churned is who does not order in so many days from the cut-off on. */
  readonly horizonDays: number;
  /** Only customers whose last order is less than so many days before the cut-off are asked about. */
  readonly activeDays: number;
  readonly seed: number;
}

export const DEFAULT_CHURN_MODEL: ChurnModel = {
  kind: 'churn-model',
  id: 'churn',
  version: 1,
  horizonDays: 90,
  activeDays: 365,
  seed: 1,
};

/** The model without its version: what the figures depend on. Throws for a number outside its range. */
export function churnContent({ horizonDays, activeDays, seed }: ChurnModel): string {
  if (!Number.isInteger(horizonDays) || horizonDays < 7 || horizonDays > 730)
    throw new Error(`not a window of 7 to 730 days: ${horizonDays}`);
  if (!Number.isInteger(activeDays) || activeDays < 7) throw new Error(`not a span of at least 7 days: ${activeDays}`);
  return JSON.stringify([horizonDays, activeDays, seed]);
}

const NUMBERS: ReadonlySet<Unit> = new Set<Unit>([
  'count',
  'money',
  'days',
  'hours',
  'share',
  'ratio',
  'boolean',
  'score',
  'years',
]);

/** Attributes that a file knows only as of its export: in a snapshot of the past they would tell the future. */
const UNDATED: ReadonlySet<FeatureId> = new Set<FeatureId>(['consent', 'level', 'occupation']);

/** Features that a snapshot may learn from: numbers computed from dated rows before its cut-off, or that never change. */
export function churnFeatures(shape: Shape): readonly FeatureId[] {
  return featuresOf(shape)
    .filter(({ id, unit }) => NUMBERS.has(unit) && !UNDATED.has(id))
    .map(({ id }) => id);
}
