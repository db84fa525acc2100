import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scope } from '../../src/domain/scope.ts';
import type { TestEngine } from '../duckdb.ts';

/** Where evaluation data lie; they are read in place and never copied. */
const DATA = process.env.ZHIKE_DATA ?? '../shared/data';
const CDNOW = join(DATA, 'cdnow/CDNOW_sample.txt');
const RETAIL = join(DATA, 'online_retail/online_retail.csv');
export const hasCdnow = existsSync(CDNOW);
export const hasRetail = existsSync(RETAIL);

/** A scope over the tables of a test: profile `p`, RFM `rfm`. */
export function scopeAt(asOf: string): Scope {
  const shape = { orders: new Set(['order_id', 'ordered_at', 'amount']) };
  return { asOf, profile: 'p', rfm: 'rfm', shape, scale: 2 };
}

/** Orders of a made-up shop: `[customer, moment, amount]`; the profile `p` holds each customer's first one. */
export function writeOrders(engine: TestEngine, orders: readonly (readonly [number, string, number])[]): void {
  engine.run(
    'CREATE OR REPLACE TABLE orders (customer INTEGER, order_id VARCHAR, ordered_at TIMESTAMP, amount DECIMAL(18,2))',
  );
  const rows = orders.map(([customer, at, amount], i) => `(${customer}, 'o${i}', TIMESTAMP '${at}', ${amount})`);
  if (rows.length > 0) engine.run(`INSERT INTO orders VALUES ${rows.join(', ')}`);
  engine.run(
    'CREATE OR REPLACE TABLE p AS SELECT customer, min(ordered_at) AS first_order_at FROM orders GROUP BY customer',
  );
}

/** CDNOW's master sample as orders: one transaction line, one order; 2,357 customers. */
export function loadCdnow(engine: TestEngine): void {
  const lines = readFileSync(CDNOW, 'utf8').trim().split('\n');
  engine.file('cdnow.csv', lines.map((line) => line.trim().split(/\s+/).join(',')).join('\n'));
  engine.run(`CREATE OR REPLACE TABLE orders AS SELECT (dense_rank() OVER (ORDER BY column0) - 1)::INTEGER AS customer,
    row_number() OVER ()::VARCHAR AS order_id, strptime(column2, '%Y%m%d') AS ordered_at, column4::DECIMAL(18,2) AS amount
    FROM read_csv('in/cdnow.csv', header = false, all_varchar = true)`);
}

/** Online Retail by its published rules: lines with a customer, positive quantity and price; an order is an invoice. */
export function loadRetail(engine: TestEngine): void {
  engine.file('retail.csv', readFileSync(RETAIL));
  engine.run(`CREATE OR REPLACE TABLE orders AS SELECT (dense_rank() OVER (ORDER BY CustomerID) - 1)::INTEGER AS customer, * EXCLUDE (CustomerID)
    FROM (SELECT CustomerID, InvoiceNo AS order_id, min(InvoiceDate::TIMESTAMP) AS ordered_at, sum(Quantity::INTEGER * UnitPrice::DECIMAL(18,3)) AS amount
      FROM read_csv('in/retail.csv', header = true, all_varchar = true)
      WHERE CustomerID IS NOT NULL AND Quantity::INTEGER > 0 AND UnitPrice::DECIMAL(18,3) > 0
      GROUP BY CustomerID, InvoiceNo)`);
}
