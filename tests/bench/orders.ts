import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const folder = join('tests', 'bench', 'data');

/** A CSV of made-up orders, six columns, ten orders a customer: written once, the same on every machine. Returns its path. */
export async function ordersFile(millions: number, part = 0): Promise<string> {
  const file = join(folder, `orders-${millions}m${part ? `-${part}` : ''}.csv`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  console.log(`writing ${file}`);
  const rows = millions * 1_000_000;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (
    SELECT printf('SO%010d', i) AS order_id,
      printf('C%07d', (hash(i * 7 + 1) % ${rows / 10})::BIGINT) AS customer_id,
      strftime(TIMESTAMP '2022-01-01' + INTERVAL (hash(i * 3) % (3 * 365 * 86400)) SECOND, '%Y-%m-%d %H:%M:%S') AS ordered_at,
      printf('%.2f', 5 + (hash(i) % 50000) / 100.0) AS amount,
      ['web', 'app', 'store', 'mini'][1 + (hash(i * 11) % 4)::INTEGER] AS channel,
      ['tea', 'home', 'beauty', 'food', 'baby', 'pets'][1 + (hash(i * 13) % 6)::INTEGER] AS category
    FROM range(${part * rows}, ${(part + 1) * rows}) t(i)
  ) TO '${file}.part' (FORMAT csv, HEADER, DELIMITER ',')`);
  connection.closeSync();
  renameSync(`${file}.part`, file);
  return file;
}
