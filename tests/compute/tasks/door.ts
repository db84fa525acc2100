import type { Statement } from '../../../src/domain/statement.ts';
import type { EngineDoor } from '../../../workers/compute/api/compute.ts';
import { writeColumns } from '../../../workers/compute/tasks/columns.ts';
import type { TestEngine } from '../../duckdb.ts';

/** The engine as a task asks it: every column of numbers, NULL as NaN; what is handed back is kept by name. */
export function doorOf(engine: TestEngine): EngineDoor & { readonly given: ReadonlyMap<string, Uint8Array> } {
  const given = new Map<string, Uint8Array>();
  return {
    given,
    query: async (_, statement) => {
      const rows = engine.run(statement as Statement<Record<string, number | null>>);
      const names = Object.keys(rows[0] ?? {}).filter((name) => name !== 'customer');
      const columns = names.map((name) => [name, rows.map((row) => row[name] ?? NaN)] as const);
      const customer = rows.map((row) => row['customer'] ?? 0);
      return writeColumns(customer, Object.fromEntries(columns));
    },
    insert: async (_, name, _rows, ipc) => void given.set(name, ipc),
  };
}
