import type { RungName } from '../../domain/value-model.ts';
import { formatFixed } from '../../i18n/format.ts';
import { t } from '../../i18n/text.ts';
import type { ValueReport } from '../../state/predictions.svelte.ts';

/** How far the figures can be trusted, by the hold-out: `none` where nothing was held out. */
export type Trust = 'good' | 'fair' | 'bad' | 'none';

/** Spending and frequency may be this correlated before the money figures need a warning. */
const CORRELATED = 0.3;

/** Good: total within a fifth of what happened and errors no larger than the simple rule's. Bad: off by more than two fifths. */
export function trustOf({ check, orders }: ValueReport): Trust {
  if (!check || check.actual === 0) return 'none';
  const off = Math.abs(check.expected / check.actual - 1);
  if (off > 0.4) return 'bad';
  const beats = check.rootMeanSquareError <= check.naiveRootMeanSquareError;
  return orders.ok && off <= 0.2 && beats ? 'good' : 'fair';
}

/** What the reader must know before using the figures, in full sentences. */
export function warningsOf(report: ValueReport, priced: boolean): string[] {
  const { orders, spend, check } = report;
  const said: string[] = [];
  if (!orders.ok) said.push(t(`predictions.refused-orders-${orders.reason}`, orders.detail));
  // where there are no amounts at all, that is said above, once
  if (!spend.ok) {
    if (priced) said.push(t(`predictions.refused-spend-${spend.reason}`, spend.detail));
  } else if (Math.abs(spend.correlation) > CORRELATED)
    said.push(t('predictions.found-correlation', { value: spend.correlation }));
  if (orders.ok && orders.model === 'bg-nbd') said.push(t('predictions.found-bg'));
  if (orders.ok && check?.from === 'segment-rate') said.push(t('predictions.found-check-refused'));
  if (check && check.rootMeanSquareError > check.naiveRootMeanSquareError)
    said.push(t('predictions.found-naive-better'));
  return said;
}

/** Where the figures come from, where it is not the model for everybody; '' otherwise. */
export function rungWords({ rungs, customers }: ValueReport): string {
  if (rungs.model === customers) return '';
  const list = (['model', 'segment-rate', 'own-gap', 'not-enough-data'] satisfies RungName[])
    .filter((rung) => rungs[rung] > 0)
    .map((rung) => t(`predictions.rung-${rung}`, { n: rungs[rung] }))
    .join(t('shell.list-comma'));
  return t('predictions.rungs', { list });
}

/** Fewer customers than this, and the best hundredth is no whole customer. */
const WHOLE = 100;

/** True where tiers are too small for the shares in their names, so that they are numbered instead. */
export function hasFewCustomers({ customers }: ValueReport): boolean {
  return customers < WHOLE;
}

/** The name of a tier, 1 the best; its number alone where there are too few customers for shares of them. */
export function tierName(tier: number | null, few: boolean): string {
  if (few && tier !== null) return t('predictions.tier-nth', { n: tier });
  const names = [
    t('predictions.tier-1'),
    t('predictions.tier-2'),
    t('predictions.tier-3'),
    t('predictions.tier-4'),
    t('predictions.tier-5'),
  ];
  return (tier === null ? null : names[tier - 1]) ?? t('predictions.tier-none');
}

/** What a fitted number is called. */
export function parameterName(name: string): string {
  switch (name) {
    case 'r':
      return t('predictions.parameter-r');
    case 'alpha':
      return t('predictions.parameter-alpha');
    case 'a':
      return t('predictions.parameter-a');
    case 'b':
      return t('predictions.parameter-b');
    case 's':
      return t('predictions.parameter-s');
    case 'beta':
      return t('predictions.parameter-beta');
    case 'p':
      return t('predictions.parameter-p');
    case 'q':
      return t('predictions.parameter-q');
    case 'gamma':
      return t('predictions.parameter-gamma');
    default:
      return name;
  }
}

/** A count that need not be whole: 120, 12.0 or 1.25. */
export function formatOrders(value: number): string {
  return formatFixed(value, value >= 100 ? 0 : value >= 10 ? 1 : 2);
}
