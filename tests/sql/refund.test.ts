import { beforeAll, describe, expect, it } from 'vitest';
import type { OrderRule } from '../../src/domain/mapping.ts';
import { shownRules, withRule } from '../../src/domain/order-rules.ts';
import { bound, sql } from '../../src/sql/statement.ts';
import { openTestEngine, type TestEngine } from '../duckdb.ts';
import { buildSmall, loadCsv, mappingOf } from '../load.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});

const roles = { no: 'orders.order_id', who: 'customer_id', at: 'orders.ordered_at', paid: 'orders.amount' } as const;
const back = { ...roles, back: 'orders.refund' } as const;
const lines = {
  no: roles.no,
  who: roles.who,
  at: roles.at,
  item: 'order_item.product',
  paid: 'order_item.amount',
} as const;
const rules = (on: boolean): readonly OrderRule[] => [
  { id: 'amount-not-positive', on: true },
  { id: 'net-refunds', on },
];
type Files = Parameters<typeof buildSmall>[1];

function built(files: Files) {
  const plan = buildSmall(engine, files);
  return {
    orders: engine
      .run(sql<{ o: string }>`SELECT order_id || ' ' || amount || ' ' || ordered_at::DATE AS o FROM orders ORDER BY 1`)
      .map(({ o }) => o),
    counts: engine
      .run(plan.ruleCounts)
      .map(({ source, rule, rows, orders, amount }) => `${source} ${rule} ${rows} ${orders} ${amount}`)
      .toSorted(),
    items: () => engine.run(sql<{ p: string }>`SELECT product AS p FROM order_item ORDER BY 1`).map(({ p }) => p),
  };
}

describe('a refund column', () => {
  const csv = 'no,who,at,paid,back\nA,1,2024-01-01,100,30.125\nB,1,2024-01-02,20,20\nC,2,2024-01-03,5,\n';
  it('is not read while the switch is off', () => {
    const { orders, counts } = built({ s: { csv, roles: back, rules: rules(false) } });
    expect(orders).toEqual(['A 100.00 2024-01-01', 'B 20.00 2024-01-02', 'C 5.00 2024-01-03']);
    expect(counts).toEqual(['s kept 3 3 125', 's refund-offered 2 2 -50.125']);
  });

  it('reduces its order to the last digit when on; of an order refunded whole nothing is left', () => {
    const { orders, counts } = built({ s: { csv, roles: back, rules: rules(true) } });
    expect(orders).toEqual(['A 69.875 2024-01-01', 'C 5.000 2024-01-03']);
    expect(counts).toEqual(['s amount-not-positive 1 1 20', 's kept 2 2 105', 's net-refunds 1 1 -30.125']);
  });

  it('on lines is the order’s where it stands on each alike, and the lines’ where it differs', () => {
    const csv =
      'no,who,at,item,paid,back\nA,1,2024-01-01,x,60,10\nA,1,2024-01-01,y,40,10\nB,1,2024-01-02,z,9,1\nB,1,2024-01-02,w,9,\n';
    const { orders, counts } = built({
      s: { csv, roles: { ...lines, back: 'orders.refund' }, grain: 'line', rules: rules(true) },
    });
    expect(orders).toEqual(['A 90.00 2024-01-01', 'B 17.00 2024-01-02']);
    expect(counts).toEqual(['s kept 4 2 118', 's net-refunds 3 2 -11']);
    const off = built({ s: { csv, roles: { ...lines, back: 'orders.refund' }, grain: 'line', rules: rules(false) } });
    expect(off.orders).toEqual(['A 100.00 2024-01-01', 'B 18.00 2024-01-02']);
    expect(off.counts).toEqual(['s kept 4 2 118', 's refund-offered 3 2 -11']);
  });

  it('is offered for orders that count, and never for more than they are worth', () => {
    const csv =
      'no,who,at,paid,back\nA,1,2024-01-01,100,-30\nB,1,2024-01-02,20,25\nC,,2024-01-03,5,5\nD,2,2024-01-04,0,7\nE,2,2024-01-05,9,0\n';
    const { counts } = built({ s: { csv, roles: back, rules: rules(false) } });
    expect(counts).toContain('s refund-offered 2 2 -50');
    const none = built({ s: { csv: 'no,who,at,paid,back\nA,1,2024-01-01,100,0\n', roles: back, rules: rules(false) } });
    expect(none.counts).toEqual(['s kept 1 1 100']);
  });

  it.each(['order', 'line'] as const)('costs nothing while the switch is off (%s)', (grain) => {
    const csv = 'no,who,at,item,paid,back\nA,1,2024-01-01,x,100,30.125\nB,1,2024-01-02,y,20,20\n';
    const own = grain === 'order' ? { ...roles, item: lines.item } : lines;
    const texts = (roles: Parameters<typeof buildSmall>[1][string]['roles'], rules: readonly OrderRule[]) => {
      const { stages, views } = buildSmall(engine, { s: { csv, roles, grain, rules } });
      return [...stages.flatMap((stage) => stage.steps), ...views].map((step) => bound(step));
    };
    const plain: readonly OrderRule[] = [{ id: 'amount-not-positive', on: true }];
    const without = texts(own, plain);
    expect(without.some((text) => text.includes('refund'))).toBe(false);
    expect(texts({ ...own, back: 'orders.refund' }, plain)).toEqual(without);
    expect(texts({ ...own, back: 'orders.refund' }, rules(false))).toEqual(without);
    expect(texts({ ...own, back: 'orders.refund' }, rules(true))).not.toEqual(without);
  });
});

