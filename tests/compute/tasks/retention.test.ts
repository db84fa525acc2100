import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildDemo } from '../../../src/demo/demo.ts';
import { guessMapping } from '../../../src/domain/mapping-guess.ts';
import { firstTraits, ownLevels } from '../../../src/domain/retention-model.ts';
import { canonicalPlan } from '../../../src/sql/canonical.ts';
import { firstHazards, firstLevels, firstReturns } from '../../../src/sql/first-order.ts';
import { permit } from '../../../src/sql/guard.ts';
import { gapCounts } from '../../../src/sql/lapse.ts';
import type { RetentionReport } from '../../../workers/compute/api/retention.ts';
import { runRetention } from '../../../workers/compute/tasks/retention.ts';
import { hazardsOf } from '../../../workers/compute/tasks/hazards.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { openTestEngine, type TestEngine } from '../../duckdb.ts';
import { build, hash, loadCsv } from '../../load.ts';
import { hasCdnow, sharedFile } from '../models/cdnow.ts';
import { makeTables } from '../../sql/company.ts';
import { doorOf } from './door.ts';

const none = () => undefined;

describe.skipIf(!hasCdnow)('CDNOW through the page’s statements and task', () => {
  let engine: TestEngine;
  let report: RetentionReport;

  beforeAll(async () => {
    engine = await openTestEngine();
    makeTables(engine, 2357);
    const lines = readFileSync(sharedFile('cdnow', 'CDNOW_sample.txt'), 'utf8').trim().split(/\r?\n/);
    engine.file('cdnow.csv', lines.map((line) => line.trim().split(/\s+/).join(',')).join('\n'));
    engine.run(`INSERT INTO orders (customer, _row, order_id, ordered_at, amount)
      SELECT column1::INTEGER, row_number() OVER (), row_number() OVER (), strptime(column2::VARCHAR, '%Y%m%d'), column4::DECIMAL(18, 2)
      FROM read_csv('in/cdnow.csv', header = false, all_varchar = true)`);
    const scope = { asOf: '1998-07-01' };
    report = await runRetention(
      doorOf(engine),
      {
        returns: permit(firstReturns(null, [], scope), 'model'),
        groups: 1,
        gaps: permit(gapCounts(scope), 'model'),
        threshold: 0.1,
        hazards: {
          statement: permit(firstHazards({ amount: true, traits: [], every: 1 }, scope), 'model'),
          amount: true,
          levels: [],
        },
      },
      none,
    );
  });

  it('matches S(7) .938481, S(30) .826050, S(90) .708528, S(180) .623674, S(365) .544336 of 2,357 with 1,139 events', () => {
    const [all] = report.curves;
    expect([all!.customers, all!.returned]).toEqual([2357, 1139]);
    const shares = Object.fromEntries(all!.shares.map(({ days, share }) => [days, 1 - share!]));
    expect(shares[7]).toBeCloseTo(0.938481, 6);
    expect(shares[30]).toBeCloseTo(0.82605, 6);
    expect(shares[90]).toBeCloseTo(0.708528, 6);
    expect(shares[180]).toBeCloseTo(0.623674, 6);
    expect(shares[365]).toBeCloseTo(0.544336, 6);
    expect(all!.median.estimate).toBeNull();
    expect(all!.points[0]!.atRisk).toBe(2357);
  });

  it('gives a lapse point beyond the 90 % quantile of finished gaps (196 days), and a first order’s size that speeds up', () => {
    const { lapse, hazards } = report;
    if (!lapse.ok || !hazards.ok) throw new Error('refused');
    console.log(
      `CDNOW: lapse point ${lapse.days} days, settled ${lapse.settled}, still ${lapse.stillReturning.toFixed(4)}`,
    );
    expect(lapse.days).toBeGreaterThan(196);
    const [amount] = hazards.rows;
    console.log(
      `CDNOW: ${amount!.ratio.toFixed(3)} per doubling (${amount!.low.toFixed(3)} – ${amount!.high.toFixed(3)})`,
    );
    expect(amount!.low).toBeGreaterThan(1);
  });
});

