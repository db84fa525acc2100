import { beforeEach, describe, expect, test, vi } from 'vitest';
import { permit } from '../../src/sql/guard.ts';
import { raw } from '../../src/sql/statement.ts';
import { openFile } from '../../src/store/chunks.ts';
import { Job } from '../../workers/engine/execute.ts';
import { Materialised } from '../../workers/engine/materialise.ts';
import { openNodeDatabase, type NodeDatabase } from './database.ts';
import { keptNames } from './store.ts';

vi.mock('../../src/store/chunks.ts', async () => (await import('./store.ts')).storeStub());

let node: NodeDatabase;
let put: (() => Promise<void>)[];
let asked: string[];

beforeEach(async () => {
  node = await openNodeDatabase();
  put = [];
  asked = [];
  node.onStep = (text) => void asked.push(text);
});

const tables = (crowded?: number) => new Materialised(node.database, (work) => put.push(work), crowded);

const plan = (name: string, rows: number) => ({
  name,
  steps: [permit(raw(`CREATE TABLE ${name} AS SELECT i, hash(i) AS h FROM range(${rows}) t(i)`), 'profile')],
  keep: true,
});

const make = (made: Materialised, name: string, rows = 1000) =>
  made.make(plan(name, rows), 'w1', new Job(), () => undefined);

const kind = (name: string) =>
  node.rows<{ table_type: string }>(
    `SELECT table_type FROM information_schema.tables WHERE table_name = '${name}' AND table_catalog = 'memory'`,
  )[0]?.table_type;

describe('tables that are to be kept', () => {
  test('wait until nobody waits', async () => {
    await make(tables(), 'rows_a1');
    expect(keptNames()).not.toContain('derived:rows_a1');
    expect(kind('rows_a1')).toBe('BASE TABLE');
    for (const work of put) await work();
    expect(keptNames()).toContain('derived:rows_a1');
    expect(kind('rows_a1')).toBe('VIEW');
  });

  test('are kept at once where tables crowd the memory, the oldest first, and once only', async () => {
    // Two such tables fit into the room, three do not.
    const made = tables(45_000_000);
    for (const name of ['rows_b1', 'rows_b2', 'rows_b3']) await make(made, name, 1_000_000);
    expect(keptNames().filter((name) => name.startsWith('derived:rows_b'))).toEqual(['derived:rows_b1']);
    expect(['rows_b1', 'rows_b2', 'rows_b3'].map(kind)).toEqual(['VIEW', 'BASE TABLE', 'BASE TABLE']);
    expect(node.rows('SELECT count(*) AS n FROM rows_b1')).toEqual([{ n: 1_000_000 }]);
    asked.length = 0;
    await put[0]!();
    expect(asked).toEqual([]);
  });

  test.each([
    ['from a file', async (file: File) => file],
    ['from bytes', async (file: File) => new Uint8Array(await file.arrayBuffer())],
  ])('are attached %s with the loads when a workspace is opened, and then stand', async (_, read) => {
    const before = tables(0);
    await make(before, 'rows_c1');
    const content = await read((await openFile('derived:rows_c1'))!);
    node = await openNodeDatabase();
    node.onStep = (text) => void asked.push(text);
    const after = tables();
    await after.open([], [{ name: 'rows_c1', content }], new Job());
    asked.length = 0;
    expect(await after.adopt(['rows_c1', 'rows_c2'], new Job())).toEqual(['rows_c1']);
    await make(after, 'rows_c1');
    expect(asked).toEqual([]);
    expect(node.rows('SELECT count(*) AS n FROM rows_c1')).toEqual([{ n: 1000 }]);
  });

  test('stand for both of two workspaces that share them and are opened at once', async () => {
    await make(tables(0), 'rows_d1');
    const file = (await openFile('derived:rows_d1'))!;
    node = await openNodeDatabase();
    const after = tables();
    const open = async (bytes: boolean) => {
      const content = bytes ? new Uint8Array(await file.arrayBuffer()) : file;
      await after.open([{ alias: 'load_d', content }], [{ name: 'rows_d1', content }], new Job());
    };
    await Promise.all([open(true), open(false)]);
    expect(node.rows('SELECT count(*) AS n FROM load_d.data JOIN rows_d1 USING (i)')).toEqual([{ n: 1000 }]);
  });
});
