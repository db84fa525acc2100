import { existsSync, readFileSync } from 'node:fs';
import { tableFromIPC } from '@uwdata/flechette';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_VALUE_MODEL, holdOutWeeks, VALUE_TIERS } from '../../../src/domain/value-model.ts';
import { daysBetween, shiftDays } from '../../../src/domain/window.ts';
import { permit } from '../../../src/sql/guard.ts';
import { heldOutHistory, purchaseHistory, repeatsByWeek } from '../../../src/sql/purchase-history.ts';
import type { Statement } from '../../../src/domain/statement.ts';
import type { ComputeStep } from '../../../workers/compute/api/step.ts';
import type { ValueTask } from '../../../workers/compute/api/value.ts';
import { runValue, valueColumns } from '../../../workers/compute/tasks/value.ts';
import { writeColumns } from '../../../workers/compute/tasks/columns.ts';
import { tiersOf } from '../../../workers/compute/tasks/tiers.ts';
import { openTestEngine, type TestEngine } from '../../duckdb.ts';
import { sharedFile } from '../models/cdnow.ts';

/** The engine as the compute worker sees it: rows go over as the Arrow bytes that it would send. */
function door(engine: TestEngine) {
  const inserted = new Map<string, Uint8Array>();
  return {
    inserted,
    query: async (_: string, statement: Statement<unknown>) => {
      const rows = engine.run<Record<string, number | null>>(statement as Statement<Record<string, number | null>>);
      const names = Object.keys(
        rows[0] ?? { customer: 0, x: 0, t_x: 0, t: 0, mean: 0, first: 0, actual: 0, week: 0, repeats: 0 },
      );
      const columns = Object.fromEntries(
        names.filter((name) => name !== 'customer').map((name) => [name, rows.map((row) => row[name] ?? NaN)]),
      );
      return writeColumns(
        rows.map((row) => row.customer ?? 0),
        columns,
      );
    },
    insert: async (_: string, name: string, _rows: number, ipc: Uint8Array) => void inserted.set(name, ipc),
  };
}

function task(asOf: string, start: string, model: ValueTask['model'], horizonWeeks = 52): ValueTask {
  const weeks = holdOutWeeks(daysBetween(start, asOf), horizonWeeks);
  const split = shiftDays(asOf, -7 * weeks);
  return {
    ...DEFAULT_VALUE_MODEL,
    into: 'prediction_columns',
    histories: permit(purchaseHistory(asOf), 'model'),
    holdOut:
      weeks === 0
        ? null
        : {
            start,
            split,
            end: asOf,
            histories: permit(heldOutHistory(split, asOf), 'model'),
            repeats: permit(repeatsByWeek(start, split, asOf), 'model'),
          },
    model,
    horizonWeeks,
    tiers: VALUE_TIERS,
  };
}

const rounded = (values: readonly { value: number }[], digits: number) =>
  values.map(({ value }) => Number(value.toFixed(digits)));

describe('tiers', () => {
  it('reach down to their share of the customers; equal values share the better one', () => {
    const values = Float64Array.of(9, 1, 5, 5, 3, NaN, 2, 4, 8, 6, 7);
    expect([...tiersOf(values, [0.1, 0.5, 1])]).toEqual([1, 3, 2, 2, 3, NaN, 3, 3, 2, 2, 2]);
    expect([...tiersOf(Float64Array.of(2, 2, 2), [0.1, 1])]).toEqual([1, 1, 1]);
    expect(() => tiersOf(values, [0.5, 0.5, 1])).toThrow('0.5, 0.5');
  });
});

