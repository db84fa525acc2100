import { NO_CLUSTER } from '../../domain/cluster-fit.ts';
import { leavesOut } from '../../domain/cluster-model.ts';
import type { Scope } from '../../domain/scope.ts';
import { formatNumber, formatShare } from '../../i18n/format.ts';
import { sentences } from '../../i18n/sentences.ts';
import { t } from '../../i18n/text.ts';
import type {
  AdviceReport,
  ClusterDrift,
  ClusterRefusal,
  ClusterReport,
  ClusterResult,
} from '../../state/cluster.svelte.ts';
import { asOfWords } from '../../ui/as-of.ts';
import { clusterWords, type ClusterLook } from '../../ui/cluster-look.ts';
import { fieldWords } from '../../ui/condition-words.ts';

type Looks = ReadonlyMap<number, ClusterLook>;

/** Above these a partition comes back well enough, or just so; and clusters stand apart, or just touch. */
const COMES_BACK = { good: 0.8, fair: 0.6 } as const;
const APART = { good: 0.5, fair: 0.2 } as const;

/** Why there are no clusters, and what to do. */
export function refusalWords({ reason, detail }: ClusterRefusal): string {
  return t(`clusters.refused-${reason}`, { ...detail, n: detail.rows ?? 0 });
}

/** What was found, in full sentences, the answer first. */
export function findings(result: ClusterResult, report: ClusterReport, scope: Scope, looks: Looks): string[] {
  const said = [t('clusters.found', { rows: report.rows, n: report.k, features: report.features.length })];
  const largest = report.clusters.reduce<ClusterReport['clusters'][number] | null>(
    (best, one) => (best && best.rows >= one.rows ? best : one),
    null,
  );
  if (largest)
    said[0] = sentences(
      said[0]!,
      t('clusters.found-largest', {
        name: clusterWords(largest.id, looks),
        share: formatShare(largest.rows / report.rows),
      }),
    );
  if (report.noise > 0)
    said.push(t('clusters.found-noise', { n: report.noise, share: formatShare(report.noise / report.rows) }));
  if (leavesOut(result.model, scope.shape)) said.push(t('clusters.found-left-out'));
  if (report.made === 'assigned') said.push(t('clusters.found-assigned', { day: asOfWords(result.learnedOn.asOf) }));
  else said.push(adviceWords(report, result.model.k));
  return said.filter((sentence) => sentence !== '');
}

/** Why this number of clusters. */
export function adviceWords({ advice, k, unadvised }: ClusterReport, asked: number | 'advised'): string {
  if (!advice) return '';
  if (asked !== 'advised')
    return advice.advised === null
      ? t('clusters.why-own-none', { k })
      : advice.advised === k
        ? ''
        : t('clusters.why-own', { k, advised: advice.advised });
  if (unadvised)
    return t(advice.confidence === 'none' ? 'clusters.why-none' : 'clusters.why-unadvised', {
      k,
      list: voteList(advice),
    });
  const stability = formatShare(advice.rows.find((row) => row.k === k)?.stability ?? 0, 0);
  const votes = Object.values(advice.votes).filter((vote) => vote === k).length;
  return t(advice.confidence === 'clear' ? 'clusters.why-clear' : 'clusters.why-weak', { k, votes, stability });
}

function voteList({ votes }: AdviceReport): string {
  const names = {
    silhouette: t('clusters.silhouette'),
    calinskiHarabasz: t('clusters.calinski'),
    daviesBouldin: t('clusters.davies'),
    gap: t('clusters.gap'),
    bic: t('clusters.bic'),
  };
  return (['silhouette', 'calinskiHarabasz', 'daviesBouldin', 'gap', 'bic'] as const)
    .filter((name) => votes[name] !== undefined)
    .map((name) => {
      const k = votes[name] ?? null;
      return k === null
        ? t('clusters.vote-none', { index: names[name] })
        : t('clusters.vote', { index: names[name], k });
    })
    .join(t('shell.list-comma'));
}

/** Overfitted? Apart? Explainable? And what else to beware of. */
export function checks(
  report: ClusterReport,
): { readonly tone: 'good' | 'warn' | 'bad' | 'plain'; readonly text: string }[] {
  const { stability, silhouette } = report;
  const said: ReturnType<typeof checks> = [];
  if (stability) {
    const level = stability.mean >= COMES_BACK.good ? 'good' : stability.mean >= COMES_BACK.fair ? 'fair' : 'bad';
    const values = { n: stability.resamples, stability: formatShare(stability.mean, 0) };
    said.push({ tone: toneOf(level), text: t(`clusters.check-overfit-${level}`, values) });
  }
  if (silhouette !== null) {
    const level = silhouette >= APART.good ? 'good' : silhouette >= APART.fair ? 'fair' : 'bad';
    said.push({
      tone: toneOf(level),
      text: t(`clusters.check-apart-${level}`, { value: formatNumber(silhouette, 2) }),
    });
  }
  for (const { a, b, r } of report.twins)
    said.push({
      tone: 'warn',
      text: t('clusters.check-twins', { a: fieldWords(a), b: fieldWords(b), r: formatNumber(r, 2) }),
    });
  for (const { reason, detail } of report.cautions)
    said.push({ tone: reason === 'sampled' ? 'plain' : 'warn', text: t(`clusters.check-${reason}`, detail) });
  const dropped = report.columns.filter((column) => column.dropped !== null);
  if (dropped.length > 0)
    said.push({
      tone: 'plain',
      text: t('clusters.check-dropped', { list: listOf(dropped.map(({ feature }) => feature)) }),
    });
  if (report.gone.length > 0) said.push({ tone: 'plain', text: t('clusters.check-gone', { n: report.gone.length }) });
  said.push({ tone: 'plain', text: t('clusters.check-explain') }, { tone: 'plain', text: t('clusters.check-cause') });
  return said;
}

const toneOf = (level: 'good' | 'fair' | 'bad') => (level === 'fair' ? 'warn' : level);

/** How the customers have changed since the fit, in one sentence. */
export function driftWords({ features, shares }: ClusterDrift): string {
  const of = (level: string) => [
    ...features.filter((one) => one.level === level).map(({ feature }) => fieldWords(feature)),
    ...(shares.level === level ? [t('clusters.drift-shares')] : []),
  ];
  for (const level of ['different', 'moved'] as const) {
    const list = of(level);
    if (list.length > 0) return t(`clusters.drift-say-${level}`, { list: list.join(t('shell.list-comma')) });
  }
  return t('clusters.drift-say-calm');
}

const listOf = (features: readonly string[]): string => features.map(fieldWords).join(t('shell.list-comma'));

/** The clusters in the order in which pages list them: as the report has them, and no cluster last. */
export function orderOf(report: ClusterReport): number[] {
  return [...report.clusters.map(({ id }) => id), ...(report.noise > 0 ? [NO_CLUSTER] : [])];
}
