// How many groups to make: four indices and a stability check are shown side by side, and a number is advised only when several of
// them agree on it; on real customers a single index is often wrong (Milligan & Cooper 1985, Psychometrika 50, 159-179; Arbelaitz et
// al. 2013, Pattern Recognition 46, 243-256). Partitions are made by the method that will be used; for a Gaussian mixture BIC stands in the
// place of the gap statistic (Fraley & Raftery 2002, JASA 97, 611-631). Input: points on one scale. Random numbers: seeded; above `most` rows, a sample.
import { seededRandom } from '../math/random.ts';
import { clusterIndices } from './cluster-indices.ts';
import { clusterStability, type Recluster } from './cluster-stability.ts';
import { fitMixture, likeliest, mixtureShares } from './gaussian-mixture.ts';
import { gapStatistic } from './gap-statistic.ts';
import { kMeans } from './k-means.ts';
import { type Caution, type Outcome } from './outcome.ts';
import { pointsAt, refusePoints, sampleRowNumbers, type Points } from './points.ts';
import { silhouette } from './silhouette.ts';

export interface AdviceRow {
  k: number;
  inertia: number;
  silhouette: number;
  calinskiHarabasz: number;
  daviesBouldin: number;
  /** NaN where another method than k-means makes the partitions. */
  gap: number;
  gapError: number;
  /** −2 ln L + p ln n of the mixture, better when smaller; NaN for k-means. */
  bic: number;
  /** Mean adjusted Rand index over resamples. */
  stability: number;
  /** Share of rows in the smallest cluster. */
  smallest: number;
}

export type Vote = 'silhouette' | 'calinskiHarabasz' | 'daviesBouldin' | 'gap' | 'bic';
export type AdvisedMethod = 'k-means' | 'gaussian';

export interface ClusterAdvice {
  rows: AdviceRow[];
  /** The k that each of the four indices prefers; undefined when it prefers none. */
  votes: Partial<Record<Vote, number | undefined>>;
  /** The k with at least two votes (or ranked best over all) that is stable; undefined when nothing deserves it. */
  advised: number | undefined;
  /** `clear`: three votes or more and stable; `weak`: fewer; `none`: the points show no groups worth the name. */
  confidence: 'clear' | 'weak' | 'none';
  cautions: Caution[];
}

export interface AdviceOptions {
  /** How partitions are made (default k-means). */
  method?: AdvisedMethod;
  /** Smallest and largest k tried (default 2 to 8). */
  from?: number;
  to?: number;
  /** Rows looked at (default 2,000). */
  most?: number;
  seed?: number;
  /** Called after each k; false stops with what there is. */
  progress?: (done: number, all: number) => unknown;
}

/** Below these a partition is not advised: groups that do not come back, or that hardly differ from their surroundings. */
const STABLE = 0.6;
const APART = 0.25;

export function adviseClusters(points: Points, options: AdviceOptions = {}): Outcome<ClusterAdvice> {
  const { from = 2, to = 8, most = 2000, seed = 1, method = 'k-means', progress } = options;
  const refusal = refusePoints(points, Math.max(10, to + 2));
  if (refusal) return refusal;
  const random = seededRandom(seed);
  const cautions: Caution[] = [];
  const sample = pointsAt(points, sampleRowNumbers(points.rows, most, random.uniform));
  if (sample.rows < points.rows)
    cautions.push({ reason: 'sampled', detail: { rows: points.rows, sample: sample.rows } });
  const gaps = method === 'k-means' ? gapStatistic(sample, { most: to, references: 10, restarts: 3, seed }) : null;
  // Fewer different rows than clusters: the table ends where they do.
  if (gaps && !gaps.ok && gaps.reason !== 'too-few-distinct-rows') return gaps;
  const rows: AdviceRow[] = [];
  for (let k = from; k <= to; k++) {
    const run = method === 'k-means' ? kMeans(sample, k, { seed }) : mixture(sample, k, seed);
    if (!run.ok) {
      if (rows.length === 0) return run;
      break;
    }
    const apart = silhouette(sample, run.labels, { most: 1500, seed });
    const stable = clusterStability(sample, run.labels, k, {
      resamples: 10,
      restarts: 2,
      seed,
      ...(method === 'gaussian' ? { recluster: byMixture(k) } : {}),
    });
    const gap = gaps?.ok ? gaps.points[k - 1] : undefined;
    rows.push({
      k,
      inertia: 'inertia' in run ? run.inertia : NaN,
      silhouette: apart.ok ? apart.mean : NaN,
      ...clusterIndices(sample, run.labels),
      gap: gap?.gap ?? NaN,
      gapError: gap?.error ?? NaN,
      bic: 'bic' in run ? run.bic : NaN,
      stability: stable.ok ? stable.agreement : NaN,
      smallest: smallestOf(run.labels, k) / sample.rows,
    });
    if (progress?.(k - from + 1, to - from + 1) === false) break;
  }
  const first = gaps?.ok ? gaps.first : undefined;
  return {
    ok: true,
    rows,
    cautions,
    ...judge(rows, method, first !== undefined && first >= from ? first : undefined, first === 1),
  };
}

/** Starts are few and steps not many: what is asked is which k, not the last digit of a likelihood. */
const mixture = (points: Points, k: number, seed: number, restarts = 2) =>
  fitMixture(points, k, { seed, restarts, maxIterations: 200, tolerance: 1e-6 });

const byMixture =
  (k: number): Recluster =>
  (drawn, seed) => {
    const run = mixture(drawn, k, seed, 1);
    return run.ok ? { ok: true, place: (points) => likeliest(mixtureShares(points, run).shares, k) } : run;
  };

function smallestOf(labels: ArrayLike<number>, k: number): number {
  const sizes = new Int32Array(k);
  for (let i = 0; i < labels.length; i++) sizes[labels[i]!]!++;
  return Math.min(...sizes);
}

/** Counts the votes; `shapeless` when the gap statistic finds one group only. */
export function judge(
  rows: readonly AdviceRow[],
  method: AdvisedMethod,
  gapChoice: number | undefined,
  shapeless: boolean,
): Pick<ClusterAdvice, 'votes' | 'advised' | 'confidence'> {
  const votes: ClusterAdvice['votes'] = {
    silhouette: preferred(rows, (row) => row.silhouette),
    calinskiHarabasz: preferred(rows, (row) => row.calinskiHarabasz),
    daviesBouldin: preferred(rows, (row) => -row.daviesBouldin),
    ...(method === 'k-means' ? { gap: gapChoice } : { bic: preferred(rows, (row) => -row.bic) }),
  };
  const count = (k: number) => Object.values(votes).filter((vote) => vote === k).length;
  const sound = rows.filter((row) => row.stability >= STABLE && row.silhouette >= APART && row.smallest >= 0.01);
  if (sound.length === 0) return { votes, advised: undefined, confidence: 'none' };
  const best = sound.reduce((a, b) =>
    count(b.k) > count(a.k) || (count(b.k) === count(a.k) && b.stability > a.stability) ? b : a,
  );
  const confidence = count(best.k) >= 3 && !shapeless ? 'clear' : 'weak';
  // One index alone is not advice.
  return count(best.k) >= 2 && !(shapeless && count(best.k) < 3)
    ? { votes, advised: best.k, confidence }
    : { votes, advised: undefined, confidence: 'weak' };
}

function preferred(rows: readonly AdviceRow[], score: (row: AdviceRow) => number): number | undefined {
  const scored = rows.filter((row) => Number.isFinite(score(row)));
  if (scored.length === 0) return undefined;
  return scored.reduce((a, b) => (score(b) > score(a) ? b : a)).k;
}
