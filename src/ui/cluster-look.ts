import { t } from '../i18n/text.ts';

/** How a cluster is called and coloured: a place in the palette of categories (1 to 7), 0 for what has none of its own. */
export interface ClusterLook {
  readonly name: string;
  readonly colour: number;
}

/** A cluster's name; its number where it is not known (any more). */
export function clusterWords(id: number, looks: ReadonlyMap<number, ClusterLook> | undefined): string {
  return looks?.get(id)?.name ?? t('clusters.unknown', { n: id + 1 });
}

/** A cluster's colour as a design token. */
export function clusterColour(id: number, looks: ReadonlyMap<number, ClusterLook> | undefined): string {
  const colour = looks?.get(id)?.colour ?? 0;
  return colour > 0 ? `var(--cat-${colour})` : 'var(--cat-other)';
}
