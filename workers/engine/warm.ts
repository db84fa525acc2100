import { ident, sql } from '../../src/sql/statement.ts';
import type { Database } from './database.ts';
import { inSession, Job, runStatement } from './execute.ts';
import { writeFile } from './file.ts';

const ROWS = 20_000;

/**
 * Reads, types, groups and writes a small made-up table while nobody waits: the browser compiles what runs often, and would otherwise do it
 * during the reader's first load.
 */
export async function warmUp(database: Database): Promise<void> {
  const job = new Job();
  const name = 'in/warm';
  const lines = Array.from(
    { length: ROWS },
    (_, i) =>
      `W${1e9 + i},C${i % 997},2024-01-${10 + (i % 20)} 10:${10 + (i % 50)}:00,${i % 500}.25,${i % 3 ? 'app' : 'web'}`,
  );
  await database.alive(database.bindings.registerFileBuffer(name, new TextEncoder().encode(lines.join('\n'))));
  try {
    await writeFile(
      database,
      'warm',
      (target) => inSession(database, job, () => fill(database, target, name, job)),
      job,
    );
  } finally {
    await database.bindings.dropFile(name).catch(() => undefined);
  }
}

async function fill(database: Database, target: string, name: string, job: Job): Promise<void> {
  const data = sql<never>`${ident(target)}.data`;
  await runStatement(
    database,
    sql`CREATE TABLE ${data} AS SELECT a, b, t, m, e, CASE WHEN (c IS NOT NULL AND t IS NULL) OR (d IS NOT NULL AND m IS NULL) THEN [c, d] END AS r
      FROM (SELECT *, TRY_CAST(c AS TIMESTAMP) AS t, TRY_CAST(d AS DECIMAL(18,4)) AS m
        FROM read_csv(${name}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', parallel = false,
          columns = {a: 'VARCHAR', b: 'VARCHAR', c: 'VARCHAR', d: 'VARCHAR', e: 'VARCHAR'}, null_padding = true, strict_mode = true,
          ignore_errors = true, store_rejects = true, rejects_table = 'warm_rejects', rejects_scan = 'warm_scan'))`,
    job,
  );
  await runStatement(
    database,
    sql`SELECT b, count(*)::DOUBLE, sum(m)::DOUBLE, max(t)::VARCHAR, arg_max(e, m) FROM ${data} GROUP BY b ORDER BY 2 DESC, b LIMIT 10`,
    job,
  );
}
