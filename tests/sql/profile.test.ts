import { beforeAll, describe, expect, it } from 'vitest';
import { FEATURES, featuresOf } from '../../src/domain/features.ts';
import type { FeatureId } from '../../src/domain/features.ts';
import type { Shape } from '../../src/domain/table.ts';
import { featureSql, featureStatement, profilePlan } from '../../src/sql/profile.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { addRows, FULL, makeTables } from './company.ts';

const AS_OF = '2024-01-01';
const scope = { asOf: AS_OF, shape: FULL, scale: 2 };

/** Anna by hand. Her orders: gaps of 10, 20 and 60 days; the two last on one day and moment. */
const ANNA: Readonly<Record<FeatureId, string | number | boolean | null>> = {
  gender: 'f',
  age: 33,
  region: '华东',
  city: '上海',
  occupation: 'teacher',
  level: 'gold',
  signup_channel: 'APP',
  registered_days: 365,
  consent: true,
  first_order_at: '2022-12-31 23:30:00',
  last_order_at: '2023-12-30 10:00:00',
  r_days: 1,
  f_orders: 5,
  order_days: 4,
  tenure_days: 365,
  // 2022-12-31 23:30 to 2023-12-30 10:00 is 363.4375 days over four gaps.
  mean_gap_days: 363.4375 / 4,
  // Gaps 10, 20, 333.4375, 0.
  gap_cv: Math.sqrt((10 ** 2 + 20 ** 2 + 333.4375 ** 2) / 4 - (363.4375 / 4) ** 2) / (363.4375 / 4),
  orders_30d: 2,
  orders_90d: 2,
  orders_365d: 4,
  // Hours 23, 23, 23, 10, 10; weekdays Saturday, Tuesday, Monday, Saturday, Saturday.
  favourite_hour: 23,
  favourite_weekday: 6,
  night_share: 0.6,
  weekend_share: 0.6,
  channels: 2,
  events_30d: 3,
  event_days_30d: 2,
  last_event_days: 0,
  mean_duration: 25,
  // Three lines of tea, two of milk and two of bread, more money in bread.
  favourite_category: 'tea',
  favourite_category_share: 3 / 7,
  second_category: 'bread',
  categories: 3,
  favourite_product: 'T1',
  // Shop and web two each, one without; more money on the web.
  favourite_channel: 'web',
  favourite_store: 'S1',
  m_total: 260.5,
  mean_order_value: 52.1,
  max_order: 100,
  last_order_value: 80,
  m_90d: 140,
  m_365d: 240.5,
  m_prev_365d: 20,
  spend_trend: 240.5 / 20 - 1,
  revenue_percentile: 2 / 3,
  abc_tier: 'A',
  discount_share: 39.5 / 300,
  coupon_share: 0.2,
  items_per_order: 2,
  overdue_ratio: 1 / (363.4375 / 4),
  lapsed: false,
  silent_days: 0,
  complaints_180d: 1,
  returns: 1,
  mean_rating: 3,
  last_rating: 2,
  negative_share: 1 / 3,
  last_touch_days: 20,
  touches_90d: 2,
  open_share: 1 / 3,
};

let engine: TestEngine;

function build(name: string, input: Parameters<typeof profilePlan>[0]): void {
  const plan = profilePlan(input, name);
  for (const step of plan.steps) engine.run(step);
  for (const table of plan.temporary) engine.run(`DROP TABLE "${table}"`);
}

/** One customer's profile with moments as text. */
function profileOf(name: string, customer: number): Record<string, unknown> {
  const columns = engine.run<{ column_name: string; data_type: string }>(
    `SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '${name}' ORDER BY column_index`,
  );
  const cells = columns.map(({ column_name, data_type }) =>
    data_type === 'TIMESTAMP' ? `strftime(${column_name}, '%Y-%m-%d %H:%M:%S') AS ${column_name}` : column_name,
  );
  return engine.run(`SELECT ${cells.join(', ')} FROM ${name} WHERE customer = ${customer}`)[0]!;
}

