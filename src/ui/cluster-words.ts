import { NO_CLUSTER, type ClusterTrait, type FittedCluster, type NamedClusters } from '../domain/cluster-fit.ts';
import { isKey, t } from '../i18n/text.ts';
import type { ClusterLook } from './cluster-look.ts';
import { fieldWords } from './condition-words.ts';

const COLOURS = 7;
/** Traits in a name: more would be a description. */
const NAMED = 3;

/** Name and colour of each cluster, by id. A cluster keeps its colour as it keeps its id; whoever comes second takes the next free one. */
export function clusterLooks(named: NamedClusters | null): ReadonlyMap<number, ClusterLook> {
  const looks = new Map<number, ClusterLook>([[NO_CLUSTER, { name: t('clusters.none'), colour: 0 }]]);
  if (!named) return looks;
  const taken = new Set<number>();
  for (const cluster of named.clusters.toSorted((a, b) => a.id - b.id)) {
    let colour = 1 + (cluster.id % COLOURS);
    for (let tries = 0; taken.has(colour) && tries < COLOURS; tries++) colour = 1 + (colour % COLOURS);
    if (taken.has(colour)) colour = 0;
    taken.add(colour);
    looks.set(cluster.id, { name: named.names[cluster.id] ?? traitName(cluster), colour });
  }
  return looks;
}

/** What the traits call a cluster, strongest first: 高频 · 客单价低 · 爱用券. */
export function traitName({ id, traits, ordinal }: Pick<FittedCluster, 'id' | 'traits' | 'ordinal'>): string {
  const words = traits
    .slice(0, ordinal === null ? NAMED : traits.length)
    .map(traitWords)
    .join(' · ');
  if (!words) return t('clusters.average', { n: id + 1 });
  const name = words.charAt(0).toLocaleUpperCase() + words.slice(1);
  return ordinal === null ? name : t('clusters.ordinal', { words: name, n: ordinal });
}

/** One trait in a word or two. */
export function traitWords({ feature, direction }: Pick<ClusterTrait, 'feature' | 'direction'>): string {
  const key = `clusters.trait.${feature}.${direction}`;
  return isKey(key) ? t(key) : t(`clusters.much-${direction}`, { field: fieldWords(feature) });
}
