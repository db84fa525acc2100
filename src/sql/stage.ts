import type { Statement } from '../domain/statement.ts';
import { bound, ident, sql } from './statement.ts';

/** A short safe name from a text (hex of any good hash, at least 16 digits): equal texts, equal names. */
export type Hash = (text: string) => string;

/** A table that is made once and kept by name: the name says what it is and ends in a hash of everything that it is computed from. */
export interface TableStage {
  readonly kind: 'table';
  readonly name: string;
  readonly steps: readonly Statement[];
  /** Worth keeping beside the loads, so that reopening need not build it again. */
  readonly keep: boolean;
}

/** A union-find over integer edges, run by the engine: makes table `name` (node INTEGER, customer INTEGER). */
export interface JoinStage {
  readonly kind: 'join';
  readonly name: string;
  readonly steps: readonly Statement[];
  /** Number of nodes. */
  readonly count: Statement<{ n: number }>;
  /** Edges between nodes 0..n-1. */
  readonly pairs: Statement<{ a: number; b: number }>;
}

/** One step of a plan. A stage whose table exists already can be skipped. */
export type Stage = TableStage | JoinStage;

/**
 * The table of a query, named by its content; the names of tables that it reads are part of that content. Of several queries it is what
 * all of them give, one after another.
 */
export function tableStage(
  prefix: string,
  query: Statement | readonly Statement[],
  hash: Hash,
  keep = true,
): TableStage {
  const queries: readonly Statement[] = 'chunks' in query ? [query] : query;
  const name = `${prefix}_${hash(queries.map((one) => bound(one)).join(';')).slice(0, 16)}`;
  const steps = queries.map((one, at) =>
    at === 0 ? sql`CREATE TABLE ${ident(name)} AS ${one}` : sql`INSERT INTO ${ident(name)} ${one}`,
  );
  return { kind: 'table', name, steps, keep };
}