describe('a small shop', () => {
  let engine: TestEngine;

  beforeAll(async () => {
    engine = await openTestEngine();
    engine.run(`CREATE TABLE orders AS SELECT * FROM (VALUES
      (0, TIMESTAMP '2024-01-01 23:59:00', 10.00::DECIMAL(18,2)), (0, TIMESTAMP '2024-01-08 00:01:00', 20.00),
      (0, TIMESTAMP '2024-01-08 12:00:00', 5.00), (0, TIMESTAMP '2024-01-22 09:00:00', 15.00),
      (1, TIMESTAMP '2024-01-10 10:00:00', 7.00), (2, TIMESTAMP '2024-01-30 10:00:00', 99.00)) t(customer, ordered_at, amount)`);
  });

  it('is read in calendar days: T to the last day before the as-of day, orders of one day are one', () => {
    expect(engine.run(purchaseHistory('2024-01-30'))).toEqual([
      { customer: 0, x: 2, t_x: 3, t: 4, mean: 20, first: 10 },
      { customer: 1, x: 0, t_x: 0, t: 19 / 7, mean: null, first: 7 },
    ]);
  });

  it('does not take a later day for the first one where the amount of that is not known', () => {
    engine.run(`CREATE SCHEMA unknown; CREATE TABLE unknown.orders AS SELECT * FROM (VALUES
      (0, TIMESTAMP '2024-01-01 10:00:00', NULL::DECIMAL(18,2)), (0, TIMESTAMP '2024-01-08 10:00:00', 50.00),
      (1, TIMESTAMP '2024-01-01 10:00:00', 30.00), (1, TIMESTAMP '2024-01-08 10:00:00', NULL), (1, TIMESTAMP '2024-01-15 10:00:00', 20.00),
      (2, TIMESTAMP '2024-01-01 10:00:00', NULL), (2, TIMESTAMP '2024-01-02 10:00:00', NULL)) t(customer, ordered_at, amount)`);
    engine.run("SET search_path = 'unknown,main'");
    const rows = engine.run(purchaseHistory('2024-01-30'));
    engine.run("SET search_path = 'main'");
    expect(rows.map(({ x, mean, first }) => ({ x, mean, first }))).toEqual([
      { x: 1, mean: 50, first: null },
      { x: 2, mean: 20, first: 30 },
      { x: 1, mean: null, first: null },
    ]);
  });

  it('knows nothing of what is held out', () => {
    expect(engine.run(heldOutHistory('2024-01-09', '2024-01-31'))).toEqual([
      { customer: 0, x: 1, t_x: 1, t: 1, actual: 1 },
    ]);
    expect(engine.run(repeatsByWeek('2024-01-01', '2024-01-09', '2024-01-31'))).toEqual([
      { week: 2, repeats: 1 },
      { week: 4, repeats: 1 },
    ]);
  });

  it('has too few customers for a model, and says so; nobody gets a figure that nothing supports', async () => {
    const { inserted, ...ask } = door(engine);
    const report = await runValue(ask, task('2024-01-31', '2024-01-01', 'mbg-nbd'), () => undefined);
    expect(report.orders).toEqual({ ok: false, reason: 'too-few-customers', detail: { customers: 3, needed: 100 } });
    expect(report.check).toBeNull();
    expect(report.rungs).toEqual({ 'not-enough-data': 2, 'own-gap': 1, 'segment-rate': 0, model: 0 });
    const table = tableFromIPC(inserted.get('prediction_columns')!);
    expect([...(table.getChild('clv')!.toArray() as Float64Array)].slice(1)).toEqual([NaN, NaN]);
  });
});

describe('bad histories', () => {
  const settings = { ...DEFAULT_VALUE_MODEL, tiers: VALUE_TIERS };
  const histories = (n: number, of: (i: number) => { x: number; tx: number; mean: number; first: number }) => {
    const all = Array.from({ length: n }, (_, i) => of(i));
    return {
      x: Float64Array.from(all, ({ x }) => x),
      t_x: Float64Array.from(all, ({ tx }) => tx),
      t: new Float64Array(n).fill(50),
      mean: Float64Array.from(all, ({ mean }) => mean),
      first: Float64Array.from(all, ({ first }) => first),
    };
  };
  it('ten customers, and customers who all bought once: refused in words, with simple figures', () => {
    const ten = valueColumns(
      histories(10, (i) => ({ x: i % 3, tx: i % 3 ? 20 : 0, mean: 9, first: 9 })),
      settings,
    );
    expect(ten.report.orders).toMatchObject({ ok: false, reason: 'too-few-customers' });
    const once = valueColumns(
      histories(500, () => ({ x: 0, tx: 0, mean: NaN, first: 20 })),
      settings,
    );
    expect(once.report.orders).toMatchObject({ ok: false, reason: 'too-few-repeaters' });
    expect(once.report.repeaters).toBe(0);
  });

  it('negative and missing amounts give no nonsense: no value that is not a number or unknown, none infinite', () => {
    const odd = histories(800, (i) => ({
      x: i % 5,
      tx: i % 5 ? 5 + ((i * 7) % 44) : 0,
      mean: i % 5 === 0 ? NaN : i % 7 === 0 ? -30 : 20 + (i % 40),
      first: i % 11 === 0 ? NaN : i % 13 === 0 ? -5 : 25,
    }));
    const { columns } = valueColumns(odd, settings);
    expect(columns.clv.some(Number.isFinite)).toBe(true);
    for (const values of Object.values(columns) as Float64Array[])
      for (const value of values) expect(value).not.toBe(Infinity);
    for (const p of columns.p_alive) expect(Number.isNaN(p) || (p >= 0 && p <= 1)).toBe(true);
  });
});

const cdnow = sharedFile('cdnow', 'CDNOW_sample.txt');

