import { beforeAll, describe, expect, it } from 'vitest';
import { tableFromIPC } from '@uwdata/flechette';
import { buildDemo, type Demo } from '../../../src/demo/demo.ts';
import { DEFAULT_CLUSTER_MODEL, clusterFeatures, type ClusterModel } from '../../../src/domain/cluster-model.ts';
import { guessMapping } from '../../../src/domain/mapping-guess.ts';
import type { Scope } from '../../../src/domain/scope.ts';
import type { Statement } from '../../../src/domain/statement.ts';
import { canonicalPlan, type CanonicalPlan } from '../../../src/sql/canonical.ts';
import { clusterRows, clusterSizes, clusterSurvey } from '../../../src/sql/cluster.ts';
import { permit } from '../../../src/sql/guard.ts';
import { profilePlan } from '../../../src/sql/profile.ts';
import type { ClusterAnswer, ClusterRefusal } from '../../../workers/compute/api/cluster.ts';
import type { EngineDoor } from '../../../workers/compute/api/compute.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { adjustedRandIndex } from '../../../workers/compute/models/rand-index.ts';
import {
  assignClusters,
  fitClusters,
  runClusterColumns,
  runClusters,
  type ClusterRows,
} from '../../../workers/compute/tasks/cluster.ts';
import { writeColumns } from '../../../workers/compute/tasks/columns.ts';
import { openTestEngine, type TestEngine } from '../../duckdb.ts';
import { build, hash, loadCsv } from '../../load.ts';

const MODEL: ClusterModel = { ...DEFAULT_CLUSTER_MODEL, k: 3 };

/** Three kinds of customers, far apart in two of three columns. */
function kinds(n: number, seed: number, spread = 0.5): ClusterRows & { kind: number[] } {
  const random = seededRandom(seed);
  const kind = Array.from({ length: n }, (_, i) => i % 3);
  const column = (centres: readonly number[]) => Float64Array.from(kind, (one) => random.normal(centres[one]!, spread));
  return {
    customer: Float64Array.from(kind, (_, i) => i),
    names: ['r_days', 'f_orders', 'age'],
    columns: [column([0, 10, 20]), column([0, 10, -10]), column([40, 40, 40])],
    kind,
  };
}

const must = (made: ReturnType<typeof fitClusters>) => {
  if (!made.ok) throw new Error(made.reason);
  return made;
};