beforeAll(async () => {
  engine = await openTestEngine();
  makeTables(engine, 5);
  addRows(engine, 'customer', [
    {
      customer: 0,
      gender: 'f',
      birth: '1990-01-02',
      age: 50,
      region: '华东',
      city: '上海',
      occupation: 'teacher',
      registered_at: '2023-01-01 00:00:00',
      signup_channel: 'APP',
      level: 'gold',
      consent: true,
    },
    { customer: 1, age: 41.7, registered_at: '2024-01-01 00:00:00' },
  ]);
  const order = (customer: number, ordered_at: string, amount: number, more = {}): void =>
    addRows(engine, 'orders', [{ customer, ordered_at, amount, ...more }]);
  order(0, '2022-12-31 23:30:00', 20, { channel: 'shop', store: 'S2', discount: 30 });
  order(0, '2023-01-10 23:30:00', 0.5, { channel: 'shop', store: 'S1', discount: 9.5 });
  order(0, '2023-01-30 23:30:00', 100, { channel: 'web', store: 'S1', coupon: 'C' });
  order(0, '2023-12-30 10:00:00', 60, { channel: 'web', coupon: '' });
  order(0, '2023-12-30 10:00:00', 80, {});
  // At and after the as-of moment: nobody may see these.
  order(0, '2024-01-01 00:00:00', 9999, { channel: 'leak', store: 'leak', discount: 1, coupon: 'X' });
  order(4, '2024-06-01 00:00:00', 9999);
  // Ben bought once, long ago; Cleo thrice a day, for more than all others together.
  order(1, '2023-01-01 12:00:00', 9.5);
  for (const day of ['2023-12-01', '2023-12-02', '2023-12-03']) order(2, `${day} 09:00:00`, 330);
  const line = (category: string | null, product: string | null, amount: number, more = {}): void =>
    addRows(engine, 'order_item', [
      { customer: 0, ordered_at: '2023-12-30 10:00:00', category, product, quantity: 1, amount, ...more },
    ]);
  line('tea', 'T1', 1);
  line('tea', 'T1', 1);
  line('tea', 'T2', 5, { quantity: 4 });
  line('milk', 'M1', 10);
  line('milk', 'M2', 10);
  line('bread', 'B1', 30);
  line('bread', '', 1);
  line(null, null, 0, { quantity: 0 });
  line('leak', 'leak', 1, { ordered_at: '2024-01-01 00:00:00', quantity: 100 });
  const event = (at: string, duration: number | null): void =>
    addRows(engine, 'event', [{ customer: 0, at, kind: 'view', duration }]);
  event('2023-11-30 12:00:00', 40);
  event('2023-12-20 08:00:00', 10);
  event('2023-12-20 09:00:00', null);
  event('2023-12-31 20:00:00', 25);
  event('2024-01-01 00:00:00', 1000);
  const feedback = (at: string, kind: string, rating: number | null): void =>
    addRows(engine, 'feedback', [{ customer: 0, at, kind, rating }]);
  feedback('2023-01-01 00:00:00', '投诉', null);
  feedback('2023-12-01 00:00:00', 'Complaint', 3);
  feedback('2023-12-02 00:00:00', 'review', 4);
  feedback('2023-12-02 00:00:00', 'review', 2);
  feedback('2023-12-03 00:00:00', '退货', null);
  feedback('2024-01-01 00:00:00', 'complaint', 1);
  const touch = (sent_at: string, opened_at: string | null): void =>
    addRows(engine, 'touch', [{ customer: 0, sent_at, opened_at }]);
  touch('2023-01-01 00:00:00', '2023-01-02 00:00:00');
  touch('2023-12-01 00:00:00', null);
  touch('2023-12-12 00:00:00', '2024-01-01 00:00:00');
  touch('2024-01-01 00:00:00', '2024-01-01 00:00:01');
  build('profile', scope);
});

