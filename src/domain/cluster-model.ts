import type { Document } from './document.ts';
import type { Feature, Unit } from './feature.ts';
import { featuresOf, type FeatureId } from './features.ts';
import { provides, type Shape } from './table.ts';

/** How columns are bent before distances are taken: `auto` bends the skewed ones by log1p, or by Yeo-Johnson where values are negative. */
export const CLUSTER_SHAPES = ['auto', 'none', 'log1p', 'yeo-johnson'] as const;
export type ClusterShape = (typeof CLUSTER_SHAPES)[number];
export const CLUSTER_METHODS = ['k-means', 'gaussian', 'hdbscan'] as const;
export type ClusterMethod = (typeof CLUSTER_METHODS)[number];
/** What the reader wants to know: a choice of features that answers it, or her own. */
export const CLUSTER_QUESTIONS = ['overall', 'buying', 'price', 'engagement', 'own'] as const;
export type ClusterQuestion = (typeof CLUSTER_QUESTIONS)[number];

/** Groups of customers who are alike in many features at once. Holds no results: those are a table and the fit (`ClusterFit`). */
export interface ClusterModel extends Document {
  readonly kind: 'cluster-model';
  readonly question: ClusterQuestion;
  /** Chosen features; read only where the question is the reader's own. */
  readonly features: readonly FeatureId[];
  /** Customers who never ordered are left out, where there are orders. */
  readonly buyersOnly: boolean;
  readonly shape: ClusterShape;
  /** Clips the bent values at their 1 % and 99 % quantiles. */
  readonly winsorise: boolean;
  readonly centre: 'z' | 'robust-z';
  readonly method: ClusterMethod;
  /** Number of clusters, 2 to 12, or what the advice says. HDBSCAN finds its own. */
  readonly k: number | 'advised';
  /** HDBSCAN: least share of the sample that makes a cluster, in (0, 0.5). */
  readonly least: number;
  readonly seed: number;
  /** Which fit came before, a hash: its clusters lend their ids to those that are recognised. '' for none. */
  readonly follows: string;
  /** Names that the reader gave, by cluster id. */
  readonly names: Readonly<Record<string, string>>;
}

export const DEFAULT_CLUSTER_MODEL: ClusterModel = {
  kind: 'cluster-model',
  id: 'clusters',
  version: 1,
  question: 'overall',
  features: [],
  buyersOnly: true,
  shape: 'auto',
  winsorise: true,
  centre: 'z',
  method: 'k-means',
  k: 'advised',
  least: 0.02,
  seed: 1,
  follows: '',
  names: {},
};

/** Smallest and largest number of clusters that can be asked for. */
export const K_RANGE = { least: 2, most: 12 } as const;

const NUMBERS: ReadonlySet<Unit> = new Set<Unit>([
  'count',
  'money',
  'days',
  'hours',
  'share',
  'ratio',
  'boolean',
  'score',
  'years',
]);

/** Features in which customers can be near or far: all that are numbers. Words such as a city have no distance. */
export function clusterCandidates(shape: Shape): readonly (Feature & { readonly id: FeatureId })[] {
  return featuresOf(shape).filter(({ unit }) => NUMBERS.has(unit));
}

/** Which features answer a question, best first. Few overlap, so that nothing is counted twice. */
const ANSWERS: Readonly<Record<Exclude<ClusterQuestion, 'own'>, readonly FeatureId[]>> = {
  overall: [
    'r_days',
    'f_orders',
    'mean_order_value',
    'coupon_share',
    'categories',
    'event_days_30d',
    'open_share',
    'age',
    'registered_days',
  ],
  buying: ['r_days', 'f_orders', 'tenure_days', 'orders_90d', 'weekend_share', 'night_share', 'categories'],
  price: ['mean_order_value', 'max_order', 'items_per_order', 'discount_share', 'coupon_share', 'm_365d'],
  engagement: ['last_event_days', 'event_days_30d', 'mean_duration', 'touches_90d', 'open_share', 'channels'],
};

/** Only where nothing else is there: a file of persons alone. */
const LAST: ReadonlySet<FeatureId> = new Set<FeatureId>(['age', 'registered_days']);

/** The features that the model compares, of those that the sources provide. */
export function clusterFeatures(model: Pick<ClusterModel, 'question' | 'features'>, shape: Shape): FeatureId[] {
  const there = clusterCandidates(shape).map(({ id }) => id);
  if (model.question === 'own') return model.features.filter((id) => there.includes(id));
  const wanted = ANSWERS[model.question].filter((id) => there.includes(id));
  const first = wanted.filter((id) => !LAST.has(id));
  if (first.length >= 2) return first;
  // Too little for the question: whatever numbers there are.
  return wanted.length >= 2 ? wanted : there.slice(0, 8);
}

/** True where customers without orders are left out. */
export function leavesOut({ buyersOnly }: Pick<ClusterModel, 'buyersOnly'>, shape: Shape): boolean {
  return buyersOnly && provides(shape, 'orders', 'ordered_at');
}

/** The model without version and names: what a fit depends on. Throws for what is outside its range. */
export function clusterContent(model: ClusterModel): string {
  const { question, features, buyersOnly, shape, winsorise, centre, method, k, least, seed, follows } = model;
  if (k !== 'advised' && (!Number.isInteger(k) || k < K_RANGE.least || k > K_RANGE.most))
    throw new Error(`not a number of ${K_RANGE.least} to ${K_RANGE.most} clusters: ${k}`);
  if (!(least > 0 && least < 0.5)) throw new Error(`not a share below one half: ${least}`);
  const own = question === 'own' ? features : [];
  return JSON.stringify([question, own, buyersOnly, shape, winsorise, centre, method, k, least, seed, follows]);
}
