import { float64, int32, tableFromArrays, tableFromIPC, tableToIPC, Type } from '@uwdata/flechette';
import type { RawColumn, RawTable } from '../models/raw-table.ts';

/** Number columns of equal length by name. */
export type Columns<Name extends string> = Readonly<Record<Name, Float64Array>>;

/** Reads the named columns of an Arrow IPC stream as numbers, NULL as NaN. Throws for a column that is not there or holds no numbers. */
export function readColumns<const Name extends string>(ipc: Uint8Array, names: readonly Name[]): Columns<Name> {
  const table = tableFromIPC(ipc);
  const entries = names.map((name) => {
    const column = table.getChild(name);
    if (!column) throw new Error(`no column ${name}: ${table.schema.fields.map((field) => field.name).join(', ')}`);
    return [name, numbersOf(name, column.toArray() as ArrayLike<unknown>)] as const;
  });
  return Object.fromEntries(entries) as Columns<Name>;
}

/** Customers with their labels (NaN where not known) and features, whatever the columns are called: they come in this order. */
export interface LabelledRows {
  readonly customer: Float64Array;
  readonly label: Float64Array;
  readonly table: RawTable;
}

/** Reads `customer`, `label` and the features, which are called `names`. Throws for another number of columns. */
export function readLabelled(ipc: Uint8Array, names: readonly string[]): LabelledRows {
  const table = tableFromIPC(ipc);
  const { fields } = table.schema;
  if (fields.length !== names.length + 2)
    throw new Error(
      `${names.length} features asked, ${fields.length - 2} given: ${fields.map((one) => one.name).join(', ')}`,
    );
  const column = (at: number): RawColumn => {
    const { name, type } = fields[at]!;
    const values = table.getChildAt(at).toArray() as ArrayLike<unknown>;
    if (type.typeId !== Type.Utf8 && type.typeId !== Type.LargeUtf8) return numbersOf(name, values);
    return Array.from(values, (value) => (value === null || value === undefined ? null : String(value)));
  };
  const numbers = (at: number) => numbersOf(fields[at]!.name, table.getChildAt(at).toArray() as ArrayLike<unknown>);
  return {
    customer: numbers(0),
    label: numbers(1),
    table: { names, columns: names.map((_, j) => column(j + 2)) },
  };
}

function numbersOf(name: string, values: ArrayLike<unknown>): Float64Array {
  if (values instanceof Float64Array) return values;
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < numbers.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) numbers[i] = NaN;
    else if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
      numbers[i] = Number(value);
    else throw new Error(`column ${name} holds no numbers: ${String(value)}`);
  }
  return numbers;
}

/** One Arrow IPC stream of `customer INTEGER` and columns of DOUBLE; NaN stays NaN. */
export function writeColumns(
  customer: ArrayLike<number>,
  columns: Readonly<Record<string, ArrayLike<number>>>,
): Uint8Array {
  const arrays: Record<string, Int32Array | Float64Array> = { customer: Int32Array.from(customer) };
  const types: Record<string, ReturnType<typeof int32> | ReturnType<typeof float64>> = { customer: int32() };
  for (const [name, values] of Object.entries(columns)) {
    arrays[name] = values instanceof Float64Array ? values : Float64Array.from(values);
    types[name] = float64();
  }
  const bytes = tableToIPC(tableFromArrays(arrays, { types }), { format: 'stream' });
  if (!bytes) throw new Error('the columns could not be encoded');
  // The engine takes the whole buffer away, so it must hold nothing else.
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}
