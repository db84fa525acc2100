import { int32, tableFromArrays, tableToIPC, utf8 } from '@uwdata/flechette';
import type { Reject, Trouble } from '../../../src/domain/source.ts';
import { ident, raw, sql } from '../../../src/sql/statement.ts';
import { rowsOf } from '../rows.ts';
import type { Database } from '../database.ts';
import { runStatement, type Job } from '../execute.ts';
import { readThrough, RecordScanner, type Cut } from './records.ts';
import { DRAFT } from './typed.ts';

/** Lines of a text of nothing but rows: both lists ascending. Rows and lines that are not found are 0. */
export async function linesInText(
  text: Blob,
  cut: Cut,
  columns: number,
  rows: ArrayLike<number>,
  places: ArrayLike<number>,
  check: () => void,
): Promise<{ rows: Int32Array; places: Int32Array; counted: number }> {
  const found = { rows: new Int32Array(rows.length), places: new Int32Array(places.length), counted: 0 };
  let row = 0;
  let nextRow = 0;
  let nextPlace = 0;
  const scanner = new RecordScanner(cut, columns);
  let before = -1;
  scanner.onRecord = (at, line) => {
    // the reader says where a record begins with the blank lines, or the second half of the line end, before it
    while (nextPlace < places.length && places[nextPlace]! <= before) nextPlace++;
    const place = places[nextPlace];
    before = at;
    if (place !== undefined && place <= at) {
      found.places[nextPlace++] = line + 1;
      return;
    }
    row++;
    if (rows[nextRow] === row) found.rows[nextRow++] = line + 1;
  };
  await readThrough(text, (bytes) => scanner.push(bytes), check);
  scanner.end();
  found.counted = row;
  return found;
}

/** Line of a row of a table whose numbering jumps: `jumps` are (row, line) pairs, ascending, each the first row behind a gap. */
export function lineByJumps(jumps: readonly (readonly [number, number])[], row: number): number {
  let low = 0;
  let high = jumps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (jumps[middle]![0] <= row) low = middle + 1;
    else high = middle;
  }
  const jump = jumps[low - 1];
  return jump ? jump[1] + row - jump[0] : 0;
}

/** Distinct rows and unreadable places of the draft, ascending. */
export async function draftKeys(database: Database, job: Job): Promise<{ rows: number[]; places: number[] }> {
  const rows = await rowsOf<{ k: number }>(
    database,
    sql`SELECT DISTINCT "row"::DOUBLE AS k FROM ${DRAFT} WHERE place IS NULL ORDER BY k`,
    job,
  );
  const places = await rowsOf<{ k: number }>(
    database,
    sql`SELECT DISTINCT place::DOUBLE AS k FROM ${DRAFT} WHERE place IS NOT NULL ORDER BY k`,
    job,
  );
  return { rows: rows.map(({ k }) => k), places: places.map(({ k }) => k) };
}

/** Writes the load's `rejects` from the draft: with the lines given for its rows and places (else as drafted), and what was found out before. */
export async function writeRejects(
  database: Database,
  alias: string,
  job: Job,
  lines: { keys: Int32Array; lines: Int32Array } | null,
  more: readonly Reject[] = [],
): Promise<void> {
  const name = `lines_of_${alias}`;
  const added = `more_of_${alias}`;
  const target = sql<never>`${ident(alias)}.rejects`;
  const given = lines !== null && lines.keys.length > 0;
  if (given)
    await insert(job, name, tableFromArrays({ k: lines.keys, l: lines.lines }, { types: { k: int32(), l: int32() } }));
  if (more.length > 0)
    await insert(
      job,
      added,
      tableFromArrays(
        {
          r: more.map(({ row }) => row),
          l: more.map(({ line }) => line),
          c: more.map(({ column }) => column),
          t: more.map(({ text }) => text.replaceAll('\0', '')),
          w: more.map(({ reason }) => reason),
        },
        { types: { r: int32(), l: int32(), c: utf8(), t: utf8(), w: utf8() } },
      ),
    );
  try {
    const from = given
      ? sql<never>`SELECT d."row", coalesce(nullif(n.l, 0), d."line")::BIGINT AS "line", d."column", d."text", d.reason
            FROM ${DRAFT} d LEFT JOIN ${ident(name)} n ON n.k = coalesce(-1 - d.place, d."row")`
      : sql<never>`SELECT "row", "line", "column", "text", reason FROM ${DRAFT}`;
    const rest = more.length > 0 ? sql`UNION ALL SELECT r::BIGINT, l::BIGINT, c, t, w FROM ${ident(added)}` : raw('');
    await runStatement(
      database,
      sql`CREATE TABLE ${target} AS SELECT * FROM (${from} ${rest}) ORDER BY "line", "row", "column", "text"`,
      job,
    );
  } finally {
    for (const table of [name, added])
      await database
        .use((connection) => connection.query(`DROP TABLE IF EXISTS ${ident(table).chunks[0]}`))
        .catch(() => undefined);
  }
  await runStatement(database, sql`DROP TABLE ${raw('rejects_draft')}`, job);
}

async function insert(job: Job, name: string, table: Parameters<typeof tableToIPC>[0]): Promise<void> {
  const bytes = tableToIPC(table, { format: 'stream' });
  if (!bytes) throw new Error('the rejects could not be encoded');
  await job.session!.insertArrowFromIPCStream(bytes, { name, schema: 'main', create: true });
}

/** What the load's `rejects` hold, by reason, most frequent first: how many, and the first line and text. */
export async function troublesOf(database: Database, alias: string, job: Job): Promise<Trouble[]> {
  return rowsOf<Trouble>(
    database,
    sql`SELECT reason, count(*)::DOUBLE AS "count", min("line")::DOUBLE AS "line", arg_min("text", "line") AS "text",
      arg_min("column", "line") AS "column" FROM ${ident(alias)}.rejects GROUP BY reason ORDER BY 2 DESC, 1`,
    job,
  );
}
