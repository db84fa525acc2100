import * as compute from '../bridge/compute.ts';
import * as engine from '../bridge/engine.ts';
import { contentKey } from '../codec/hash.ts';
import type { ClusterFit, NamedClusters } from '../domain/cluster-fit.ts';
import {
  clusterCandidates,
  clusterContent,
  clusterFeatures,
  DEFAULT_CLUSTER_MODEL,
  leavesOut,
  type ClusterModel,
} from '../domain/cluster-model.ts';
import type { Scope } from '../domain/scope.ts';
import { clusterRows, clusterSurvey, clusterTable, mappedRows, placesTable } from '../sql/cluster.ts';
import { permit } from '../sql/guard.ts';
import type { ClusterColumnReport, ClusterRefusal, ClusterReport } from '../../workers/compute/api/cluster.ts';
import { Fitted, type Learned, type Made } from './fitted.svelte.ts';
import { jobs } from './jobs.svelte.ts';

export type {
  AdviceReport,
  ClusterColumnReport,
  ClusterDrift,
  ClusterRefusal,
  ClusterReport,
  ClusterReportRow,
  ColumnReport,
} from '../../workers/compute/api/cluster.ts';

/** Which cluster every customer is in: the table (absent where the model refused), and what it says of itself. */
export interface ClusterResult extends Made<ClusterModel> {
  readonly report: ClusterReport | ClusterRefusal;
  /** What was asked to be compared. */
  readonly features: readonly string[];
  /** The day and the data (their hash) that the clusters were learned from. */
  readonly learnedOn: { readonly asOf: string; readonly data: string };
}

class Clusters extends Fitted<ClusterModel, ClusterResult, ClusterFit> {
  protected override readonly remembers = true;

  /** The clusters in force and what they are called; null before there are any. */
  get named(): NamedClusters | null {
    const report = this.result?.report;
    return report?.ok ? { clusters: report.clusters, names: this.model.names } : null;
  }

  protected content(model: ClusterModel): string {
    return clusterContent(model);
  }

  override applies({ shape }: Scope): boolean {
    return clusterCandidates(shape).length > 0;
  }

  /** A cluster has no future to see: customers of any day are placed by the newest fit, so that two days can be compared. */
  protected override choose(learned: readonly Learned<ClusterFit>[]): Learned<ClusterFit> | null {
    return learned.at(-1) ?? null;
  }

  /** Saves a new version; where it asks for other clusters, they follow the last fit's, so that names and colours stay. */
  override async setModel(model: ClusterModel): Promise<void> {
    const same = clusterContent({ ...model, follows: '' }) === clusterContent({ ...this.model, follows: '' });
    const last = same ? null : await this.lastLearned();
    const follows = same
      ? this.model.follows
      : last
        ? contentKey(JSON.stringify(last.memory.clusters)).slice(0, 8)
        : '';
    await super.setModel({ ...model, follows });
  }

  /** Names a cluster in the reader's own words; '' goes back to what the traits say. The clusters themselves stay. */
  async rename(id: number, name: string): Promise<void> {
    const { [id]: _, ...others } = this.model.names;
    const words = name.trim();
    await this.setModel({ ...this.model, names: words ? { ...others, [id]: words } : others });
  }

  /** How the columns that could be compared are spread. */
  survey(scope: Scope, buyersOnly: boolean): Promise<ClusterColumnReport[]> {
    const features = clusterCandidates(scope.shape).map(({ id }) => id);
    const rows = clusterSurvey(scope.profile, features, leavesOut({ buyersOnly }, scope.shape));
    return compute.clusterColumns({ features, rows: permit(rows, 'model') }).done;
  }

  /** The UMAP of the customers on the map: the name of its table, made where it is not kept; null without clusters. */
  async places(scope: Scope): Promise<string | null> {
    const table = scope.cluster;
    if (!table) return null;
    const name = placesName(table);
    if ((await engine.adopt([name])).length > 0) return name;
    const last = await this.lastLearned();
    if (!last) return null;
    return jobs.run('model', '', async (progress, call) => {
      const features = last.memory.columns.map(({ feature }) => feature);
      const rows = permit(mappedRows(table, scope.profile, features), 'model');
      const columns = `${name}_columns`;
      await call(compute.clusterPlaces({ into: columns, rows, fit: last.memory, seed: this.model.seed }, progress));
      const steps = [permit(placesTable(name, columns), 'model')];
      await call(
        engine.materialise(this.workspace, { name, steps, temporary: [columns], keep: true }, () => undefined),
      );
      return name;
    });
  }

  override kept(scope: Scope): readonly string[] {
    const names = super.kept(scope);
    return [...names, placesName(names[0]!)];
  }

  protected async fit(
    table: string,
    scope: Scope,
    model: ClusterModel,
    learned: Learned<ClusterFit> | null,
  ): Promise<ClusterResult> {
    const last = learned ? null : await this.lastLearned();
    return jobs.run('model', '', async (progress, call) => {
      const { asOf, profile, shape } = scope;
      const there = clusterFeatures(model, shape);
      // What a saved fit compares may no longer be provided: the task says so in words.
      const known = new Set<string>(clusterCandidates(shape).map(({ id }) => id));
      const features = learned
        ? learned.memory.columns.map(({ feature }) => feature).filter((id) => known.has(id))
        : there;
      const columns = `${table}_columns`;
      const running = compute.clusters(
        {
          into: columns,
          features,
          rows: permit(clusterRows(profile, features, leavesOut(model, shape)), 'model'),
          model,
          saved: learned?.memory ?? null,
          last: last?.memory ?? null,
        },
        progress,
      );
      this.stop = () => running.cancel();
      const answer = await call(running).finally(() => (this.stop = null));
      const made = 'report' in answer;
      const learnedOn = { asOf: learned?.asOf ?? asOf, data: learned?.data ?? profile };
      const result: ClusterResult = {
        table,
        asOf,
        model,
        features,
        learnedOn,
        report: made ? answer.report : answer,
        refused: !made,
      };
      const steps = made ? [clusterTable(table, columns)] : [];
      for (const plan of this.plans(result, steps, [columns]))
        await call(engine.materialise(this.workspace, plan, () => undefined));
      if (made && answer.learned) await this.remember(scope, model, answer.learned);
      return result;
    });
  }
}

/** Groups of customers who are alike, by the workspace's saved model. */
export const clusters = new Clusters('cluster', DEFAULT_CLUSTER_MODEL);

/** The table beside a result in which the map has its places. */
function placesName(table: string): string {
  return `places_${table}`;
}
