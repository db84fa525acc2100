import type { Source } from '../../src/domain/source.ts';

/** A source without columns, for tests that only care about a few of its facts. */
export const BARE: Source = {
  id: 's',
  name: 'orders.csv',
  file: 'orders.csv',
  load: '0'.repeat(64),
  format: 'csv',
  encoding: 'utf-8',
  headerLine: 1,
  bytes: 1,
  rows: 1000,
  rejected: 0,
  columns: [],
  loadedAt: '2024-01-01T00:00:00Z',
};
