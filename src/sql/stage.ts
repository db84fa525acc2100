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

/** The table of a query, named by its content; the names of tables that it reads are part of that content. */
export function tableStage(prefix: string, query: Statement, hash: Hash, keep = true): TableStage {
  const name = `${prefix}_${hash(bound(query)).slice(0, 16)}`;
  return { kind: 'table', name, steps: [sql`CREATE TABLE ${ident(name)} AS ${query}`], keep };
}
