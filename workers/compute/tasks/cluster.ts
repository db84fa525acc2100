import type { ClusterFit } from '../../../src/domain/cluster-fit.ts';
import type {
  ClusterAnswer,
  ClusterColumnReport,
  ClusterColumnsTask,
  ClusterRefusal,
  ClusterReport,
  ClusterTask,
} from '../api/cluster.ts';
import type { EngineDoor } from '../api/compute.ts';
import type { ComputeStep } from '../api/step.ts';
import { seededRandom } from '../math/random.ts';
import type { FitRefusal } from '../models/outcome.ts';
import { fitPca, projectPca } from '../models/pca.ts';
import { pointsAt, sampleRowNumbers, type Points } from '../models/points.ts';
import { columnMoments } from '../models/scaling.ts';
import { adviceOn, driftSince, fallbackK, heirsOf, silhouettesOf, stabilityOf, traitsOf } from './cluster-check.ts';
import { applyColumns, describeColumns, learnColumns, surveyColumns, twinsOf } from './cluster-columns.ts';
import { learnClusters } from './cluster-learn.ts';
import { placeRows, reasonsOf, type Placed, type Placing } from './cluster-place.ts';
import { readColumns, writeColumns } from './columns.ts';

/** Fewer customers than this are looked at one by one, not in groups. */
const NEEDED = 10;
/** Customers that the map draws. */
export const MAPPED = 1_500;
/** Rows that axes are found on. */
const AXIS_ROWS = 20_000;