describe.skipIf(!existsSync(cdnow))('CDNOW from raw orders, through SQL', () => {
  let engine: TestEngine;

  beforeAll(async () => {
    engine = await openTestEngine();
    const lines = readFileSync(cdnow, 'utf8').trim().split(/\r?\n/);
    engine.file('cdnow.csv', lines.map((line) => line.trim().split(/\s+/).join(',')).join('\n'));
    engine.run(`CREATE TABLE orders AS SELECT column1::INTEGER AS customer, strptime(column2::VARCHAR, '%Y%m%d') AS ordered_at,
      column4::DECIMAL(18, 2) AS amount FROM read_csv('in/cdnow.csv', header = false, all_varchar = true)`);
  });

  it('reproduces the published fits as of 1997-10-01', async () => {
    const steps: ComputeStep['step'][] = [];
    const { inserted, ...ask } = door(engine);
    const bg = await runValue(ask, task('1997-10-01', '1997-01-01', 'bg-nbd'), ({ step }) => steps.push(step));
    const mbg = await runValue(ask, task('1997-10-01', '1997-01-01', 'mbg-nbd'), () => undefined);
    if (!bg.orders.ok || !mbg.orders.ok || !bg.spend.ok) throw new Error('refused');
    expect(rounded(bg.orders.parameters, 3)).toEqual([0.243, 4.414, 0.793, 2.426]);
    expect(bg.orders.logLikelihood).toBeCloseTo(-9582.4256, 2);
    expect(rounded(mbg.orders.parameters, 3)).toEqual([0.525, 6.183, 0.891, 1.614]);
    expect(mbg.orders.logLikelihood).toBeCloseTo(-9582.1327, 2);
    expect(rounded(bg.spend.parameters, 1)).toEqual([6.2, 3.7, 15.4]);
    expect([bg.customers, bg.repeaters, bg.spend.customers]).toEqual([2357, 946, 946]);
    expect(mbg.rungs.model).toBe(2357);
    expect(steps).toEqual(['asking', 'fitting', 'checking', 'scoring']);

    const table = tableFromIPC(inserted.get('prediction_columns')!);
    const column = (name: string) => [...(table.getChild(name)!.toArray() as Float64Array)];
    const [clv, low, high] = [column('clv'), column('clv_low'), column('clv_high')];
    expect(clv.every((value, i) => low[i]! < value && value < high[i]!)).toBe(true);
    expect(column('tier').filter((tier) => tier === 1)).toHaveLength(24);
  });

  it('foresees 1,653.9 of the 1,882 purchases of the 39 weeks held out, as published', async () => {
    const report = await runValue(door(engine), task('1998-07-01', '1997-01-01', 'bg-nbd'), () => undefined);
    const check = report.check!;
    expect([check.split, check.weeks, check.splitWeek, check.customers]).toEqual(['1997-10-01', 39, 39, 2357]);
    expect(check.actual).toBe(1882);
    expect(check.expected).toBeCloseTo(1653.9, 0);
    expect(check.byWeek).toHaveLength(78);
    expect(check.byWeek[77]!.actual).toBe(2457 + 1882);
    expect(check.byFrequency.map((row) => row.customers).reduce((a, b) => a + b)).toBe(2357);
    expect(check.rootMeanSquareError).toBeLessThan(check.naiveRootMeanSquareError);
  });
});

const retail = sharedFile('online_retail', 'online_retail.csv');

describe.skipIf(!existsSync(retail))('UCI Online Retail, through SQL', () => {
  it('does not tell drop-out from slow buying: the model refuses, and everybody gets the buying rate', async () => {
    const engine = await openTestEngine();
    engine.file('retail.csv', readFileSync(retail));
    engine.run(`CREATE TABLE orders AS SELECT CustomerID::DOUBLE::INTEGER AS customer, InvoiceDate::TIMESTAMP AS ordered_at,
      (Quantity::INTEGER * UnitPrice::DOUBLE)::DECIMAL(18, 3) AS amount
      FROM read_csv('in/retail.csv', all_varchar = true) WHERE CustomerID IS NOT NULL AND Quantity::INTEGER > 0 AND UnitPrice::DOUBLE > 0`);
    const report = await runValue(door(engine), task('2011-12-10', '2010-12-01', 'mbg-nbd'), () => undefined);
    expect(report.customers).toBe(4338);
    expect(report.orders).toMatchObject({ ok: false, reason: 'dropout-not-identified' });
    expect(report.rungs['segment-rate']).toBe(4338);
    expect(report.check!.from).toBe('segment-rate');
    expect(report.check!.byWeek).toHaveLength(53);
  });
});
