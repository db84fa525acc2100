import { existsSync, readFileSync } from 'node:fs';
import { sharedFile } from './cdnow.ts';

const file = sharedFile('online_retail', 'online_retail.csv');

export const hasOnlineRetail = existsSync(file);

/** Purchase days of the customers of the UCI Online Retail lines (quantity and price > 0), as of 2011-12-10, in weeks. */
export function onlineRetailHistories() {
  const days = new Map<string, Set<number>>();
  for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
    const [, quantity, day, price, customer] =
      /,(-?\d+),(\d{4}-\d{2}-\d{2})[^,]*,(-?[\d.]+),([\d.]*),[^,]*$/.exec(line.trim()) ?? [];
    if (!customer || !(Number(quantity) > 0) || !(Number(price) > 0)) continue;
    days.set(customer, (days.get(customer) ?? new Set()).add(Date.parse(day!) / 86_400_000));
  }
  const end = Date.parse('2011-12-09') / 86_400_000;
  const customers = [...days.values()].map((set) => [...set].sort((a, b) => a - b));
  return {
    x: customers.map((d) => d.length - 1),
    tx: customers.map((d) => (d[d.length - 1]! - d[0]!) / 7),
    T: customers.map((d) => (end - d[0]!) / 7),
  };
}
