import * as engine from '../../src/bridge/engine.ts';
import { decodeRows } from '../../src/bridge/rows.ts';
import { permit } from '../../src/sql/guard.ts';
import { raw } from '../../src/sql/statement.ts';

/** What the bench script drives in the built page: the same bridge, workers and statements as the app. */
const bench = {
  engine,
  query: async (text: string) => decodeRows(await engine.query(permit(raw(text), 'check')).done),
  file: (i: number) => (document.getElementById('file') as HTMLInputElement).files![i]!,
};

declare global {
  interface Window {
    bench: typeof bench;
  }
}
window.bench = bench;