describe('hazard ratios', () => {
  const rows = (n: number, seed: number) => {
    const random = seededRandom(seed);
    const columns = {
      days: [] as number[],
      event: [] as number[],
      n: [] as number[],
      x0: [] as number[],
      x1: [] as number[],
    };
    for (let i = 0; i < n; i++) {
      const level = random.integer(3);
      const wait = Math.ceil(random.exponential((level === 1 ? 2 : 1) / 60));
      const watched = 1 + random.integer(200);
      columns.days.push(Math.min(wait, watched));
      columns.event.push(wait <= watched ? 1 : 0);
      columns.n.push(1);
      columns.x0.push(level);
      columns.x1.push(level);
    }
    return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)]));
  };

  it('recover a planted factor of 2, and say that a column which repeats another was left out', () => {
    const report = hazardsOf(rows(4000, 5), { amount: false, levels: [2, 2] });
    if (!report.ok) throw new Error(report.reason);
    const faster = report.rows.find(({ trait, level }) => trait === 0 && level === 1)!;
    expect(Math.abs(Math.log(faster.ratio / 2))).toBeLessThan(0.15);
    expect(faster.low).toBeGreaterThan(1.5);
    const same = report.rows.find(({ trait, level }) => trait === 0 && level === 2)!;
    expect(same.low).toBeLessThan(1);
    expect(same.high).toBeGreaterThan(1);
    expect(report.leftOut.filter(({ reason }) => reason === 'collinear')).toHaveLength(2);
    expect(report.steadyP).toBeGreaterThan(0.01);
  });

  it('leave out a level of which nobody ever comes back, instead of running to infinity', () => {
    const given = rows(2000, 6);
    given['event'] = given['event']!.map((value, i) => (given['x0']![i] === 2 ? 0 : value));
    const report = hazardsOf(given, { amount: false, levels: [2] });
    if (!report.ok) throw new Error(report.reason);
    expect(report.leftOut).toEqual([{ trait: 0, level: 2, reason: 'separation' }]);
    expect(report.rows.map(({ level }) => level)).toEqual([1]);
  });

  it('refuse a handful of customers, and a trait that all share, in words', () => {
    expect(hazardsOf(rows(30, 7), { amount: false, levels: [2] })).toMatchObject({ ok: false });
    const same = rows(500, 8);
    same['x0'] = same['x0']!.fill(1);
    expect(hazardsOf(same, { amount: false, levels: [1] })).toEqual({ ok: false, reason: 'no-traits', detail: {} });
  });
});

describe('the demo company', () => {
  it('compares groups by what was known at the first order, and finds the lapse point', async () => {
    const engine = await openTestEngine();
    const demo = buildDemo({ seed: 20250701, customers: 4_000 });
    const sources = demo.files
      .filter(({ name }) => ['会员.csv', '商城订单.csv', '门店小票.csv'].includes(name))
      .map(({ name, bytes }) => loadCsv(engine, name, Buffer.concat(bytes as Uint8Array[])));
    const plan = canonicalPlan({ sources, mappings: sources.map((source) => guessMapping(source, [])), hash });
    build(engine, plan);
    const scope = { asOf: demo.truth.asOf };
    const traits = firstTraits(plan.shape)
      .filter(({ dated }) => dated)
      .map(({ id }) => ({ by: id, levels: ownLevels(engine.run(firstLevels(id, scope)), { by: id }) }));
    console.log(traits.map(({ by, levels }) => `${by}: ${levels.join(', ')}`).join('\n'));
    const channel = traits.find(({ by }) => by === 'channel')!;
    const report = await runRetention(
      doorOf(engine),
      {
        returns: permit(firstReturns('channel', channel.levels, scope), 'model'),
        groups: channel.levels.length + 1,
        gaps: permit(gapCounts(scope), 'model'),
        threshold: 0.1,
        hazards: {
          statement: permit(firstHazards({ amount: true, traits, every: 1 }, scope), 'model'),
          amount: true,
          levels: traits.map(({ levels }) => levels.length),
        },
      },
      none,
    );
    const total = report.curves.reduce((sum, { customers }) => sum + customers, 0);
    const [count] = engine.run<{ n: number }>('SELECT count(DISTINCT customer)::INTEGER AS n FROM orders');
    expect(total).toBe(count!.n);
    const { lapse, hazards } = report;
    if (!lapse.ok) throw new Error(lapse.reason);
    console.log(
      `lapse ${lapse.days} days, horizon ${lapse.horizon}, settled ${lapse.settled}; test ${JSON.stringify(report.test)}`,
    );
    console.log(JSON.stringify(hazards, (_, v: unknown) => (typeof v === 'number' ? Math.round(v * 1000) / 1000 : v)));
    expect(report.test).toMatchObject({ ok: true, df: report.curves.length - 1 });
    expect(lapse.days).toBeGreaterThan(30);
    expect(lapse.days).toBeLessThan(lapse.horizon);
    expect(hazards.ok).toBe(true);
  }, 120_000);
});
