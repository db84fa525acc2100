import type { ClusterFit, FittedCluster } from '../../../src/domain/cluster-fit.ts';
import type { ClusterModel } from '../../../src/domain/cluster-model.ts';
import type { Permitted } from '../../../src/domain/statement.ts';
import type { RefusalReport } from './step.ts';

export interface ClusterTask {
  /**
   * Table that the engine is given: `customer INTEGER` and DOUBLE `cluster` (id, −1 none), `fit` (0 to 1: how well she sits in it),
   * `second` (next nearest), `reason_1 … 3` (a feature's place from 1, negative where she has less of it than most), `x`, `y` (map),
   * `mapped` (1 for those the map draws).
   */
  readonly into: string;
  readonly features: readonly string[];
  /** Reads `customer` and the features. */
  readonly rows: Permitted<unknown>;
  readonly model: Pick<ClusterModel, 'shape' | 'winsorise' | 'centre' | 'method' | 'k' | 'least' | 'seed'>;
  /** A saved fit: customers are placed by it. Null fits anew. */
  readonly saved: ClusterFit | null;
  /** The last fit: clusters that are recognised keep their ids. */
  readonly last: ClusterFit | null;
}

/** The indices that vote on the number of clusters. */
export type AdviceVote = 'silhouette' | 'calinskiHarabasz' | 'daviesBouldin' | 'gap' | 'bic';

export interface AdviceReport {
  readonly rows: readonly {
    readonly k: number;
    readonly silhouette: number;
    readonly calinskiHarabasz: number;
    readonly daviesBouldin: number;
    /** NaN for a mixture, which is judged by BIC. */
    readonly gap: number;
    readonly bic: number;
    readonly stability: number;
    /** Share of customers in the smallest cluster. */
    readonly smallest: number;
  }[];
  /** The k that each of the four indices prefers, null for none. */
  readonly votes: Readonly<Partial<Record<AdviceVote, number | null>>>;
  readonly advised: number | null;
  readonly confidence: 'clear' | 'weak' | 'none';
  /** Customers it was computed on. */
  readonly sample: number;
}

/** One column before and after it was prepared. Skewness is 0 for a symmetric column. */
export interface ColumnReport {
  readonly feature: string;
  /** Share of empty cells, which count as the median. */
  readonly missing: number;
  readonly median: number;
  readonly mean: number;
  readonly skewBefore: number;
  readonly skewAfter: number;
  readonly shape: 'none' | 'log1p' | 'yeo-johnson';
  /** Why it is not compared: all alike, or all empty. */
  readonly dropped: 'constant' | 'empty' | null;
}

export interface ClusterReportRow extends FittedCluster {
  /** Mean of each compared column, in its own unit, and how many standard deviations from everybody's. */
  readonly means: readonly number[];
  readonly z: readonly number[];
  /** Mean silhouette of its customers; null where the sample has none. */
  readonly silhouette: number | null;
  /** How well it comes back when customers are drawn anew (Jaccard, 0 to 1); null where it was not measured. */
  readonly recovery: number | null;
  /** How far its centre moved since the last fit, in standard deviations; null for a new cluster or a first fit. */
  readonly moved: number | null;
}

export type DriftWords = 'calm' | 'moved' | 'different';

/** How customers have changed since the fit (population stability index), by feature and by cluster shares. */
export interface ClusterDrift {
  readonly features: readonly { readonly feature: string; readonly psi: number; readonly level: DriftWords }[];
  readonly shares: { readonly psi: number; readonly level: DriftWords };
  readonly rows: number;
}

export interface ClusterReport {
  readonly ok: true;
  /** `fitted` now, or `assigned` by a fit of another day. */
  readonly made: 'fitted' | 'assigned';
  readonly rows: number;
  /** Customers that the fit learned from. */
  readonly learned: number;
  readonly columns: readonly ColumnReport[];
  /** The compared columns, in the order in which means, z and reasons count them. */
  readonly features: readonly string[];
  /** Pairs of columns that say nearly the same (|r| >= .9). */
  readonly twins: readonly { readonly a: string; readonly b: string; readonly r: number }[];
  readonly k: number;
  /** True where k was asked for and nothing could be advised. */
  readonly unadvised: boolean;
  readonly clusters: readonly ClusterReportRow[];
  readonly noise: number;
  readonly silhouette: number | null;
  /** Bootstrap: agreement with itself when customers are drawn anew (adjusted Rand), and its spread. */
  readonly stability: { readonly mean: number; readonly sd: number; readonly resamples: number } | null;
  readonly advice: AdviceReport | null;
  /** Shares of variance along the two axes of the map, and the strongest loadings of each. */
  readonly axes: readonly {
    readonly share: number;
    readonly loadings: readonly { readonly feature: string; readonly weight: number }[];
  }[];
  readonly drift: ClusterDrift | null;
  /** Ids of the last fit that found no heir. */
  readonly gone: readonly number[];
  readonly cautions: readonly { readonly reason: ClusterCaution; readonly detail: Readonly<Record<string, number>> }[];
}

export type ClusterCaution = 'sampled' | 'no-convergence' | 'singular-covariance' | 'few-rows' | 'all-noise';

export interface ClusterAnswer {
  readonly report: ClusterReport;
  /** What was learned; null where customers were only assigned. */
  readonly learned: ClusterFit | null;
}

/** Why there are no clusters. */
export type ClusterRefusal = RefusalReport<
  | 'no-columns'
  | 'one-column'
  | 'too-few-rows'
  | 'all-alike'
  | 'too-few-distinct'
  | 'missing-columns'
  | 'no-convergence'
  | 'failed'
>;

/** Asks how each column is spread: every feature that could be compared, on a sample. */
export interface ClusterColumnsTask {
  readonly features: readonly string[];
  readonly rows: Permitted<unknown>;
}

export interface ClusterColumnReport {
  readonly feature: string;
  /** Share of customers with a value. */
  readonly covered: number;
  readonly median: number;
  readonly skew: { readonly none: number; readonly log1p: number; readonly 'yeo-johnson': number };
  /** Least value: a negative one cannot take the logarithm of a size. */
  readonly least: number;
  readonly constant: boolean;
}

/** Lays customers out so that neighbours stay neighbours. */
export interface ClusterPlacesTask {
  /** Table that the engine is given: `customer INTEGER, x, y DOUBLE`. */
  readonly into: string;
  /** Reads `customer` and the features of the fit, a few thousand rows at most. */
  readonly rows: Permitted<unknown>;
  readonly fit: ClusterFit;
  readonly seed: number;
}
