import { beforeAll, describe, expect, it } from 'vitest';
import { tableFromIPC } from '@uwdata/flechette';
import { buildDemo, type Demo } from '../../../src/demo/demo.ts';
import { churnFeatures, DEFAULT_CHURN_MODEL } from '../../../src/domain/churn-model.ts';
import { guessMapping } from '../../../src/domain/mapping-guess.ts';
import type { Statement } from '../../../src/domain/statement.ts';
import { canonicalPlan } from '../../../src/sql/canonical.ts';
import { snapshotRows, type SnapshotWindow } from '../../../src/sql/churn.ts';
import { permit } from '../../../src/sql/guard.ts';
import { profilePlan } from '../../../src/sql/profile.ts';
import type { ChurnReport } from '../../../workers/compute/api/churn.ts';
import { areaUnderRoc } from '../../../workers/compute/models/ranking-metrics.ts';
import { scoreCurve } from '../../../workers/compute/models/score-curve.ts';
import { learnChurn, runChurn } from '../../../workers/compute/tasks/churn.ts';
import { partOf } from '../../../workers/compute/tasks/churn-data.ts';
import { writeColumns, type LabelledRows } from '../../../workers/compute/tasks/columns.ts';
import { snapshotsOf } from '../../../workers/compute/tasks/snapshots.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { openTestEngine, type TestEngine } from '../../duckdb.ts';
import { build, hash, loadCsv } from '../../load.ts';

describe('snapshots', () => {
  it('end every label window before the next cut-off that judges it', () => {
    const plan = snapshotsOf({ firstDay: '2023-01-01', asOf: '2024-01-01', horizonDays: 90, most: 2 });
    expect(plan).toEqual({
      ok: true,
      training: [
        { cutoff: '2023-04-06', label: { from: '2023-04-06', to: '2023-07-05' } },
        { cutoff: '2023-07-05', label: { from: '2023-07-05', to: '2023-10-03' } },
      ],
      test: { cutoff: '2023-10-03', label: { from: '2023-10-03', to: '2024-01-01' } },
      scoring: { cutoff: '2024-01-01', label: null },
    });
    expect(snapshotsOf({ firstDay: '2023-01-01', asOf: '2023-06-01', horizonDays: 90, most: 2 })).toEqual({
      ok: false,
      reason: 'too-short',
      detail: { days: 151, needed: 270 },
    });
  });

  it('cannot be given a window that begins before the cut-off', () => {
    const early: SnapshotWindow = { cutoff: '2024-01-01', label: { from: '2023-12-31', to: '2024-02-01' } };
    expect(() => snapshotRows('p', ['r_days'], early, 365)).toThrow('2023-12-31');
  });

  it('deal customers into parts that never change', () => {
    const counts = { training: 0, calibration: 0, test: 0 };
    for (let customer = 0; customer < 10_000; customer++) counts[partOf(customer, 1)]++;
    expect(Math.abs(counts.training - 5000)).toBeLessThan(200);
    expect(Math.abs(counts.test - 3000)).toBeLessThan(200);
    expect(partOf(7, 1)).toBe(partOf(7, 1));
  });
});

describe('learning', () => {
  const rows = (n: number, seed: number, all?: number): LabelledRows => {
    const random = seededRandom(seed);
    const recency = Float64Array.from({ length: n }, () => random.integer(300));
    const noise = Float64Array.from({ length: n }, () => random.normal());
    const label = recency.map((days) => all ?? (random.uniform() < days / 300 ? 1 : 0));
    const table = { names: ['r_days', 'noise'], columns: [recency, noise] };
    return { customer: Float64Array.from({ length: n }, (_, i) => i), label, table };
  };
  const task = { features: ['r_days', 'noise'], recency: 'r_days', seed: 1 };

  it('finds no more than there is: where only recency tells, recency alone does as well', () => {
    const learned = learnChurn(rows(4000, 1), rows(4000, 2), task);
    if (!learned.ok) throw new Error(learned.reason);
    const auc = Object.fromEntries(learned.report.leaderboard.map((row) => [row.name, row.auc]));
    expect(Math.abs(auc['logistic']! - auc['recency']!)).toBeLessThan(0.01);
    expect(learned.report.importance[0]!.feature).toBe('r_days');
    for (const bin of learned.report.calibration) expect(Math.abs(bin.predicted - bin.observed)).toBeLessThan(0.15);
  });

  it('refuses ten customers, and one class only, in words', () => {
    expect(learnChurn(rows(10, 1), rows(10, 2), task)).toMatchObject({ ok: false, reason: 'too-few-rows' });
    expect(learnChurn(rows(1000, 1, 1), rows(1000, 2, 1), task)).toMatchObject({ ok: false, reason: 'one-class' });
  });
});

const FILES = ['会员.csv', '商城订单.csv', '门店小票.csv'];