describe('clusters', () => {
  const rows = kinds(600, 1);

  it.each(['k-means', 'gaussian', 'hdbscan'] as const)('finds the kinds that are there: %s', (method) => {
    const made = must(fitClusters(rows, { model: { ...MODEL, method }, last: null }));
    expect(made.report.k).toBe(3);
    expect(adjustedRandIndex(rows.kind, made.table.cluster!)).toBeGreaterThan(0.97);
    for (const share of made.table.fit!) expect(share >= 0 && share <= 1).toBe(true);
    expect(made.report.stability!.mean).toBeGreaterThan(0.9);
  });

  it('advises the number that is there, and says that it is clear', () => {
    const two = { ...rows, names: rows.names.slice(0, 2), columns: rows.columns.slice(0, 2) };
    const { report } = must(fitClusters(two, { model: { ...MODEL, k: 'advised' }, last: null }));
    expect(report.k).toBe(3);
    expect(report.advice).toMatchObject({ advised: 3, confidence: 'clear' });
    expect(report.unadvised).toBe(false);
  });

  it('names clusters by what sets them apart, and customers by what puts them there', () => {
    const { report, table } = must(fitClusters(rows, { model: MODEL, last: null }));
    const traits = report.clusters.map((one) => one.traits.map(({ feature, direction }) => `${direction} ${feature}`));
    expect(traits.map((list) => list.toSorted()).toSorted()).toEqual([
      ['high f_orders'],
      ['high r_days', 'low f_orders'],
      ['low r_days'],
    ]);
    // Kind 2 has many days since her last order: that, column 1, is what sets her apart from the nearest others.
    rows.kind.forEach((kind, i) => {
      if (kind === 2) expect([1, -2]).toContain(table.reason_1![i]);
      expect(Math.abs(table.reason_1![i]!)).not.toBe(3);
    });
  });

  it('gives the same result for the same seed', () => {
    const [a, b] = [1, 2].map(() => must(fitClusters(rows, { model: { ...MODEL, k: 'advised' }, last: null })));
    expect(a!.table).toEqual(b!.table);
    expect(a!.report).toEqual(b!.report);
  });

  it('keeps ids when there are more customers, and gives a new kind an id of its own', () => {
    const first = must(fitClusters(rows, { model: MODEL, last: null }));
    const more = kinds(1500, 7);
    // The middle kind has grown most: the order by size is another one.
    const grown = more.kind.flatMap((kind, i) => (kind === 1 || i % 5 > 0 ? [i] : []));
    const take = (column: Float64Array) => Float64Array.from(grown, (i) => column[i]!);
    const next: ClusterRows = { ...more, customer: take(more.customer), columns: more.columns.map(take) };
    const second = must(fitClusters(next, { model: MODEL, last: first.learned }));
    const idOf = (made: typeof first, of: ClusterRows, kinds: readonly number[], kind: number) =>
      made.table.cluster![Array.from(of.customer.keys()).find((i) => kinds[i] === kind)!];
    const secondKinds = grown.map((i) => more.kind[i]!);
    for (const kind of [0, 1, 2])
      expect(idOf(second, next, secondKinds, kind)).toBe(idOf(first, rows, rows.kind, kind));
    expect(second.report.gone).toEqual([]);

    const split = must(fitClusters(next, { model: { ...MODEL, k: 4 }, last: second.learned }));
    const ids = split.report.clusters.map(({ id }) => id).toSorted();
    expect(ids).toEqual([0, 1, 2, 3]);
    const fewer = must(fitClusters(next, { model: { ...MODEL, k: 2 }, last: split.learned }));
    const again = must(fitClusters(next, { model: { ...MODEL, k: 4 }, last: fewer.learned }));
    // What is gone takes its name along: nobody inherits it.
    for (const { id } of again.report.clusters)
      expect(fewer.learned!.clusters.some((one) => one.id === id) || id >= fewer.learned!.nextId).toBe(true);
  });

  it.each(['k-means', 'gaussian', 'hdbscan'] as const)('places new customers by the saved fit: %s', (method) => {
    const { learned } = must(fitClusters(rows, { model: { ...MODEL, method }, last: null }));
    const saved = JSON.parse(JSON.stringify(learned)) as NonNullable<typeof learned>;
    const fresh = kinds(300, 99);
    const placed = must(assignClusters(fresh, saved));
    expect(placed.learned).toBeNull();
    expect(placed.report.made).toBe('assigned');
    expect(adjustedRandIndex(fresh.kind, placed.table.cluster!)).toBeGreaterThan(0.95);
    expect(placed.report.drift!.shares.level).toBe('calm');
    expect(placed.report.drift!.features.every(({ level }) => level !== 'different')).toBe(true);
  });

  it('says which feature has drifted', () => {
    const { learned } = must(fitClusters(rows, { model: MODEL, last: null }));
    const older: ClusterRows = {
      ...rows,
      columns: [rows.columns[0]!, rows.columns[1]!, rows.columns[2]!.map((age) => age + 5)],
    };
    const { drift } = must(assignClusters(older, learned!)).report;
    expect(drift!.features.find(({ feature }) => feature === 'age')!.level).toBe('different');
    expect(drift!.features.find(({ feature }) => feature === 'r_days')).toMatchObject({ psi: 0, level: 'calm' });
  });

  it('counts empty cells as the median and leaves out what is constant or empty', () => {
    const holes: ClusterRows = {
      ...rows,
      names: [...rows.names, 'm_total', 'max_order'],
      columns: [
        rows.columns[0]!.map((value, i) => (i % 10 === 0 ? NaN : value)),
        rows.columns[1]!,
        rows.columns[2]!,
        new Float64Array(600).fill(7),
        new Float64Array(600).fill(NaN),
      ],
    };
    const { report } = must(fitClusters(holes, { model: MODEL, last: null }));
    expect(report.columns.map(({ dropped }) => dropped)).toEqual([null, null, null, 'constant', 'empty']);
    expect(report.columns[0]!.missing).toBeCloseTo(0.1, 10);
    expect(report.features).toEqual(['r_days', 'f_orders', 'age']);
  });

  it('refuses in words what cannot be clustered', () => {
    const of = (columns: readonly number[][], over: Partial<ClusterModel> = {}) =>
      fitClusters(
        {
          customer: Float64Array.from(columns[0] ?? [], (_, i) => i),
          names: columns.map((_, j) => `c${j}`),
          columns: columns.map((column) => Float64Array.from(column)),
        },
        { model: { ...MODEL, ...over }, last: null },
      );
    const alike = new Array<number>(50).fill(1);
    const count = Array.from({ length: 50 }, (_, i) => i);
    expect(of([])).toMatchObject({ ok: false, reason: 'no-columns' });
    expect(of([count.slice(0, 9), count.slice(0, 9)])).toMatchObject({ reason: 'too-few-rows', detail: { rows: 9 } });
    expect(of([alike, alike])).toMatchObject({ reason: 'all-alike' });
    expect(of([alike, count])).toMatchObject({ reason: 'one-column' });
    const two = alike.map((_, i) => i % 2);
    for (const method of ['k-means', 'gaussian'] as const)
      expect(of([two, two], { method, k: 3 })).toMatchObject({ ok: false, reason: 'too-few-distinct' });
    // Two different rows are enough for two clusters, whatever the advice can say.
    expect(of([two, two], { k: 'advised' })).toMatchObject({ ok: true, report: { k: 2 } });
    expect(of([two, two], { method: 'hdbscan' })).toHaveProperty('ok');
    expect(of([alike.map(() => Infinity), count, count.map((i) => -i)])).toMatchObject({ ok: true });
  });

  it('refuses to place customers by a feature that is gone', () => {
    const { learned } = must(fitClusters(rows, { model: MODEL, last: null }));
    const less: ClusterRows = { ...rows, names: rows.names.slice(0, 2), columns: rows.columns.slice(0, 2) };
    expect(assignClusters(less, learned!)).toEqual({
      ok: false,
      reason: 'missing-columns',
      detail: { lost: 1, columns: 3 },
    });
  });
});

