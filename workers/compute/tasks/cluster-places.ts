import type { ClusterPlacesTask } from '../api/cluster.ts';
import type { EngineDoor } from '../api/compute.ts';
import type { ComputeStep } from '../api/step.ts';
import { projectPca } from '../models/pca.ts';
import { layoutUmap } from '../models/umap.ts';
import { applyColumns } from './cluster-columns.ts';
import { readColumns, writeColumns } from './columns.ts';

/** Lays customers out by what a saved fit compares, from where its own axes put them; returns how many. */
export async function runClusterPlaces(
  engine: EngineDoor,
  { into, rows, fit, seed }: ClusterPlacesTask,
  progress: (step: ComputeStep) => void,
): Promise<number> {
  progress({ step: 'asking', done: 0, total: 0 });
  const features = fit.columns.map(({ feature }) => feature);
  const read = readColumns(await engine.query('cluster-places', rows), ['customer', ...features]);
  const points = applyColumns(
    fit.columns,
    features.map((feature) => read[feature]!),
  );
  const axes = { means: Float64Array.from(fit.axes.means), components: Float64Array.from(fit.axes.components) };
  const places = layoutUmap(points, projectPca(axes, points), {
    seed,
    progress: (done, total) => progress({ step: 'fitting', done, total }),
  });
  const axis = (at: number): Float64Array => Float64Array.from({ length: points.rows }, (_, i) => places[2 * i + at]!);
  await engine.insert('cluster-places', into, points.rows, writeColumns(read.customer!, { x: axis(0), y: axis(1) }));
  return points.rows;
}
