import { clusterFeatures, type ClusterModel } from '../../domain/cluster-model.ts';
import type { Shape } from '../../domain/table.ts';
import { formatNumber, formatShare } from '../../i18n/format.ts';
import { t } from '../../i18n/text.ts';
import { fieldWords } from '../../ui/condition-words.ts';

/** The choices of a cluster model in words: what is chosen, and how. */
export function describe(model: ClusterModel, shape: Shape): readonly (readonly [string, string])[] {
  const yes = (is: boolean) => t(is ? 'shell.yes' : 'shell.no');
  const k = model.k === 'advised' ? t('clusters.k-advised') : formatNumber(model.k);
  return [
    [t('predictions.step-question'), t(`clusters.question-${model.question}`)],
    [t('predictions.step-data'), clusterFeatures(model, shape).map(fieldWords).join(t('shell.list-comma'))],
    [t('clusters.buyers'), yes(model.buyersOnly)],
    [t('clusters.shape'), t(`clusters.shape-${model.shape}`)],
    [t('clusters.winsorise'), yes(model.winsorise)],
    [t('clusters.centre'), t(`clusters.centre-${model.centre}`)],
    [t('clusters.method'), t(`clusters.method-${model.method}`)],
    model.method === 'hdbscan' ? [t('clusters.least'), formatShare(model.least, 0)] : [t('clusters.k'), k],
    [t('clusters.own-names'), Object.values(model.names).join(t('shell.list-comma'))],
  ];
}
