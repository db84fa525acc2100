import type { OrderModelName } from '../../domain/value-model.ts';
import { t } from '../../i18n/text.ts';
import type { BacktestResult } from '../../state/backtest.svelte.ts';

const MODELS: Readonly<Record<OrderModelName, string>> = {
  'mbg-nbd': 'MBG/NBD',
  'bg-nbd': 'BG/NBD',
  'pareto-nbd': 'Pareto/NBD',
};

/** In words: by what each list was ranked. */
export function rankedBy({ terms }: BacktestResult): string {
  return t('backtest.table-proof', { model: MODELS[terms.orderModel] });
}
