import { beforeAll, expect, it } from 'vitest';
import { snapshotRows, type SnapshotWindow } from '../../src/sql/churn.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';

const past: SnapshotWindow = { cutoff: '2024-01-01', label: { from: '2024-01-01', to: '2024-04-01' } };
const today: SnapshotWindow = { cutoff: '2024-04-01', label: null };

let engine: TestEngine;

beforeAll(async () => {
  engine = await openTestEngine();
  engine.run("CREATE TABLE orders AS SELECT 0 AS customer, TIMESTAMP '2024-02-01' AS ordered_at");
  for (const [name, rows] of [
    ['few', 250_000],
    ['many', 1_000_000],
  ] as const)
    engine.run(`CREATE TABLE ${name} AS SELECT i::INTEGER AS customer, 10 AS r_days FROM range(${rows}) t(i)`);
});

const count = (profile: string, window: SnapshotWindow) => {
  const rows = engine.run(snapshotRows(profile, ['r_days'], window, 365));
  return [rows.length, rows[1]!.customer, rows[1]!.churned];
};

it('learns from all customers, or of very many from every so-many-th', () => {
  expect(count('few', past)).toEqual([250_000, 1, 1]);
  expect(count('many', past)).toEqual([166_667, 6, 1]);
});

it('scores all of them', () => {
  expect(count('many', today)).toEqual([1_000_000, 1, null]);
});
