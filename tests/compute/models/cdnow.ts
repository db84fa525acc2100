import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// The CDNOW sample in the shared data folder, read in place: a music shop, 2,357 customers who first bought in January to March 1997.

const folder = process.env.ZHIKE_DATA ?? '../shared/data';

/** Where a shared file lies; it may be absent. */
export function sharedFile(...path: string[]): string {
  return join(folder, ...path);
}

export const hasCdnow = existsSync(sharedFile('cdnow', 'CDNOW_sample.txt'));

/** The published summary at 1997-09-30, in weeks rounded to two digits, with the mean repeat order value. */
export interface CdnowSummary {
  x: Float64Array;
  tx: Float64Array;
  T: Float64Array;
  meanValue: Float64Array;
}

export function cdnowSummary(): CdnowSummary {
  const rows = readFileSync(sharedFile('cdnow', 'cdnow_customers_summary_with_transactions.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));
  const column = (i: number) => Float64Array.from(rows, (row) => row[i]!);
  return { x: column(1), tx: column(2), T: column(3), meanValue: column(4) };
}

export interface CdnowOrder {
  customer: string;
  /** Days since 1970-01-01. */
  day: number;
  value: number;
}

/** All orders of the 18 months, in file order. */
export function cdnowOrders(): CdnowOrder[] {
  return readFileSync(sharedFile('cdnow', 'CDNOW_sample.txt'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([, customer, date, , value]) => ({ customer: customer!, day: dayOf(date!), value: Number(value) }));
}

/** Days since 1970-01-01 of a date written yyyymmdd. */
export function dayOf(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8))) / 86_400_000;
}

/** Distinct purchase days of each customer, upwards. */
export function cdnowPurchaseDays(): Map<string, number[]> {
  const days = new Map<string, Set<number>>();
  for (const { customer, day } of cdnowOrders()) days.set(customer, (days.get(customer) ?? new Set()).add(day));
  return new Map([...days].map(([customer, set]) => [customer, [...set].sort((a, b) => a - b)]));
}
