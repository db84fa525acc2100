import type { Feature } from '../domain/feature.ts';
import type { FeatureId } from '../domain/features.ts';
import { featureOf, featuresOf } from '../domain/features.ts';
import type { Scope } from '../domain/scope.ts';
import type { Cells, Statement } from '../domain/statement.ts';
import { TABLES, type Shape, type TableName } from '../domain/table.ts';
import { active, said, touched, visitDays } from './profile-contact.ts';
import { category, channel, items, product, store } from './profile-favourite.ts';
import { EXPRESSIONS } from './profile-feature.ts';
import type { Use } from './profile-feature.ts';
import { bought, hours, latest, rank, rhythm } from './profile-orders.ts';
import type { Part, PartName, ProfileInput, Read } from './profile-part.ts';
import { bound, ident, join, raw, sql } from './statement.ts';

/** In the order in which they are made: a part comes after the one that it reads. */
const PARTS: readonly (readonly [PartName, Part])[] = [
  ['bought', bought],
  ['latest', latest],
  ['rank', rank],
  ['rhythm', rhythm],
  ['hours', hours],
  ['channel', channel],
  ['store', store],
  ['category', category],
  ['product', product],
  ['items', items],
  ['active', active],
  ['visit_days', visitDays],
  ['said', said],
  ['touched', touched],
];

/**
 * Rows that are taken at a time from a table that has more: all rows of some of its customers, put into a table of their own, from which
 * every part that reads it is made. Keeps what a part holds while it is made below some 300 MB.
 */
const SLICE_ROWS = 3_000_000;

/** Statements that make a profile; the last one makes the table, the others what is dropped afterwards. */
export interface ProfilePlan {
  /** The profile's columns besides `customer`, in order. */
  readonly features: readonly (Feature & { readonly id: FeatureId })[];
  readonly steps: readonly Statement[];
  readonly temporary: readonly string[];
}

/**
 * Makes the profile `name`: one row for every customer, sorted, with every feature that the shape provides. `rows` says how large the
 * canonical tables are; with it, parts of large tables are made a slice of the customers at a time, so that they fit into memory.
 */
export function profilePlan(
  input: ProfileInput & { readonly shape: Shape; readonly rows?: Readonly<Partial<Record<TableName, number>>> },
  name: string,
): ProfilePlan {
  const features = featuresOf(input.shape);
  const { parts, columns } = resolve(features, input);
  const table = (part: PartName): Statement => ident(`${name}_${part}`);
  const create = ({ name: part }: Asked, select: Statement) => sql`CREATE OR REPLACE TABLE ${table(part)} AS ${select}`;
  const slice = `${name}_slice`;
  const slicesOf = (read: Read | null) => (read ? Math.ceil((input.rows?.[read] ?? 1) / SLICE_ROWS) : 1);
  const reads = new Set(parts.map(({ part }) => part.reads));
  // A part without rows of its own is made of what all slices gave.
  reads.delete(null);
  const steps = [...reads, null].flatMap((read) => {
    const readers = parts.filter(({ part }) => part.reads === read);
    const slices = slicesOf(read);
    if (!read || slices <= 1) return readers.map((asked) => create(asked, selectOf(asked, input, table)));
    const selects = readers.map((asked) => selectOf(asked, input, table, ident(slice)));
    return Array.from({ length: slices }, (_, at) => [
      sql`CREATE OR REPLACE TABLE ${ident(slice)} AS
SELECT customer, ${columnsNamed(read, selects)} FROM ${ident(read)} WHERE customer % ${slices} = ${at}`,
      ...readers.map((asked, i) =>
        at === 0 ? create(asked, selects[i]!) : sql`INSERT INTO ${table(asked.name)} ${selects[i]!}`,
      ),
    ]).flat();
  });
  return {
    features,
    temporary: [
      ...([...reads].some((read) => slicesOf(read) > 1) ? [slice] : []),
      ...parts.map((part) => `${name}_${part.name}`),
    ],
    steps: [
      ...steps,
      sql`CREATE OR REPLACE TABLE ${ident(name)} AS
SELECT ${join([raw('c.customer'), ...columns], ',\n  ')}
FROM customer c
${joins(parts, table)}
ORDER BY c.customer`,
    ],
  };
}

/**
 * One feature of every customer by itself, straight from the canonical tables: `customer, <id>`. It is what the page shows as proof, and
 * gives the same values as the profile's column.
 */
export function featureStatement(id: string, scope: Pick<Scope, 'asOf' | 'shape' | 'scale'>): Statement<Cells> {
  const { parts, columns } = resolve([featureOf(id)], scope);
  const withs = parts.map((asked) => sql`${ident(asked.name)} AS (\n${selectOf(asked, scope, ident)}\n)`);
  return sql`${withs.length > 0 ? sql`WITH ${join(withs, ',\n')}\n` : raw('')}SELECT c.customer, ${join(columns)}
FROM customer c
${joins(parts, (part) => ident(part))}
ORDER BY c.customer`;
}

/** The text of `featureStatement` with its values written in. */
export function featureSql(id: string, scope: Pick<Scope, 'asOf' | 'shape' | 'scale'>): string {
  return bound(featureStatement(id, scope));
}

/** Those columns of a table that the statements speak of. */
function columnsNamed(read: Read, statements: readonly Statement[]): Statement {
  const words = new Set(statements.flatMap(({ chunks }) => chunks.join(' ').match(/\w+/g) ?? []));
  return join(
    Object.keys(TABLES[read])
      .filter((column) => words.has(column))
      .map((column) => ident(column)),
  );
}

interface Asked {
  readonly name: PartName;
  readonly part: Part;
  readonly columns: ReadonlySet<string>;
}

/** Which parts and columns the features ask for, and the features' expressions as columns. */
function resolve(
  features: readonly (Feature & { readonly id: FeatureId })[],
  input: ProfileInput & { readonly shape: Shape },
): { parts: Asked[]; columns: Statement[] } {
  const asked = new Map<PartName, Set<string>>();
  const ask = (part: PartName, column: string): void => {
    const columns = asked.get(part) ?? new Set();
    asked.set(part, columns.add(column));
  };
  const use: Use = (part, column) => {
    ask(part, column);
    return ident(`_${part}`, column);
  };
  const columns = features.map(({ id }) => sql`${EXPRESSIONS[id](use, input)} AS ${ident(id)}`);
  for (const [name, part] of PARTS)
    if (asked.has(name)) for (const column of part.after?.columns ?? []) ask(part.after!.part, column);
  const parts = PARTS.flatMap(([name, part]) => {
    const wanted = asked.get(name);
    for (const column of wanted ?? []) if (!part.columns.has(column)) throw new Error(`no column ${column} in ${name}`);
    return wanted ? [{ name, part, columns: wanted }] : [];
  });
  return { parts, columns };
}

/** What makes a part from its table, or from those `rows` of it; `table` says where the other parts are. */
function selectOf(
  { part, columns }: Asked,
  input: ProfileInput,
  table: (part: PartName) => Statement,
  rows: Statement = part.reads ? ident(part.reads) : raw(''),
): Statement {
  return part.select(columns, input, rows, part.after ? table(part.after.part) : raw(''));
}

function joins(parts: readonly Asked[], table: (part: PartName) => Statement): Statement {
  return join(
    parts.map(
      ({ name }) => sql`LEFT JOIN ${table(name)} AS ${ident(`_${name}`)} ON ${ident(`_${name}`)}.customer = c.customer`,
    ),
    '\n',
  );
}
