import { formatDate, formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/text.ts';
import { asOfWords } from './as-of.ts';

/** Where a scored result comes from: version of the model, the day and data it was learned from, the day it holds for (null without days). */
export function originWords(
  origin: { readonly asOf: string; readonly hash: string; readonly version: number },
  version: number,
  asOf: string | null,
): string {
  const said = { n: formatNumber(version), times: formatNumber(origin.version), data: origin.hash };
  if (asOf === null) return t('model.origin-undated', said);
  return t('model.origin', { ...said, learned: formatDate(origin.asOf), day: formatDate(asOf) });
}

/** Where a customer's cluster comes from: version of the model, the day it holds for, the data and the day it was learned from. */
export function clusterOriginWords(version: number, asOf: string, learned: { asOf: string; hash: string }): string {
  return t('clusters.version', {
    n: formatNumber(version),
    day: asOfWords(asOf),
    data: learned.hash,
    learned: asOfWords(learned.asOf),
  });
}