/** Customers as the engine gave them. */
export interface ClusterRows {
  readonly customer: Float64Array;
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

type Tell = (step: ComputeStep) => void;

/** Groups all customers, or places them by a saved fit, and hands the columns back. */
export async function runClusters(
  engine: EngineDoor,
  task: ClusterTask,
  progress: Tell,
): Promise<ClusterAnswer | ClusterRefusal> {
  progress({ step: 'asking', done: 0, total: 0 });
  const read = readColumns(await engine.query('cluster', task.rows), ['customer', ...task.features]);
  const rows: ClusterRows = {
    customer: read.customer!,
    names: task.features,
    columns: task.features.map((name) => read[name]!),
  };
  const made = task.saved ? assignClusters(rows, task.saved, progress) : fitClusters(rows, task, progress);
  if (!made.ok) return made;
  const { table, report, learned } = made;
  await engine.insert('cluster', task.into, rows.customer.length, writeColumns(rows.customer, table));
  return { report, learned };
}

/** How each column is spread, for the choice of columns. */
export async function runClusterColumns(engine: EngineDoor, task: ClusterColumnsTask): Promise<ClusterColumnReport[]> {
  const read = readColumns(await engine.query('cluster-columns', task.rows), task.features);
  return surveyColumns(
    task.features,
    task.features.map((name) => read[name]!),
  );
}

interface Made extends ClusterAnswer {
  readonly ok: true;
  readonly table: Readonly<Record<string, Float64Array>>;
}

/** Prepares, advises, learns, names, checks. */
export function fitClusters(
  rows: ClusterRows,
  { model, last }: Pick<ClusterTask, 'model' | 'last'>,
  progress: Tell = () => undefined,
): Made | ClusterRefusal {
  const n = rows.customer.length;
  if (rows.names.length === 0) return { ok: false, reason: 'no-columns', detail: { columns: 0 } };
  if (n < NEEDED) return { ok: false, reason: 'too-few-rows', detail: { rows: n, needed: NEEDED } };
  progress({ step: 'fitting', done: 0, total: 0 });
  const { columns, points, reports } = learnColumns(rows.names, rows.columns, model);
  if (columns.length === 0) return { ok: false, reason: 'all-alike', detail: { rows: n, columns: rows.names.length } };
  if (columns.length === 1) return { ok: false, reason: 'one-column', detail: { columns: rows.names.length } };
  const { seed, method } = model;
  const advice =
    method === 'hdbscan'
      ? null
      : adviceOn(points, method, seed, (done, total) => progress({ step: 'checking', done, total }));
  const asked = model.k === 'advised' ? (advice?.advised ?? fallbackK(advice)) : model.k;
  progress({ step: 'fitting', done: 0, total: 0 });
  const learned = learnClusters(points, asked, model);
  if (!learned.ok) return refused(learned);
  const placed = placeRows(learned, points, (done) => progress({ step: 'scoring', done, total: n }));
  progress({ step: 'checking', done: 0, total: 0 });
  const heirs = heirsOf(last, rows.names, rows.columns, placed.labels, learned.k);
  const features = columns.map(({ feature }) => feature);
  const traits = traitsOf(features, points, placed.labels);
  const clusters = heirs.ids.map((id, c) => ({ id, ...(traits[c] ?? { traits: [], ordinal: null, rows: 0 }) }));
  const stability = stabilityOf(points, placed.labels, learned.k, model);
  const axes = axesOf(points, seed);
  const fit: ClusterFit = {
    method,
    columns,
    centres: Array.from(learned.centres),
    clusters,
    nextId: heirs.nextId,
    noise: countOf(placed.labels, -1),
    axes: { means: axes.means, components: axes.components },
    clouds: learned.clouds,
    density: learned.density,
  };
  const report: ClusterReport = {
    ok: true,
    made: 'fitted',
    rows: n,
    learned: learned.learned,
    columns: reports,
    twins: twinsOf(columns, thin(points, seed)),
    unadvised: method !== 'hdbscan' && model.k === 'advised' && !advice?.advised,
    stability: stability?.overall ?? null,
    advice,
    axes: axes.said(features),
    drift: null,
    gone: heirs.gone,
    cautions: learned.cautions,
    ...clustersOf(rows, fit, points, placed, { moved: heirs.moved, seed }, stability?.perCluster),
  };
  return { ok: true, report, learned: fit, table: tableOf(placed, learned, points, heirs.ids, fit, seed) };
}

/** Places customers by a saved fit, and says how they have changed since. */
export function assignClusters(
  rows: ClusterRows,
  saved: ClusterFit,
  progress: Tell = () => undefined,
): Made | ClusterRefusal {
  const n = rows.customer.length;
  if (n === 0) return { ok: false, reason: 'too-few-rows', detail: { rows: n, needed: 1 } };
  const lost = saved.columns.filter(({ feature }) => !rows.names.includes(feature)).length;
  if (lost > 0) return { ok: false, reason: 'missing-columns', detail: { lost, columns: saved.columns.length } };
  const columns = saved.columns.map(({ feature }) => rows.columns[rows.names.indexOf(feature)]!);
  const points = applyColumns(saved.columns, columns);
  const placing: Placing = {
    centres: Float64Array.from(saved.centres),
    clouds: saved.clouds,
    density: saved.density,
  };
  const placed = placeRows(placing, points, (done) => progress({ step: 'scoring', done, total: n }));
  progress({ step: 'checking', done: 0, total: 0 });
  const ids = saved.clusters.map(({ id }) => id);
  const seed = 1;
  const report: ClusterReport = {
    ok: true,
    made: 'assigned',
    rows: n,
    learned: saved.clusters.reduce((sum, cluster) => sum + cluster.rows, saved.noise),
    columns: describeColumns(saved.columns, columns),
    twins: [],
    unadvised: false,
    stability: null,
    advice: null,
    axes: [],
    drift: driftSince(saved, columns, placed.labels),
    gone: [],
    cautions: [],
    ...clustersOf(rows, saved, points, placed, { moved: ids.map(() => null), seed }),
  };
  return { ok: true, report, learned: null, table: tableOf(placed, placing, points, ids, saved, seed) };
}

/** What each cluster is like, in real units and in prepared ones. */
function clustersOf(
  rows: ClusterRows,
  { columns, clusters: fitted }: Pick<ClusterFit, 'columns' | 'clusters'>,
  points: Points,
  { labels }: Placed,
  { moved, seed }: { moved: readonly (number | null)[]; seed: number },
  recovery?: readonly number[],
): Pick<ClusterReport, 'k' | 'features' | 'clusters' | 'noise' | 'silhouette'> {
  const k = fitted.length;
  const d = points.dimensions;
  const own = columns.map(({ feature }) => rows.columns[rows.names.indexOf(feature)]!);
  const silhouettes = silhouettesOf(points, labels, k, seed);
  const clusters = fitted.map((cluster, c) => {
    const members = (column: ArrayLike<number>, width: number, j: number): Float64Array => {
      const values: number[] = [];
      for (let i = 0; i < labels.length; i++) if (labels[i] === c) values.push(column[i * width + j]!);
      return Float64Array.from(values);
    };
    return {
      ...cluster,
      rows: countOf(labels, c),
      means: own.map((column) => columnMoments(members(column, 1, 0)).mean),
      z: columns.map((_, j) => columnMoments(members(points.data, d, j)).mean),
      silhouette: silhouettes.perCluster[c] ?? null,
      recovery: recovery?.[c] ?? null,
      moved: moved[c] ?? null,
    };
  });
  return {
    k,
    features: columns.map(({ feature }) => feature),
    clusters,
    noise: countOf(labels, -1),
    silhouette: silhouettes.mean,
  };
}

/** The columns of the result, customer by customer. */
function tableOf(
  placed: Placed,
  { centres }: Placing,
  points: Points,
  ids: readonly number[],
  { axes }: Pick<ClusterFit, 'axes'>,
  seed: number,
): Record<string, Float64Array> {
  const idOf = (place: number): number => (place < 0 ? -1 : ids[place]!);
  const scores = projectPca(
    { means: Float64Array.from(axes.means), components: Float64Array.from(axes.components) },
    points,
  );
  const width = axes.means.length > 0 ? axes.components.length / axes.means.length : 0;
  const axis = (c: number): Float64Array =>
    Float64Array.from({ length: points.rows }, (_, i) => (c < width ? scores[i * width + c]! : 0));
  const [reason_1, reason_2, reason_3] = reasonsOf(placed, centres, points);
  const mapped = new Float64Array(points.rows);
  for (const row of sampleRowNumbers(points.rows, MAPPED, seededRandom(seed).uniform)) mapped[row] = 1;
  return {
    cluster: Float64Array.from(placed.labels, idOf),
    fit: placed.fit,
    second: Float64Array.from(placed.second, (place) => (place < 0 ? NaN : ids[place]!)),
    reason_1: reason_1!,
    reason_2: reason_2!,
    reason_3: reason_3!,
    x: axis(0),
    y: axis(1),
    mapped,
  };
}

/** The two directions along which customers differ most, and what they stand for. */
function axesOf(points: Points, seed: number) {
  const pca = fitPca(thin(points, seed), Math.min(2, points.dimensions));
  const d = points.dimensions;
  if (!pca.ok) {
    const components = Array.from({ length: 2 * d }, (_, at) => (at % d === Math.floor(at / d) ? 1 : 0));
    return { means: new Array<number>(d).fill(0), components, said: () => [] };
  }
  return {
    means: Array.from(pca.means),
    components: Array.from(pca.components),
    said: (features: readonly string[]): ClusterReport['axes'] =>
      Array.from(pca.ratios, (share, c) => ({
        share,
        loadings: features
          .map((feature, j) => ({ feature, weight: pca.components[c * d + j]! }))
          .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
          .slice(0, 4),
      })),
  };
}

function thin(points: Points, seed: number): Points {
  if (points.rows <= AXIS_ROWS) return points;
  return pointsAt(points, sampleRowNumbers(points.rows, AXIS_ROWS, seededRandom(seed).uniform));
}

function countOf(labels: Int32Array, label: number): number {
  let count = 0;
  for (const one of labels) if (one === label) count++;
  return count;
}

function refused({ reason, detail }: FitRefusal): ClusterRefusal {
  const numbers = Object.fromEntries(
    Object.entries(detail).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
  if (reason === 'too-few-distinct-rows') return { ok: false, reason: 'too-few-distinct', detail: numbers };
  if (reason === 'too-few-rows') return { ok: false, reason, detail: numbers };
  if (reason === 'no-convergence') return { ok: false, reason, detail: numbers };
  return { ok: false, reason: 'failed', detail: numbers };
}