describe('bad data', () => {
  const task = { features: ['r_days', 'odd'], recency: 'r_days', seed: 1 };
  const rows = (n: number, seed: number, odd: (i: number, label: number) => number): LabelledRows => {
    const random = seededRandom(seed);
    const recency = Float64Array.from({ length: n }, () => random.integer(300));
    const label = recency.map((days) => (random.uniform() < days / 300 ? 1 : 0));
    const table = { names: task.features, columns: [recency, label.map((value, i) => odd(i, value))] };
    return { customer: Float64Array.from({ length: n }, (_, i) => i), label, table };
  };
  const odd: Readonly<Record<string, (i: number, label: number) => number>> = {
    constant: () => 3,
    missing: () => NaN,
    'with holes': (i) => (i % 2 ? NaN : i),
    negative: (i) => -(i % 100) * 1e6,
    endless: (i) => (i % 50 ? i : Infinity),
  };
  it.each(Object.keys(odd))('a %s column is survived, and the figures stay figures', (name) => {
    const learned = learnChurn(rows(2000, 1, odd[name]!), rows(2000, 2, odd[name]!), task);
    if (!learned.ok) throw new Error(learned.reason);
    for (const { auc, logLoss, brierSkill } of learned.report.leaderboard)
      expect([auc, logLoss, brierSkill].every(Number.isFinite)).toBe(true);
    expect(learned.report.leaderboard[0]!.auc).toBeGreaterThan(0.7);
  });

  it('perfect separation is learned without running away', () => {
    const copy = (_: number, label: number) => label;
    const learned = learnChurn(rows(2000, 1, copy), rows(2000, 2, copy), task);
    if (!learned.ok) throw new Error(learned.reason);
    expect(learned.report.leaderboard[0]!.auc).toBe(1);
    expect(learned.report.importance[0]!.feature).toBe('odd');
    expect(Number.isFinite(learned.report.base)).toBe(true);
  });
});

describe('the demo company', () => {
  let engine: TestEngine;
  let demo: Demo;
  let report: ChurnReport;
  const given = new Map<string, Uint8Array>();

  beforeAll(async () => {
    engine = await openTestEngine();
    demo = buildDemo({ seed: 20250701, customers: 6_000 });
    const sources = demo.files
      .filter(({ name }) => FILES.includes(name))
      .map(({ name, bytes }) => loadCsv(engine, name, Buffer.concat(bytes as Uint8Array[])));
    const plan = canonicalPlan({ sources, mappings: sources.map((source) => guessMapping(source, [])), hash });
    build(engine, plan);
    const { asOf, from } = demo.truth;
    const days = snapshotsOf({ firstDay: from, asOf, horizonDays: DEFAULT_CHURN_MODEL.horizonDays, most: 3 });
    if (!days.ok) throw new Error(days.reason);
    const features = churnFeatures(plan.shape);
    const rows = (window: SnapshotWindow): Statement => {
      const name = `snapshot_${window.cutoff.replaceAll('-', '')}`;
      const made = profilePlan({ asOf: window.cutoff, shape: plan.shape, scale: plan.scale }, name);
      for (const step of made.steps) engine.run(step);
      return snapshotRows(name, features, window, DEFAULT_CHURN_MODEL.activeDays);
    };
    const answer = await runChurn(
      {
        query: async (_, statement) => {
          const found = engine.run<Record<string, number | null>>(
            statement as Statement<Record<string, number | null>>,
          );
          const columns = ['churned', ...features].map((name) => [name, found.map((row) => row[name] ?? NaN)] as const);
          return writeColumns(
            found.map((row) => row.customer!),
            Object.fromEntries(columns),
          );
        },
        insert: async (_, name, _rows, ipc) => void given.set(name, ipc),
      },
      {
        into: 'given',
        features,
        recency: 'r_days',
        training: days.training.map((window) => permit(rows(window), 'model')),
        test: permit(rows(days.test), 'model'),
        scoring: permit(rows(days.scoring), 'model'),
        seed: 1,
      },
      () => undefined,
    );
    if (!answer.ok) throw new Error(answer.reason);
    report = answer.report;
  }, 300_000);

  it('ranks those who will not order better than recency alone, on other customers and a later time', () => {
    const board = Object.fromEntries(report.leaderboard.map((row) => [row.name, row]));
    for (const { name, auc, brierSkill, logLoss, topLift } of report.leaderboard)
      console.log(
        `${name}: AUC ${auc.toFixed(4)}, Brier skill ${brierSkill.toFixed(4)}, log loss ${logLoss.toFixed(4)}, top lift ${topLift.toFixed(2)}`,
      );
    const best = board[report.chosen]!;
    expect(best.auc).toBeGreaterThan(board['recency']!.auc + 0.01);
    expect(best.brierSkill).toBeGreaterThan(0.2);
    if (board['base-rate']) expect(board['base-rate'].auc).toBe(0.5);
  });

  it('recovers the planted churners among today’s customers', () => {
    const table = tableFromIPC(given.get('given')!);
    const customers = table.getChild('customer')!.toArray() as Int32Array;
    const p = table.getChild('p')!.toArray() as Float64Array;
    const { people, duplicates } = demo.truth;
    const byMember = new Map<string, number>();
    people.member.forEach((member, i) => member && byMember.set(member, i));
    for (const { first, second } of duplicates) byMember.set(second, byMember.get(first)!);
    const ids = new Map(
      engine
        .run<{ customer: number; customer_id: string }>('SELECT customer, customer_id FROM customer')
        .map((row) => [row.customer, row.customer_id]),
    );
    const labels: number[] = [];
    const scores: number[] = [];
    customers.forEach((customer, i) => {
      const person = byMember.get(ids.get(customer) ?? '');
      if (person === undefined) return;
      labels.push(people.dropoutAt[person]! > 0 ? 1 : 0);
      scores.push(p[i]!);
    });
    const curve = scoreCurve(labels, scores);
    if (!curve.ok) throw new Error(curve.reason);
    const auc = areaUnderRoc(curve.curve);
    console.log(`planted churners among ${labels.length} customers of the last year: AUC ${auc.toFixed(4)}`);
    expect(auc).toBeGreaterThan(0.8);
    expect(p.every((value) => value >= 0 && value <= 1)).toBe(true);
  });
});
