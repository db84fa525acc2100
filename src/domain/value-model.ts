import type { Document } from './document.ts';

/** Models of when customers buy and when they silently leave. MBG/NBD is the default: it also judges those who bought once. */
export const ORDER_MODEL_NAMES = ['mbg-nbd', 'bg-nbd', 'pareto-nbd'] as const;
export type OrderModelName = (typeof ORDER_MODEL_NAMES)[number];

/** How a customer's future value is counted; every choice changes the figures and is shown beside them. */
export interface ValueModel extends Document {
  readonly kind: 'value-model';
  readonly model: OrderModelName;
  /** Weeks ahead, 1 … 260. */
  readonly horizonWeeks: number;
  /** Discount a year, 0 … 1: at 0.1, 110 in a year are worth 100 today. */
  readonly annualRate: number;
  /** Share of the net paid amount that is margin, in (0, 1]; 1 counts revenue. */
  readonly margin: number;
  /** Decides the starts of the fit: the same seed gives the same figures. */
  readonly seed: number;
}

export const DEFAULT_VALUE_MODEL: ValueModel = {
  kind: 'value-model',
  id: 'value',
  version: 1,
  model: 'mbg-nbd',
  horizonWeeks: 52,
  annualRate: 0.1,
  margin: 1,
  seed: 1,
};

/** The model without its version: what the figures depend on. Throws for a number outside its range. */
export function valueContent(model: ValueModel): string {
  const { horizonWeeks, annualRate, margin } = model;
  if (!Number.isInteger(horizonWeeks) || horizonWeeks < 1 || horizonWeeks > 260)
    throw new Error(`not a horizon of 1 to 260 weeks: ${horizonWeeks}`);
  if (!(annualRate >= 0 && annualRate <= 1)) throw new Error(`not a discount of 0 to 1: ${annualRate}`);
  if (!(margin > 0 && margin <= 1)) throw new Error(`not a margin above 0 and up to 1: ${margin}`);
  return JSON.stringify([model.model, horizonWeeks, annualRate, margin, model.seed]);
}

/** Tiers by expected value, best first: the share of all customers down to which each tier reaches. Equal values share a tier. */
export const VALUE_TIERS = [0.01, 0.05, 0.2, 0.5, 1] as const;

/** The rungs of the ladder in the words of the table's column `rung`, least first; the number is the place in this list. */
export const RUNG_NAMES = ['not-enough-data', 'own-gap', 'segment-rate', 'model'] as const;
export type RungName = (typeof RUNG_NAMES)[number];

/** Weeks held out to check a model: as many as are foreseen, at most half of what there is; 0 where that is less than four. */
export function holdOutWeeks(historyDays: number, horizonWeeks: number): number {
  const weeks = Math.min(horizonWeeks, Math.floor(historyDays / 14));
  return weeks < 4 ? 0 : weeks;
}
