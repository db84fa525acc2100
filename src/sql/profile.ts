import type { Feature } from '../domain/feature.ts';
import type { FeatureId } from '../domain/features.ts';
import { featureOf, featuresOf } from '../domain/features.ts';
import type { Scope } from '../domain/scope.ts';
import type { Cells, Statement } from '../domain/statement.ts';
import type { Shape, TableName } from '../domain/table.ts';
import { active, said, touched, visitDays } from './profile-contact.ts';
import { category, channel, items, product, store } from './profile-favourite.ts';
import { EXPRESSIONS } from './profile-feature.ts';
import type { Use } from './profile-feature.ts';
import { bought, hours, latest, rank, rhythm } from './profile-orders.ts';
import type { Part, PartName, ProfileInput } from './profile-part.ts';
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

/** Parts whose first stage can be almost as large as the table that they read. */
const TWO_STAGES: ReadonlySet<PartName> = new Set(['rhythm', 'hours', 'channel', 'store', 'category', 'product']);

/** Rows of a table that one slice of a part in two stages reads: keeps its first stage below some 300 MB. */
const SLICE_ROWS = 3_000_000;

/**
 * The same for parts in one pass: each source groups its rows by itself before the groups are united, so that the customers of ten sources
 * stand in memory ten times.
 */
const PASS_ROWS = 10_000_000;

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
  const steps = parts.flatMap(({ name: part, part: made, columns: asked }) => {
    // A part without rows of its own to read ranks all customers at once.
    const most = part === 'rank' ? Infinity : TWO_STAGES.has(part) ? SLICE_ROWS : PASS_ROWS;
    const slices = Math.ceil((input.rows?.[made.reads] ?? 1) / most);
    const before = made.after ? table(made.after.part) : raw('');
    return Array.from({ length: Math.max(1, slices) }, (_, slice) => {
      const only = slices > 1 ? sql`customer % ${slices} = ${slice}` : raw('TRUE');
      const start = slice === 0 ? sql`CREATE OR REPLACE TABLE ${table(part)} AS` : sql`INSERT INTO ${table(part)}`;
      return sql`${start} ${made.select(asked, input, only, before)}`;
    });
  });
  return {
    features,
    temporary: parts.map((part) => `${name}_${part.name}`),
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
  const withs = parts.map(
    ({ name, part, columns: asked }) =>
      sql`${ident(name)} AS (\n${part.select(asked, scope, raw('TRUE'), part.after ? ident(part.after.part) : raw(''))}\n)`,
  );
  return sql`${withs.length > 0 ? sql`WITH ${join(withs, ',\n')}\n` : raw('')}SELECT c.customer, ${join(columns)}
FROM customer c
${joins(parts, (part) => ident(part))}
ORDER BY c.customer`;
}

/** The text of `featureStatement` with its values written in. */
export function featureSql(id: string, scope: Pick<Scope, 'asOf' | 'shape' | 'scale'>): string {
  return bound(featureStatement(id, scope));
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

function joins(parts: readonly Asked[], table: (part: PartName) => Statement): Statement {
  return join(
    parts.map(
      ({ name }) => sql`LEFT JOIN ${table(name)} AS ${ident(`_${name}`)} ON ${ident(`_${name}`)}.customer = c.customer`,
    ),
    '\n',
  );
}
