import type { ClusterMethod } from './cluster-model.ts';

/** How one column was prepared: empty cells take the median, then bend, clip to [low, high], subtract the centre, divide by the scale. */
export interface FittedColumn {
  readonly feature: string;
  /** What an empty cell counts as, in the feature's own unit. */
  readonly median: number;
  readonly shape: 'none' | 'log1p' | 'yeo-johnson';
  /** Yeo-Johnson's λ; 1 otherwise. */
  readonly lambda: number;
  /** Bounds of the bent values; null is none. */
  readonly low: number | null;
  readonly high: number | null;
  readonly centre: number;
  readonly scale: number;
  /** Mean and population standard deviation of the column itself, in its own unit. */
  readonly mean: number;
  readonly sd: number;
  /** Inner bin edges in the feature's own unit (at most 9, rising), and customers per bin; the last bin is for empty cells. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** Bell-shaped clouds in prepared units: weights add up to 1; `means` k x d and `covariances` k x d x d, row-major. */
export interface FittedClouds {
  readonly weights: readonly number[];
  readonly means: readonly number[];
  readonly covariances: readonly number[];
}

/** Sampled rows that carry a density clustering to others: coordinates n x d in prepared units, cluster place (−1 none), core distance. */
export interface FittedDensity {
  readonly points: readonly number[];
  readonly labels: readonly number[];
  readonly cores: readonly number[];
  /** Per cluster the reachability within which it takes members, and its widest core distance. */
  readonly reach: readonly number[];
  readonly widest: readonly number[];
}

/** Why a cluster is called what it is called: a feature in which it lies far from everybody. */
export interface ClusterTrait {
  readonly feature: string;
  readonly direction: 'high' | 'low';
  /** |z| from .5, from 1, from 2. */
  readonly degree: 'somewhat' | 'clearly' | 'very';
}

/** One cluster as it was fitted. Its id, and with it its name and colour, outlives the fit. */
export interface FittedCluster {
  /** From 0; kept from fit to fit as long as the cluster is recognised. */
  readonly id: number;
  readonly traits: readonly ClusterTrait[];
  /** 2, 3, … where an earlier cluster has the same traits. */
  readonly ordinal: number | null;
  /** Customers when it was fitted. */
  readonly rows: number;
}

/**
 * A clustering as it was learned once: enough to place any customer later, so that new customers are assigned and not fitted anew.
 * Clusters stand in the order of `centres` (k x d, prepared units). A density fit holds rows of prepared figures: it stays on the device.
 */
export interface ClusterFit {
  readonly method: ClusterMethod;
  readonly columns: readonly FittedColumn[];
  readonly centres: readonly number[];
  readonly clusters: readonly FittedCluster[];
  /** The first id that was never used: the name of a cluster that is gone goes to nobody else. */
  readonly nextId: number;
  /** Customers in no cluster when it was fitted. */
  readonly noise: number;
  /** Axes of the map: means of the prepared columns, and two directions, 2 x d. */
  readonly axes: { readonly means: readonly number[]; readonly components: readonly number[] };
  readonly clouds: FittedClouds | null;
  readonly density: FittedDensity | null;
}

/** The clusters in force, and the names that the reader gave them, by id. */
export interface NamedClusters {
  readonly clusters: readonly FittedCluster[];
  readonly names: Readonly<Record<string, string>>;
}

/** Customers in no cluster: how the table, filters and colours call them. */
export const NO_CLUSTER = -1;
