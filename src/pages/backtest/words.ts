import { t } from '../../i18n/text.ts';
import { formatNumber, formatPoints, formatShare } from '../../i18n/format.ts';
import type { BacktestReport, BacktestResult, MissingList } from '../../state/backtest.svelte.ts';

/** Why a model made no list, in the words of the page where it is fitted. */
export function missingWords(missing: MissingList): string {
  return missing.model === 'value'
    ? t('backtest.missing-value', { reason: t(`predictions.refused-orders-${missing.reason}`, missing.detail) })
    : t('backtest.missing-churn', { reason: t(`churn.refused-${missing.reason}`, missing.detail) });
}

/** What the test says, in full sentences: whether anything beat plain RFM, and by how much. */
export function verdict(result: BacktestResult, report: BacktestReport): string[] {
  const { buyers, leavers, sums } = result;
  const [rfm, ...others] = report.lists.map((one, i) => ({ ...one, list: buyers[i]! }));
  if (!rfm || !sums) return [];
  const said: string[] = [];
  const byMoney = report.revenue > 0;
  const best = others.toSorted((a, b) => (byMoney ? b.revenueShare - a.revenueShare : b.reached - a.reached))[0];
  if (best?.ahead && byMoney) {
    const { share, low, high } = best.ahead;
    const way = low > 0 ? 'ahead' : high < 0 ? 'behind' : 'even';
    said.push(
      t(`backtest.verdict-${way}`, {
        k: rfm.listed,
        rfm: formatShare(rfm.revenueShare),
        list: t(`backtest.list-${best.list}`),
        share: formatShare(best.revenueShare),
        difference: t('shell.points', { n: formatPoints(share) }),
        low: formatPoints(low),
        high: formatPoints(high),
      }),
    );
  } else if (best)
    said.push(
      t('backtest.verdict-buyers-only', {
        k: rfm.listed,
        rfm: rfm.reached,
        list: t(`backtest.list-${best.list}`),
        best: best.reached,
      }),
    );
  said.push(
    t('backtest.verdict-buyers', {
      k: rfm.listed,
      list: t('backtest.list-rfm'),
      reached: rfm.reached,
      precision: formatShare(rfm.precision.share),
      low: formatShare(rfm.precision.low),
      high: formatShare(rfm.precision.high),
      random: formatNumber((rfm.listed * sums.buyers) / sums.customers, 0),
    }),
  );
  const [first, second] = report.leaverLists;
  if (first && sums.active > 0)
    said.push(
      t('backtest.verdict-leavers', {
        k: first.listed,
        list: t(`backtest.list-${leavers[0]!}`),
        reached: first.reached,
        precision: formatShare(first.precision.share),
        low: formatShare(first.precision.low),
        high: formatShare(first.precision.high),
        base: formatShare(sums.left / sums.active),
      }),
    );
  // Within the interval of the churn list the plain one is as good.
  if (leavers[0] === 'churn' && first && second && second.precision.share >= first.precision.low)
    said.push(
      t('backtest.verdict-leavers-plain', { list: t(`backtest.list-${leavers[1]!}`), reached: second.reached }),
    );
  return said;
}
