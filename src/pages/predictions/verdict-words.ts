import { tellsApart } from '../../domain/auc-chance.ts';
import { formatNumber, formatShare } from '../../i18n/format.ts';
import { t } from '../../i18n/text.ts';
import type { VerdictReport } from '../../state/fitted.svelte.ts';
import { fieldWords } from '../../ui/condition-words.ts';

/** By how much a model must beat the plainest rule in AUC before it is worth its trouble. */
const WORTH = 0.005;
/** The AUC may be this much higher on rows that were learned from before it is called overfitting. */
const GAP = 0.05;
/** Shares of events this far apart mean that something has changed. */
const MOVED = 0.05;
/** The AUC that one feature may be worth before it is suspected. */
const ALMOST_ALL = 0.3;

/** True where the model in use did no better than a coin on what it had not seen: nothing that follows from it is worth showing. */
export function isCoin({ leaderboard, chosen, rows, testRate }: VerdictReport): boolean {
  const best = leaderboard.find(({ name }) => name === chosen);
  return best !== undefined && !tellsApart(best.auc, rows.test, testRate);
}

/** What a model found and what to beware of, in full sentences. `lone` is the feature that the rule of one feature looks at. */
export function verdictWords(report: VerdictReport, lone: string | null): string[] {
  const { leaderboard, chosen, trainingRate, testRate, rows, importance } = report;
  const best = leaderboard.find(({ name }) => name === chosen);
  const rule = leaderboard.find(({ name }) => name === 'recency' || name === 'lone-feature');
  if (!best) return [];
  const auc = (value: number): string => formatNumber(value, 3);
  const said = [
    t('model.found', {
      model: t(`model.contestant-${chosen}`),
      auc: auc(best.auc),
      rows: rows.test,
      lift: best.topLift,
    }),
  ];
  if (isCoin(report)) said.push(t('model.found-chance'));
  else if (rule) {
    const name =
      rule.name === 'recency'
        ? t('model.rule-recency')
        : t('model.rule-lone-feature', { feature: fieldWords(lone ?? '') });
    const worth = best.auc > rule.auc + WORTH;
    said.push(t(worth ? 'model.found-beats' : 'model.found-not-better', { rule: name, auc: auc(rule.auc) }));
  }
  const gap = best.trainingAuc - best.auc;
  said.push(
    t(gap > GAP ? 'model.found-wide' : 'model.found-close', { training: auc(best.trainingAuc), test: auc(best.auc) }),
  );
  if (Math.abs(testRate - trainingRate) > MOVED)
    said.push(t('model.found-drifted', { training: formatShare(trainingRate), test: formatShare(testRate) }));
  if ((importance[0]?.mean ?? 0) > ALMOST_ALL) said.push(t('model.found-one-feature'));
  return said;
}
