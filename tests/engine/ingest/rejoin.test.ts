import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { evidenceOf, rejoin } from '../../../workers/engine/ingest/rejoin.ts';
import { openNodeDatabase, type NodeDatabase } from '../database.ts';
import { loadOne } from './loaded.ts';

vi.mock('../../../src/store/chunks.ts', async () => (await import('../store.ts')).storeStub());

let engine: NodeDatabase;
beforeAll(async () => {
  engine = await openNodeDatabase();
});

const DATA = process.env.ZHIKE_DATA ?? '../shared/data';

describe('a row with too many cells', () => {
  const plans = [
    { name: 'id', type: 'integer' },
    { name: 'street', type: 'text' },
    { name: 'city', type: 'text' },
    { name: 'paid', type: 'decimal', scale: 4 },
  ] as const;
  const tight = evidenceOf(plans, [['1'], ['a'], ['b'], ['2.5']]);
  const loose = evidenceOf(plans, [['1'], [' a'], [' b'], [' 2.5']]);
  const cut = (text: string) => text.split(',');

  test('a delimiter followed by a space is part of a text, where no cell begins with one', () => {
    expect(rejoin(cut('1,Rua do Paço, 67,Rio,2.5'), 4, ',', tight)).toEqual({
      cells: ['1', 'Rua do Paço, 67', 'Rio', '2.5'],
      column: 1,
    });
    expect(rejoin(cut('1,Rua do Paço, 67,Rio,2.5'), 4, ',', loose)).toBeNull();
    expect(rejoin(cut('1,Paço, 67,Rio, RJ,2.5'), 4, ',', tight)?.cells).toEqual(['1', 'Paço, 67', 'Rio, RJ', '2.5']);
  });

  test('one way only to fit every column, or nothing', () => {
    const [id, street, , paid] = plans;
    const three = evidenceOf([id, street, paid], [[], [' x'], []]);
    expect(rejoin(cut('1,a,b,c,2.5'), 3, ',', three)).toEqual({ cells: ['1', 'a,b,c', '2.5'], column: 1 });
    expect(rejoin(cut('1,a,2.5,c'), 3, ',', three)).toBeNull();
    expect(rejoin(cut('1,a,b,c,2.5'), 4, ',', tight)).toBeNull();
    expect(rejoin(cut('1,a,2.5'), 3, ',', three)).toBeNull();
  });
});

describe('a file with unquoted commas', () => {
  test('is mended, counted, and what was mended can be looked at; what is uncertain stays rejected', async () => {
    const good = Array.from({ length: 60 }, (_, i) => `${i},Main Street ${i},Oslo,${i}.50`);
    good[10] = '10,"Quoted, Street",Oslo,1.00';
    good[20] = '20,Long Street, 7,Oslo,2.00';
    good[30] = '30,A,B,C,3.00';
    good[40] = '40,"Tower ""A"", 3rd", left,Oslo,4.00';
    const { source, rows, rejects } = await loadOne(engine, ['no,street,city,paid', ...good].join('\r\n') + '\r\n');
    expect(source).toMatchObject({ rows: 59, rejected: 1, repaired: 2 });
    expect(rows[20]).toEqual(['20', 'Long Street, 7', 'Oslo', '2.0000']);
    expect(rows[39]).toEqual(['40', 'Tower "A", 3rd, left', 'Oslo', '4.0000']);
    expect(rejects).toEqual([
      { row: 0, line: 22, column: 'street', text: '20,Long Street, 7,Oslo,2.00', reason: 'cells-joined' },
      { row: 0, line: 32, column: '', text: '30,A,B,C,3.00', reason: 'too-many-columns' },
      { row: 0, line: 42, column: 'street', text: good[40], reason: 'cells-joined' },
    ]);
    expect(source.troubles).toEqual([
      { reason: 'cells-joined', count: 2, line: 22, column: 'street', text: '20,Long Street, 7,Oslo,2.00' },
      { reason: 'too-many-columns', count: 1, line: 32, column: '', text: '30,A,B,C,3.00' },
    ]);
  });

  test.skipIf(!existsSync(join(DATA, 'northwind', 'orders.csv')))('Northwind keeps all of its 830 orders', async () => {
    const { source, rows } = await loadOne(engine, readFileSync(join(DATA, 'northwind', 'orders.csv')), 'orders.csv');
    expect(source).toMatchObject({ rows: 830, rejected: 0, repaired: 176 });
    expect(rows[2]?.slice(8)).toEqual([
      'Hanari Carnes',
      'Rua do Paço, 67',
      'Rio de Janeiro',
      'RJ',
      '05454-876',
      'Brazil',
    ]);
    expect(new Set(rows.map((row) => row[13])).size).toBe(21);
  });
});
