import { beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { LOCK, openTestEngine, type TestEngine } from '../duckdb.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
  engine.file('mine.csv', 'a,b\n1,2\n');
});

const OUT = [
  "SELECT * FROM read_csv('https://example.com/x.csv')",
  "SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')",
  "SELECT * FROM 's3://bucket/x.parquet'",
  "SELECT * FROM read_csv('other.csv')",
  "SELECT * FROM read_text('/etc/passwd')",
  "SELECT * FROM glob('/*')",
  "COPY (SELECT 1) TO 'out.csv'",
  "COPY (SELECT 1) TO 'https://example.com/out.csv'",
  "ATTACH 'https://example.com/x.db'",
  "ATTACH 'elsewhere.db'",
  'LOAD httpfs',
  'SET enable_external_access=true',
  'SET lock_configuration=false',
  'RESET lock_configuration',
  "SET allowed_directories=['/']",
  'SET autoload_known_extensions=true',
  "SET custom_extension_repository='https://example.com'",
  "SET memory_limit='4GB'",
  'PRAGMA enable_external_access',
  "IMPORT DATABASE 'x'",
  "EXPORT DATABASE 'x'",
  "SELECT * FROM sqlite_scan('x.db', 't')",
  "SELECT getenv('HOME')",
];

describe('the inner wall: DuckDB locked at boot', () => {
  it.each(OUT)('refuses %s', (statement) => {
    expect(() => engine.run(statement)).toThrow();
  });

  it('reads what was registered under in/, also after the lock', () => {
    expect(engine.run("SELECT sum(a + b)::DOUBLE AS n FROM read_csv('in/mine.csv')")).toEqual([{ n: 3 }]);
  });

  it('is the same lock that the page sets', () => {
    const source = readFileSync(new URL('../../workers/engine/database.ts', import.meta.url), 'utf8');
    for (const setting of LOCK.slice(1)) expect(source).toContain(setting);
  });
});
