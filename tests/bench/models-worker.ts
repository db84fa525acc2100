import { expose } from 'comlink';
import { bgNbd } from '../../workers/compute/models/bg-nbd.ts';
import { fitBoostedTrees } from '../../workers/compute/models/boosted-trees.ts';
import { fitOrders } from '../../workers/compute/models/fit-orders.ts';
import { kMeans } from '../../workers/compute/models/k-means.ts';
import { fitLogistic } from '../../workers/compute/models/logistic.ts';
import { areaUnderRoc } from '../../workers/compute/models/ranking-metrics.ts';
import { scoreCurve } from '../../workers/compute/models/score-curve.ts';
import { predictScores } from '../../workers/compute/models/tree-model.ts';
import type { SHAPE } from './model-data.ts';
import type { Fit } from './sklearn.ts';

type Shape = typeof SHAPE;

/** Doubles of the files that were given, read once, so that only the fits are timed. */
const kept = new Map<string, Promise<Float64Array>>();

function doubles(file: File): Promise<Float64Array> {
  const known = kept.get(file.name) ?? file.arrayBuffer().then((bytes) => new Float64Array(bytes));
  kept.set(file.name, known);
  return known;
}

function timed<T>(work: () => T): { ms: number; result: T } {
  const start = performance.now();
  const result = work();
  return { ms: performance.now() - start, result };
}

/** Columns of the training rows and of the test rows. */
async function readLabelled(file: File, { rows, test, columns }: Shape['labelled']) {
  const data = new Float64Array(await file.arrayBuffer());
  const n = rows + test;
  const part = (from: number, to: number) =>
    Array.from({ length: columns + 1 }, (_, j) => data.slice(j * n + from, j * n + to));
  const [training, later] = [part(0, rows), part(rows, n)];
  const names = Array.from({ length: columns }, (_, j) => `f${j}`);
  return {
    table: { names, columns: training.slice(0, columns) },
    y: training[columns]!,
    testColumns: later.slice(0, columns),
    testY: later[columns]!,
  };
}

let last: { readonly file: string; readonly table: ReturnType<typeof readLabelled> } | undefined;

/** The set that was asked for last is kept, so that only fits are timed. */
function labelled(file: File, shape: Shape['labelled']): ReturnType<typeof readLabelled> {
  if (last?.file !== file.name) last = { file: file.name, table: readLabelled(file, shape) };
  return last.table;
}

/** The fits of the bench as the compute worker makes them: the same models in the same browser. */
const models = {
  async kMeans(file: File, { dimensions, k, iterations }: Shape['points']): Promise<Fit> {
    const data = await doubles(file);
    const start = data.slice(0, k * dimensions);
    const points = { data: data.subarray(k * dimensions), rows: data.length / dimensions - k, dimensions };
    const { ms, result } = timed(() => kMeans(points, k, { start, maxIterations: iterations }));
    if (!result.ok) throw new Error(result.reason);
    return { ms, score: result.inertia, iterations: result.iterations };
  },

  async trees(
    file: File,
    shape: Shape['labelled'],
    rules: { rounds: number; maxDepth: number; learningRate: number; lambda: number; minChildWeight: number },
  ): Promise<Fit & { scoring: number }> {
    const { table: training, y, testColumns, testY } = await labelled(file, shape);
    const { ms, result } = timed(() => fitBoostedTrees(training, y, rules));
    if (!result.ok) throw new Error(result.reason);
    const scores = timed(() => predictScores(result.model, testColumns));
    const curve = scoreCurve(testY, scores.result);
    if (!curve.ok) throw new Error(curve.reason);
    return { ms, score: areaUnderRoc(curve.curve), scoring: scores.ms };
  },

  async logistic(file: File, shape: Shape['labelled']): Promise<Fit> {
    const { table: training, y } = await labelled(file, shape);
    const { ms, result } = timed(() => fitLogistic(training, y, { c: 1 }));
    if (!result.ok) throw new Error(result.reason);
    return { ms, score: result.objective, iterations: result.iterations };
  },

  async bgNbd(file: File, { customers }: Shape['histories']): Promise<Fit> {
    const data = await doubles(file);
    const [x, tx, T] = [0, 1, 2].map((j) => data.subarray(j * customers, (j + 1) * customers)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const { ms, result } = timed(() => fitOrders(bgNbd, { x, tx, T }));
    if (!result.ok) throw new Error(result.reason);
    return { ms, score: result.logLikelihood, rows: result.distinctRows };
  },
};

export type BenchModels = typeof models;

expose(models);
