import { createHash } from 'node:crypto';
import type { ColumnFacts, ColumnType } from '../src/domain/column.ts';
import { headerOf, type Mapping, type OrderRule } from '../src/domain/mapping.ts';
import type { Role } from '../src/domain/role.ts';
import { loadAlias, type Source } from '../src/domain/source.ts';
import type { Statement } from '../src/domain/statement.ts';
import { unite } from '../src/domain/union-find.ts';
import { canonicalPlan, type CanonicalPlan } from '../src/sql/canonical.ts';
import { ident, join, raw, sql } from '../src/sql/statement.ts';
import type { TestEngine } from './duckdb.ts';

/** Where the reference data are; tests that need them skip when they are absent. */
export const DATA = process.env.ZHIKE_DATA ?? '../shared/data';

/** A hash as the app gives it to plans. */
export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Loads a CSV as the ingest does: everything as text, then one type a column, into schema `load_…`, table `data`. Empty cells are NULL; words
 * such as NA stay. `ids: 'text'` keeps whole numbers as text.
 */
export function loadCsv(
  engine: TestEngine,
  id: string,
  bytes: Uint8Array | string,
  options: { encoding?: string; ids?: 'text' | 'integer' } = {},
): Source {
  const text = typeof bytes === 'string' ? bytes : new TextDecoder(options.encoding ?? 'utf-8').decode(bytes);
  const load = hash(id + text);
  const file = `${loadAlias(load)}.csv`;
  engine.file(file, text);
  const from = sql`read_csv(${`in/${file}`}, all_varchar = true, header = true, delim = ',', quote = '"', escape = '"', parallel = false, strict_mode = false, null_padding = true, max_line_size = 10000000)`;
  const names = engine.run<{ column_name: string }>(sql`DESCRIBE SELECT * FROM ${from}`).map((row) => row.column_name);
  const alias = loadAlias(load);
  engine.run(sql`DROP SCHEMA IF EXISTS ${ident(alias)} CASCADE`);
  engine.run(sql`CREATE SCHEMA ${ident(alias)}`);
  engine.run(sql`CREATE TABLE ${ident(alias, 'raw')} AS SELECT * FROM ${from}`);
  const columns = names.map((name) => typeOf(engine, alias, name, options.ids ?? 'integer'));
  const cells = columns.map((column) => sql`${typed(column)} AS ${ident(column.name)}`);
  engine.run(sql`CREATE TABLE ${ident(alias, 'data')} AS SELECT ${join(cells)} FROM ${ident(alias, 'raw')}`);
  engine.run(sql`DROP TABLE ${ident(alias, 'raw')}`);
  const rows = engine.run<{ n: number }>(sql`SELECT count(*) AS n FROM ${ident(alias, 'data')}`)[0]!.n;
  return {
    id,
    name: id,
    file: id,
    load,
    format: 'csv',
    encoding: options.encoding ?? 'utf-8',
    delimiter: ',',
    headerLine: 1,
    bytes: text.length,
    rows,
    rejected: 0,
    columns: columns.map((column) => facts(engine, alias, column)),
    loadedAt: '2020-01-01T00:00:00Z',
  };
}

interface Typed {
  readonly name: string;
  readonly type: ColumnType;
  readonly scale?: number;
}

const filled = (name: string) => sql<never>`nullif(trim(${ident(name)}), '')`;
const moment = (name: string) =>
  sql<never>`coalesce(TRY_CAST(${filled(name)} AS TIMESTAMP), try_strptime(${filled(name)}, ['%Y/%m/%d %H:%M:%S', '%Y/%m/%d %H:%M', '%Y/%m/%d']))`;

function typed({ name, type, scale }: Typed): Statement<never> {
  if (type === 'text') return filled(name);
  if (type === 'timestamp') return moment(name);
  if (type === 'date') return sql`(${moment(name)})::DATE`;
  if (type === 'integer') return sql`${filled(name)}::BIGINT`;
  if (type === 'decimal') return sql`${filled(name)}::DECIMAL(18,${raw(String(scale))})`;
  return sql`${filled(name)}::DOUBLE`;
}

