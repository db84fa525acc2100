import { figureOf, type Sums } from './figure.ts';

/** What the one sentence of the overview is chosen from. Shares are 0 to 1; null where unknown. */
export interface HeadlineFacts {
  readonly current: Sums;
  /** The span before, if the data cover it. */
  readonly previous: Sums | null;
  /** Customers with exactly one order / customers with an order, over everything before the as-of date. */
  readonly oneTime: number | null;
  /** Revenue share of the best 20 % of the customers. */
  readonly top20: number | null;
  /** Important customers who have not come lately (重要保持, 重要挽留): how many, and their share of revenue. */
  readonly fading: { readonly customers: number; readonly share: number } | null;
}

/** A sentence as data: its message key and values. Shares and changes are numbers; the page writes them as per cent. */
export type Headline =
  | { readonly key: 'overview.headline.empty' }
  | {
      readonly key: 'overview.headline.up' | 'overview.headline.down';
      readonly change: number;
      readonly driver: 'buyers' | 'frequency' | 'average-order';
      readonly driverChange: number;
    }
  | { readonly key: 'overview.headline.fading'; readonly customers: number; readonly share: number }
  | { readonly key: 'overview.headline.one-time'; readonly share: number }
  | { readonly key: 'overview.headline.concentration'; readonly share: number }
  | { readonly key: 'overview.headline.steady'; readonly repurchase: number };

/** From which size on something is worth the one sentence. */
export const HEADLINE_LIMITS = { change: 0.1, fading: 0.2, oneTime: 0.6, concentration: 0.6 } as const;

/**
 * The first that holds: revenue moved by a tenth or more against the span before (with the part that moved most: buyers, orders per buyer,
 * or amount per order); fading important customers bring a fifth of revenue or more; three in five customers bought once; the best fifth
 * bring three fifths of revenue or more; otherwise the repurchase rate.
 */
export function headline(facts: HeadlineFacts): Headline {
  const { current, previous } = facts;
  if (current.buyers === 0) return { key: 'overview.headline.empty' };
  const moved = previous ? movement(current, previous) : null;
  if (moved && Math.abs(moved.change) >= HEADLINE_LIMITS.change)
    return { key: moved.change > 0 ? 'overview.headline.up' : 'overview.headline.down', ...moved };
  if (facts.fading && facts.fading.share >= HEADLINE_LIMITS.fading)
    return { key: 'overview.headline.fading', ...facts.fading };
  if (facts.oneTime !== null && facts.oneTime >= HEADLINE_LIMITS.oneTime)
    return { key: 'overview.headline.one-time', share: facts.oneTime };
  if (facts.top20 !== null && facts.top20 >= HEADLINE_LIMITS.concentration)
    return { key: 'overview.headline.concentration', share: facts.top20 };
  return { key: 'overview.headline.steady', repurchase: figureOf('repurchase', current) ?? 0 };
}

/** Important classes that have not come lately (011, 001), and the first class that has: R is the first of the three digits. */
const FADING: readonly number[] = [3, 1];
const RECENT = 4;

/** Important customers who stay away, from the eight classes; null where nobody came lately, as after one day of data: then nobody stayed away either. */
export function fadingOf(
  classes: readonly { readonly class: number; readonly customers: number; readonly revenue_share: number | null }[],
): HeadlineFacts['fading'] {
  if (!classes.some((row) => row.class >= RECENT)) return null;
  const fading = classes.filter((row) => FADING.includes(row.class));
  return {
    customers: fading.reduce((sum, row) => sum + row.customers, 0),
    share: fading.reduce((sum, row) => sum + (row.revenue_share ?? 0), 0),
  };
}

/** Revenue = buyers x orders per buyer x amount per order: logarithms add up, so the largest one moved revenue most. */
function movement(current: Sums, previous: Sums) {
  if (current.revenue === null || previous.revenue === null || current.revenue <= 0 || previous.revenue <= 0)
    return null;
  const ratios = [
    ['buyers', current.buyers / previous.buyers],
    ['frequency', current.orders / current.buyers / (previous.orders / previous.buyers)],
    ['average-order', current.revenue / current.orders / (previous.revenue / previous.orders)],
  ] as const;
  const change = current.revenue / previous.revenue - 1;
  const [driver, ratio] = ratios.reduce((best, next) =>
    Math.log(next[1]) * Math.sign(change) > Math.log(best[1]) * Math.sign(change) ? next : best,
  );
  return { change, driver, driverChange: ratio - 1 };
}