/** Rows of a statement as the engine's port gives them. */
function doorOf(engine: TestEngine, given: Map<string, Uint8Array>): EngineDoor {
  return {
    query: async (_, statement) => {
      const found = engine.run<Record<string, number | null>>(statement as Statement<Record<string, number | null>>);
      const names = Object.keys(found[0] ?? {}).filter((name) => name !== 'customer');
      return writeColumns(
        found.map((row) => row.customer ?? 0),
        Object.fromEntries(names.map((name) => [name, found.map((row) => row[name] ?? NaN)])),
      );
    },
    insert: async (_, name, _rows, ipc) => void given.set(name, ipc),
  };
}

describe('the demo company', () => {
  let engine: TestEngine;
  let demo: Demo;
  let plan: CanonicalPlan;
  let features: readonly string[];
  const given = new Map<string, Uint8Array>();

  const answerOf = async (over: Partial<ClusterModel>, into: string): Promise<ClusterAnswer> => {
    const answer: ClusterAnswer | ClusterRefusal = await runClusters(
      doorOf(engine, given),
      {
        into,
        features,
        rows: permit(clusterRows('profile', features, true), 'model'),
        model: { ...DEFAULT_CLUSTER_MODEL, ...over },
        saved: null,
        last: null,
      },
      () => undefined,
    );
    if (!('report' in answer)) throw new Error(answer.reason);
    return answer;
  };

  beforeAll(async () => {
    engine = await openTestEngine();
    demo = buildDemo({ seed: 20250701, customers: 6_000 });
    const sources = demo.files
      .filter(({ name }) => name.endsWith('.csv'))
      .map(({ name, bytes }) => loadCsv(engine, name, Buffer.concat(bytes as Uint8Array[])));
    plan = canonicalPlan({ sources, mappings: sources.map((source) => guessMapping(source, [])), hash });
    build(engine, plan);
    for (const step of profilePlan({ asOf: demo.truth.asOf, shape: plan.shape, scale: plan.scale }, 'profile').steps)
      engine.run(step);
    features = clusterFeatures(DEFAULT_CLUSTER_MODEL, plan.shape);
  }, 300_000);

  it('has planted segments that shade into each other: what of them is found without being told', async () => {
    const { people, duplicates } = demo.truth;
    const byMember = new Map<string, number>();
    people.member.forEach((member, i) => member && byMember.set(member, i));
    for (const { first, second } of duplicates) byMember.set(second, byMember.get(first)!);
    const ids = new Map(
      engine
        .run<{ customer: number; customer_id: string }>('SELECT customer, customer_id FROM customer')
        .map((row) => [row.customer, row.customer_id]),
    );
    const agreement: Record<string, number> = {};
    for (const method of ['k-means', 'gaussian'] as const) {
      const { report } = await answerOf({ method, k: 5 }, method);
      const table = tableFromIPC(given.get(method)!);
      const customers = table.getChild('customer')!.toArray() as Int32Array;
      const found = table.getChild('cluster')!.toArray() as Float64Array;
      const [planted, clusters]: [number[], number[]] = [[], []];
      customers.forEach((customer, i) => {
        const person = byMember.get(ids.get(customer) ?? '');
        if (person === undefined) return;
        planted.push(people.segment[person]!);
        clusters.push(found[i]!);
      });
      agreement[method] = adjustedRandIndex(planted, clusters);
      console.log(
        `${method}, 5 clusters of ${report.rows} customers by ${features.join(', ')}: adjusted Rand ${agreement[method].toFixed(4)} against the planted segments, stability ${report.stability!.mean.toFixed(3)}, silhouette ${report.silhouette!.toFixed(3)}`,
      );
      expect(report.stability!.mean).toBeGreaterThan(0.8);
    }
    // The planted rates and lifetimes are gamma distributions that overlap: much more than this is not in the data.
    expect(agreement['k-means']).toBeGreaterThan(0.15);
    expect(agreement['gaussian']).toBeGreaterThan(0.17);
  }, 120_000);

  it('is surveyed column by column before anything is chosen', async () => {
    const survey = await runClusterColumns(doorOf(engine, given), {
      features: ['f_orders', 'open_share'],
      rows: permit(clusterSurvey('profile', ['f_orders', 'open_share'], true), 'model'),
    });
    const [orders, opened] = survey;
    expect(orders).toMatchObject({ covered: 1, constant: false });
    expect(Math.abs(orders!.skew['yeo-johnson'])).toBeLessThan(orders!.skew.none / 5);
    expect(opened!.covered).toBeLessThan(1);
  });

  it('keeps money and people: sizes add up to the customers with orders', async () => {
    await answerOf({ k: 4 }, 'sized');
    const table = tableFromIPC(given.get('sized')!);
    const customers = table.getChild('customer')!.toArray() as Int32Array;
    const found = table.getChild('cluster')!.toArray() as Float64Array;
    engine.run('CREATE TABLE sized (customer INTEGER, cluster INTEGER, cluster_fit DOUBLE)');
    engine.run(
      `INSERT INTO sized VALUES ${Array.from(customers, (customer, i) => `(${customer}, ${found[i]}, 1)`).join(',')}`,
    );
    const scope: Scope = { asOf: demo.truth.asOf, profile: 'profile', rfm: null, shape: plan.shape, scale: plan.scale };
    const sizes = engine.run(clusterSizes('sized', [], scope));
    const [all] = engine.run<{ n: number; m: number }>(
      'SELECT count(*)::DOUBLE AS n, sum(m_total)::DOUBLE AS m FROM profile WHERE f_orders > 0',
    );
    expect(sizes.reduce((sum, row) => sum + row.customers, 0)).toBe(all!.n);
    expect(sizes.reduce((sum, row) => sum + row.revenue!, 0)).toBeCloseTo(all!.m, 2);
    expect(sizes.map(({ customers: n }) => n)).toEqual(sizes.map(({ customers: n }) => n).toSorted((a, b) => b - a));
  }, 60_000);
});
