import type { ChurnModel } from './churn-model.ts';
import type { Document } from './document.ts';
import type { OrderModelName, ValueModel } from './value-model.ts';

/** How long ago the list would have been taken out; what followed is judged up to the as-of day. */
export const BACKTEST_DAYS = [30, 60, 90, 180] as const;

/** The lists of customers who are hoped to buy: by what they are ranked. */
export const BUYER_LISTS = ['rfm', 'class', 'value', 'orders', 'spend', 'recency'] as const;
export type BuyerList = (typeof BUYER_LISTS)[number];

/** The lists of customers who are feared to leave. */
export const LEAVER_LISTS = ['churn', 'silent', 'low-rfm'] as const;
export type LeaverList = (typeof LEAVER_LISTS)[number];

/** What the lists take over from the workspace's saved value and churn models. */
export interface ListTerms {
  readonly orderModel: OrderModelName;
  readonly annualRate: number;
  /** Who is asked about for leaving: customers whose last order is less than so many days before the cut. */
  readonly activeDays: number;
}

export function listTerms({ model, annualRate }: ValueModel, { activeDays }: ChurnModel): ListTerms {
  return { orderModel: model, annualRate, activeDays };
}

/** How many customers the list names: a number, or a share of those known at the cut. */
export interface ListSize {
  readonly unit: 'count' | 'share';
  readonly value: number;
}

/** The lists that would have been exported some days ago, against what happened. */
export interface BacktestModel extends Document {
  readonly kind: 'backtest-model';
  readonly daysAgo: number;
  readonly size: ListSize;
  /** Money in the workspace's currency: of one contact, and of the offer that each buyer takes. */
  readonly contactCost: number;
  readonly offerCost: number;
  /** Share of the amount paid that is margin, in (0, 1]. */
  readonly margin: number;
  readonly seed: number;
}

export const DEFAULT_BACKTEST_MODEL: BacktestModel = {
  kind: 'backtest-model',
  id: 'backtest',
  version: 1,
  daysAgo: 90,
  size: { unit: 'share', value: 0.1 },
  contactCost: 1,
  offerCost: 0,
  margin: 0.3,
  seed: 1,
};

/** What the lists and their outcome depend on; size and costs only read them. Throws for a number outside its range. */
export function backtestContent({ daysAgo, size, contactCost, offerCost, margin, seed }: BacktestModel): string {
  if (!Number.isInteger(daysAgo) || daysAgo < 7 || daysAgo > 730) throw new Error(`not 7 to 730 days ago: ${daysAgo}`);
  if (!(size.value > 0) || (size.unit === 'share' && size.value > 1))
    throw new Error(`not a list's size: ${size.value}`);
  if (!(contactCost >= 0 && offerCost >= 0)) throw new Error(`not a cost: ${contactCost}, ${offerCost}`);
  if (!(margin > 0 && margin <= 1)) throw new Error(`not a margin above 0 and up to 1: ${margin}`);
  return JSON.stringify([daysAgo, seed]);
}

/** Customers on a list of that size, at least 1 and at most all. */
export function listLength({ unit, value }: ListSize, customers: number): number {
  return Math.max(1, Math.min(customers, Math.round(unit === 'share' ? value * customers : value)));
}

/** Days of orders before the cut below which nothing can be ranked by what came before, and customers below which chance decides. */
export const LEAST_HISTORY_DAYS = 60;
export const LEAST_CUSTOMERS = 100;

/** One hundredth of a ranked list: the customers up to it, and what they brought after the cut. */
export interface Gain {
  readonly list: string;
  readonly percent: number;
  readonly customers: number;
  readonly buyers: number;
  readonly revenue: number;
}

/** The list cumulated: `customers` are the first so many, shares are of all buyers and of all revenue that came, 0 to 1. */
export interface GainPoint {
  readonly customers: number;
  readonly share: number;
  readonly buyers: number;
  readonly buyerShare: number;
  readonly revenue: number;
  readonly revenueShare: number;
}

/** From nobody to everybody, hundredth by hundredth. */
export function gainPoints(rows: readonly Gain[], list: string): GainPoint[] {
  const own = rows.filter((row) => row.list === list).toSorted((a, b) => a.percent - b.percent);
  const all = own.reduce(
    (sum, row) => ({
      customers: sum.customers + row.customers,
      buyers: sum.buyers + row.buyers,
      revenue: sum.revenue + row.revenue,
    }),
    { customers: 0, buyers: 0, revenue: 0 },
  );
  const of = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
  let [customers, buyers, revenue] = [0, 0, 0];
  const point = (): GainPoint => ({
    customers,
    share: of(customers, all.customers),
    buyers,
    buyerShare: of(buyers, all.buyers),
    revenue,
    revenueShare: of(revenue, all.revenue),
  });
  return [
    point(),
    ...own.map((row) => {
      customers += row.customers;
      buyers += row.buyers;
      revenue += row.revenue;
      return point();
    }),
  ];
}

/** Profit at each point: margin × what the list's customers paid − contacts × cost − buyers × offer. */
export function listProfit(
  points: readonly GainPoint[],
  { margin, contactCost, offerCost }: Pick<BacktestModel, 'margin' | 'contactCost' | 'offerCost'>,
): { readonly points: readonly (GainPoint & { readonly profit: number })[]; readonly best: number } {
  const made = points.map((point) => ({
    ...point,
    profit: margin * point.revenue - contactCost * point.customers - offerCost * point.buyers,
  }));
  let best = 0;
  made.forEach(({ profit }, i) => {
    if (profit > made[best]!.profit) best = i;
  });
  return { points: made, best };
}
