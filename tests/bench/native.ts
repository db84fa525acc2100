import { rmSync } from 'node:fs';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { Source } from '../../src/domain/source.ts';
import { loadAlias } from '../../src/domain/source.ts';
import type { Statement } from '../../src/domain/statement.ts';
import { bound } from '../../src/sql/statement.ts';
import { relation } from '../../workers/engine/ingest/csv.ts';
import { draftRejects, typedTable, type RawTable } from '../../workers/engine/ingest/typed.ts';

/** Native DuckDB of the engine's version, one thread, with a database file: what the page is measured against. */
export class Native {
  private constructor(
    readonly connection: DuckDBConnection,
    readonly folder: string,
  ) {}

  static async open(folder: string): Promise<Native> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '8GB' });
    return new Native(await instance.connect(), folder);
  }

  async run(statement: Statement<unknown> | string): Promise<void> {
    await this.connection.run(typeof statement === 'string' ? statement : bound(statement));
  }

  async time(work: () => Promise<void>): Promise<number> {
    const start = performance.now();
    await work();
    return performance.now() - start;
  }

  close(): void {
    this.connection.closeSync();
  }

  /** Rows of a statement, fetched whole. */
  async rows(statement: Statement<unknown>): Promise<number> {
    const reader = await this.connection.runAndReadAll(bound(statement));
    return reader.getRowObjects().length;
  }

  /** Imports a CSV with the very statements of the page: reader options, casts, rejects; ms until it is checkpointed. */
  async import(file: string, source: Source, run: number): Promise<number> {
    const alias = loadAlias(source.load);
    const path = `${this.folder}/${alias}-${run}.db`;
    rmSync(path, { force: true });
    const unreadable = `unreadable_${alias}_${run}`;
    const dialect = {
      delimiter: source.delimiter ?? ',',
      quote: '"',
      escape: '"',
      headerLine: 1,
      skip: 1,
      columns: source.columns.map((column) => column.name),
    };
    const table: RawTable = {
      relation: relation(file, dialect, unreadable, 1),
      linesBefore: 1,
      unreadable,
      typed: new Set(),
    };
    await this.run(`DETACH DATABASE IF EXISTS "${alias}"`);
    const took = await this.time(async () => {
      await this.run(`ATTACH '${path}' AS "${alias}"`);
      await this.run(typedTable(alias, table, source.columns));
      await this.run(draftRejects(alias, table, source.columns));
      await this.run(`CHECKPOINT "${alias}"`);
    });
    return took;
  }
}