function typeOf(engine: TestEngine, alias: string, name: string, ids: 'text' | 'integer'): Typed {
  const value = filled(name);
  const count = (when: Statement<never>) => sql`(count(*) FILTER (${when}))::INTEGER`;
  const row = engine.run<{ n: number; whole: number; number: number; time: number; day: number; scale: number }>(
    sql`SELECT count(${value})::INTEGER AS n, ${count(sql`regexp_full_match(${value}, '-?(0|[1-9][0-9]{0,14})')`)} AS whole,
      ${count(sql`regexp_full_match(${value}, '-?(0|[1-9][0-9]*)(\\.[0-9]{1,9})?')`)} AS number,
      ${count(sql`regexp_full_match(${value}, '[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}( .*)?')`)} AS time,
      ${count(sql`regexp_full_match(${value}, '[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}')`)} AS day,
      coalesce(max(length(regexp_extract(${value}, '\\.([0-9]+)$', 1))), 0)::INTEGER AS scale
    FROM (SELECT DISTINCT ${ident(name)} FROM ${ident(alias, 'raw')})`,
  )[0]!;
  if (row.n === 0) return { name, type: 'text' };
  if (row.time === row.n) return { name, type: row.day === row.n ? 'date' : 'timestamp' };
  if (row.whole === row.n) return ids === 'integer' ? { name, type: 'integer' } : { name, type: 'text' };
  // Ids that a data frame spoiled (`17850.0`) are kept as they stand: a decimal of one zero is no money.
  if (row.number === row.n && !/id$/i.test(name)) return { name, type: 'decimal', scale: row.scale };
  return { name, type: 'text' };
}

function facts(engine: TestEngine, alias: string, column: Typed): ColumnFacts {
  const ref = ident(column.name);
  const data = ident(alias, 'data');
  const head = engine.run<{ nulls: number; distinct: number; min: string | null; max: string | null }>(
    sql`SELECT (count(*) - count(${ref}))::INTEGER AS nulls, approx_count_distinct(${ref})::INTEGER AS "distinct",
      min(${ref})::VARCHAR AS min, max(${ref})::VARCHAR AS max FROM ${data}`,
  )[0]!;
  const samples = engine
    .run<{ v: string }>(
      sql`SELECT v FROM (SELECT ${ref}::VARCHAR AS v, min(rowid) AS r FROM ${data} WHERE ${ref} IS NOT NULL GROUP BY 1) ORDER BY r LIMIT 12`,
    )
    .map(({ v }) => v);
  const values =
    head.distinct <= 60
      ? engine.run<{ value: string; count: number }>(
          sql`SELECT ${ref}::VARCHAR AS value, count(*)::INTEGER AS "count" FROM ${data} WHERE ${ref} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1`,
        )
      : [];
  return {
    ...column,
    nulls: head.nulls,
    distinct: head.distinct,
    samples,
    ...(head.min === null || head.max === null ? {} : { min: head.min, max: head.max }),
    ...(values.length > 0 && values.length <= 50 ? { values } : {}),
  };
}

/** Runs a plan as the engine worker does: tables that are not there yet, union-find, views. */
export function build(engine: TestEngine, plan: CanonicalPlan): void {
  const there = new Set(
    engine.run<{ name: string }>(sql`SELECT table_name AS name FROM duckdb_tables()`).map(({ name }) => name),
  );
  for (const stage of plan.stages) {
    if (there.has(stage.name)) continue;
    for (const step of stage.steps) {
      engine.run(step);
    }
    if (stage.kind === 'table') continue;
    const { n } = engine.run(stage.count)[0]!;
    const pairs = engine.run(stage.pairs);
    const group = unite(
      n,
      Int32Array.from(pairs, ({ a }) => a),
      Int32Array.from(pairs, ({ b }) => b),
    );
    const rows = [...group].map((customer, node) => `(${node},${customer})`).join(',') || '(NULL,NULL)';
    engine.run(
      `CREATE TABLE "${stage.name}" AS SELECT node::INTEGER AS node, customer::INTEGER AS customer FROM (VALUES ${rows}) v(node, customer) WHERE node IS NOT NULL`,
    );
  }
  for (const view of plan.views) engine.run(view);
}

/** A mapping as a person would make it. */
export function mappingOf(
  source: Source,
  roles: Readonly<Record<string, Role>>,
  grain: 'order' | 'line' = 'order',
  rules: readonly OrderRule[] = [],
): Mapping {
  return {
    kind: 'mapping',
    id: `mapping-${source.id}`,
    version: 1,
    source: source.id,
    header: headerOf(source.columns),
    roles: Object.fromEntries(
      Object.entries(roles).map(([name, role]) => [name, { role, confidence: 1, by: 'person' } as const]),
    ),
    grain,
    rules,
    confirmed: true,
  };
}

/** Loads small tables, plans and builds them; each is CSV text with the roles of its columns. */
export function buildSmall(
  engine: TestEngine,
  tables: Readonly<
    Record<
      string,
      { csv: string; roles: Readonly<Record<string, Role>>; grain?: 'order' | 'line'; rules?: readonly OrderRule[] }
    >
  >,
): CanonicalPlan {
  const sources = Object.entries(tables).map(([id, { csv }]) => loadCsv(engine, id, csv));
  const mappings = Object.values(tables).map(({ roles, grain, rules }, i) =>
    mappingOf(sources[i]!, roles, grain, rules),
  );
  const plan = canonicalPlan({ sources, mappings, hash });
  build(engine, plan);
  return plan;
}
