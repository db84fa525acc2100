import { expose, transfer, wrap, type Remote } from 'comlink';
import type { ComputeApi, EngineDoor } from './api/compute.ts';
import { runBacktest } from './tasks/backtest.ts';
import { runChurn } from './tasks/churn.ts';
import { runRetention } from './tasks/retention.ts';
import { runClusterColumns, runClusters } from './tasks/cluster.ts';
import { runLabel } from './tasks/label.ts';
import { runScore } from './tasks/score.ts';
import { runClusterPlaces } from './tasks/cluster-places.ts';
import { snapshotsOf } from './tasks/snapshots.ts';
import { runValue } from './tasks/value.ts';

let remote: Remote<EngineDoor> | null = null;

/** The engine over its port; bytes are handed over, not copied. */
const engine: EngineDoor = {
  query: (id, statement) => door().query(id, statement),
  insert: (id, name, rows, ipc) => door().insert(id, name, rows, transfer(ipc, [ipc.buffer])),
};

function door(): Remote<EngineDoor> {
  if (!remote) throw new Error('the compute worker has no engine');
  return remote;
}

/** The models behind a message port; it only adds that results are handed over. */
const api: ComputeApi = {
  connect: async (port) => {
    remote = wrap<EngineDoor>(port);
  },
  value: (task, progress) => runValue(engine, task, progress),
  snapshots: async (task) => snapshotsOf(task),
  churn: (task, progress) => runChurn(engine, task, progress),
  retention: (task, progress) => runRetention(engine, task, progress),
  clusters: (task, progress) => runClusters(engine, task, progress),
  clusterPlaces: (task, progress) => runClusterPlaces(engine, task, progress),
  clusterColumns: (task) => runClusterColumns(engine, task),
  label: (task, progress) => runLabel(engine, task, progress),
  score: (task, progress) => runScore(engine, task, progress),
  backtest: (task) => runBacktest(engine, task),
};

expose(api);
