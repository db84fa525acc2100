import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { alignmentOf } from '../../../workers/engine/ingest/aligned.ts';
import { openNodeDatabase, type NodeDatabase } from '../database.ts';
import { loadOne, typesOf } from './loaded.ts';

vi.mock('../../../src/store/chunks.ts', async () => (await import('../store.ts')).storeStub());

let engine: NodeDatabase;
beforeAll(async () => {
  engine = await openNodeDatabase();
});

const FILE = join(process.env.ZHIKE_DATA ?? '../shared/data', 'cdnow', 'CDNOW_sample.txt');

describe('columns that white space tells apart', () => {
  test('are cut at it, line for line; prose and lists are not', async () => {
    expect(alignmentOf('1 2 3\n4 5 6\n7 8 9\n')).toBe('spaces');
    expect(
      alignmentOf('name        city       paid\nAnn Lee     New York   12.50\nBob Dee     Oslo       3.00\n'),
    ).toBe('gaps');
    expect(alignmentOf('to be or not\nto be or yes\nto be or may\n')).toBeNull();
    expect(alignmentOf('one\ntwo\nthree\n')).toBeNull();
    expect(alignmentOf('no,who,paid\n\t1001,\tc1,5\n\t1002,\tc2,6\n\t1003,\tc3,7\n')).toBeNull();
    const { source, names, rows } = await loadOne(
      engine,
      'name        city       paid\r\nAnn "A" Lee  New York   12.50\r\n\r\nBob, Dee     Oslo       3.00\r\n',
      'list.txt',
    );
    expect(source).toMatchObject({ delimiter: ' ', headerLine: 1 });
    expect(names).toEqual(['name', 'city', 'paid']);
    expect(rows).toEqual([
      ['Ann "A" Lee', 'New York', '12.5000'],
      ['Bob, Dee', 'Oslo', '3.0000'],
    ]);
  });

  test.skipIf(!existsSync(FILE))('CDNOW: no names, five typed columns, every line a row', async () => {
    const { source, rows, rejects } = await loadOne(engine, readFileSync(FILE), 'CDNOW_sample.txt');
    expect(source).toMatchObject({ rows: 6919, rejected: 0, headerLine: 0 });
    expect(Object.values(typesOf(source))).toEqual(['text', 'text', 'date', 'integer', 'decimal(4)']);
    expect(rows[0]).toEqual(['00004', '0001', '1997-01-01', '2', '29.3300']);
    expect(rejects).toEqual([]);
    expect(source.notes).toEqual([{ kind: 'no-header' }, { kind: 'aligned' }]);
  });
});