describe('profile', () => {
  it('has one sorted row for every customer and one column for every feature', () => {
    expect(engine.run('SELECT customer FROM profile').map((row) => row.customer)).toEqual([0, 1, 2, 3, 4]);
    expect(Object.keys(profileOf('profile', 0))).toEqual(['customer', ...FEATURES.map((feature) => feature.id)]);
  });

  it.each(Object.entries(ANNA))('computes %s as by hand', (id, expected) => {
    const value = profileOf('profile', 0)[id];
    if (typeof expected === 'number') expect(value).toBeCloseTo(expected, 10);
    else expect(value).toBe(expected);
  });

  it('is the same when customers are taken in slices', () => {
    build('sliced', { ...scope, rows: { orders: 40_000_000, order_item: 8_000_000 } });
    expect(engine.run('SELECT * FROM sliced EXCEPT SELECT * FROM profile')).toEqual([]);
    expect(engine.run('SELECT count(*) AS n FROM sliced')[0]).toEqual({ n: 5 });
  });

  it('proves every feature alone, from the canonical tables, with the same values', () => {
    for (const { id } of FEATURES) {
      engine.run(`CREATE OR REPLACE TABLE proof AS ${featureSql(id, scope)}`);
      const wrong = engine.run(
        `SELECT customer FROM proof JOIN profile p USING (customer) WHERE proof.${id} IS DISTINCT FROM p.${id}`,
      );
      expect(wrong, id).toEqual([]);
    }
    expect(() => featureStatement('nonsense', scope)).toThrow('no such feature: nonsense');
  });

  it('tells nothing apart from never: counts are nought, days are empty', () => {
    const nobody = profileOf('profile', 3);
    expect(nobody).toMatchObject({
      f_orders: 0,
      m_total: 0,
      orders_30d: 0,
      events_30d: 0,
      touches_90d: 0,
      categories: 0,
    });
    for (const id of [
      'r_days',
      'mean_gap_days',
      'lapsed',
      'abc_tier',
      'revenue_percentile',
      'favourite_hour',
      'silent_days',
    ])
      expect(nobody[id], id).toBeNull();
    // Who first orders after the as-of day is not yet a buyer.
    expect(profileOf('profile', 4)).toEqual({ ...nobody, customer: 4 });
  });

  it('handles one order, and customers whose age alone is known', () => {
    const ben = profileOf('profile', 1);
    expect(ben).toMatchObject({
      age: 41,
      registered_days: null,
      f_orders: 1,
      order_days: 1,
      r_days: 364,
      lapsed: true,
    });
    expect(ben).toMatchObject({ mean_gap_days: null, gap_cv: null, overdue_ratio: null, spend_trend: null });
    expect(ben).toMatchObject({ abc_tier: 'C', revenue_percentile: 1 / 3 });
    expect(profileOf('profile', 2)).toMatchObject({ abc_tier: 'A', revenue_percentile: 1, gap_cv: 0 });
  });

  it('makes only what the sources provide, and no hours out of mere days', () => {
    const shape: Shape = { orders: new Set(['ordered_at', 'amount']) };
    const ids = featuresOf(shape).map((feature) => feature.id);
    expect(ids).toContain('m_total');
    expect(ids).not.toContain('channels');
    expect(ids).not.toContain('gender');
    expect(ids).not.toContain('age');
    // As of New Year's Eve 2022 the only order so far is Anna's: at night; of what comes at noon nothing is known.
    build('thin', { asOf: '2023-01-01', shape, scale: 2 });
    expect(profileOf('thin', 0)).toMatchObject({ f_orders: 1, favourite_hour: 23, night_share: 1 });
    expect(Object.keys(profileOf('thin', 0))).toEqual(['customer', ...ids]);
    engine.run('CREATE SCHEMA days');
    engine.run('CREATE TABLE days.orders AS SELECT * REPLACE (ordered_at::DATE::TIMESTAMP AS ordered_at) FROM orders');
    const steps = profilePlan({ asOf: AS_OF, shape, scale: 2 }, 'dated').steps;
    engine.run("SET search_path = 'days,main'");
    for (const step of steps) engine.run(step);
    engine.run("SET search_path = 'main'");
    const [dated] = engine.run('SELECT favourite_hour, night_share, order_days FROM days.dated WHERE customer = 0');
    expect(dated).toEqual({ favourite_hour: null, night_share: null, order_days: 4 });
  });
});