describe('refunds in rows of their own', () => {
  const csv =
    'no,who,at,paid\nA,1,2024-01-01,100\nA,1,2024-03-01,-30.25\nB,1,2024-01-02,20\nB,1,2024-03-02,-20\nX,2,2024-03-03,-7\nC,2,2024-01-03,5\n';
  it('are left out while the switch is off', () => {
    const { orders, counts } = built({ s: { csv, roles, rules: rules(false) } });
    expect(orders).toEqual(['A 100.00 2024-01-01', 'B 20.00 2024-01-02', 'C 5.00 2024-01-03']);
    expect(counts).toEqual(['s amount-not-positive 3 3 -57.25', 's kept 3 3 125', 's refund-rows 3 3 -57.25']);
  });

  it.each(['order', 'line'] as const)('reduce their order and are none themselves when on (%s)', (grain) => {
    const all = grain === 'order' ? roles : { ...lines, item: lines.item };
    const rows = grain === 'order' ? csv : csv.replace('paid', 'paid,item').replaceAll(/(\d)\n/g, '$1,x\n');
    const { orders, counts, items } = built({ s: { csv: rows, roles: all, grain, rules: rules(true) } });
    expect(orders).toEqual(['A 69.75 2024-01-01', 'C 5.00 2024-01-03']);
    expect(counts).toEqual([
      's amount-not-positive 2 1 0',
      's kept 2 2 105',
      's net-refunds 1 1 -30.25',
      's refund-unmatched 1 1 -7',
    ]);
    if (grain === 'line') expect(items()).toEqual(['x', 'x']);
  });

  it('of another source find their order, in either load order, once', () => {
    const bills = { csv: 'no,who,at,paid\nA,1,2024-01-01,100\nB,1,2024-01-02,20\n', roles, rules: rules(true) };
    const given = { csv: 'no,who,at,paid\nA,1,2024-02-01,-30.1\nZ,1,2024-02-01,-3\n', roles, rules: rules(true) };
    const again = { csv: 'no,who,at,paid\nA,1,2024-02-01,-30.1\n', roles, rules: rules(true) };
    for (const files of [
      { bills, given, again },
      { given, again, bills },
    ] as readonly Files[]) {
      const { orders, counts } = built(files);
      expect(orders).toEqual(['A 69.90 2024-01-01', 'B 20.00 2024-01-02']);
      expect(counts).toEqual([
        'again refund-repeated 1 1 -30.1',
        'bills kept 2 2 120',
        'given net-refunds 1 1 -30.1',
        'given refund-unmatched 1 1 -3',
      ]);
    }
  });

  it('count although their status says refunded, but not when it says cancelled', () => {
    const status: OrderRule = {
      id: 'status',
      on: true,
      meanings: { ok: 'valid', back: 'refunded', gone: 'cancelled' },
    };
    const { orders } = built({
      s: {
        csv: 'no,who,at,paid,st\nA,1,2024-01-01,100,ok\nA,1,2024-01-02,-10,back\nA,1,2024-01-02,-5,gone\n',
        roles: { ...roles, st: 'orders.status' },
        rules: [status, ...rules(true)],
      },
    });
    expect(orders).toEqual(['A 90.00 2024-01-01']);
  });
});

describe('the switch', () => {
  const shown = (all: Parameters<typeof mappingOf>[1], own: readonly OrderRule[]) => {
    const source = loadCsv(engine, 's', 'no,who,at,paid,back\nA,1,2024-01-01,100,30\n');
    return shownRules(mappingOf(source, all, 'order', own));
  };
  const plain: readonly OrderRule[] = [{ id: 'amount-not-positive', on: true }];

  it('is offered, off, where a column says what was given back, and nowhere else', () => {
    expect(shown(back, plain)).toEqual(rules(false));
    expect(shown(roles, plain)).toEqual(plain);
    expect(shown(roles, rules(false))).toEqual(plain);
    expect(shown({ back: 'orders.refund' }, [])).toEqual([]);
  });

  it('is offered where rows below zero say it, if they name their order', () => {
    expect(
      shownRules(
        mappingOf(loadCsv(engine, 's', 'no,paid\nA,1\n'), { no: roles.no, paid: roles.paid }, 'order', plain),
        true,
      ),
    ).toEqual(rules(false));
    const csv = 'who,at,paid\n1,2024-01-01,100\n1,2024-03-01,-30.25\n';
    const { counts } = built({
      s: { csv, roles: { who: roles.who, at: roles.at, paid: roles.paid }, rules: rules(false) },
    });
    expect(counts.some((count) => count.includes('refund-rows'))).toBe(false);
  });

  it('stays in sight while it is on, so that it can be switched off', () => {
    expect(shown(roles, rules(true))).toEqual(rules(true));
    expect(withRule(plain, { id: 'net-refunds', on: true })).toEqual(rules(true));
    expect(withRule(rules(true), { id: 'net-refunds', on: false })).toEqual(rules(false));
  });
});
