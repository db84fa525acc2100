import { JsonNumber, JsonReader, jsonText, type JsonValue } from './json-reader.ts';
import {
  columnNames,
  csvBatches,
  DecodeError,
  decodeFailure,
  guarded,
  plainDecimal,
  type DecodedTable,
  type DecodeOptions,
} from './rows.ts';

/** Names of nested objects are joined by points down to this many levels; what lies deeper stays JSON text. */
const FLATTEN = 3;
/** Files up to this size, bytes, may have any shape; larger ones need records in arrays or lines, which are read piece by piece. */
const WHOLE = 64 * 2 ** 20;

/** Records of one table; may be read more than once. */
type Records = (options?: DecodeOptions) => AsyncIterable<JsonValue[]>;

/**
 * Reads JSON (UTF-8) as tables: an array of records, records in lines (NDJSON), arrays of records anywhere in an object down to
 * three levels (each its own table), objects of columns, `{columns, data}`, objects of records by key (which becomes the
 * column `key`), or one record. Nested objects are flattened (`address.city`), arrays stay JSON text, numbers keep every digit.
 *
 * Rejects with `DecodeError`: `damaged` with `line` and `column`, `empty-file`, `no-columns` where there are no records, `too-large`.
 */
export async function decodeJson(file: Blob, name: string, options: DecodeOptions = {}): Promise<DecodedTable[]> {
  try {
    const found = await recordsOf(file, name.replace(/\.[^.]*$/, ''), options);
    const tables: DecodedTable[] = [];
    for (const [label, records] of found) {
      const table = await tableOf(label, records, options);
      if (table) tables.push(table);
    }
    if (tables.length === 0) throw new DecodeError('no-columns', { what: 'json' });
    return tables;
  } catch (error) {
    throw decodeFailure(error, 'json');
  }
}

async function recordsOf(file: Blob, name: string, options: DecodeOptions): Promise<[string, Records][]> {
  const reader = new JsonReader(file, { signal: options.signal });
  const first = await reader.peek();
  if (first === '') throw new DecodeError('empty-file', { what: 'json' });
  if (reader.followed()) return [[name, (given) => new JsonReader(file, given).elements(true)]];
  if (first === '[') return [[name, (given) => arrayAt(new JsonReader(file, given), [])]];
  if (first !== '{') {
    await reader.value();
    throw new DecodeError('no-columns', { what: 'json' });
  }
  if (file.size <= WHOLE) {
    const root = await reader.value();
    if ((await reader.peek()) !== '') throw reader.failure('unexpected text behind the end');
    return root instanceof Map ? tablesIn(root, name) : [];
  }
  const paths: string[][] = [];
  await outline(reader, [], paths);
  return paths.map((path) => [path.at(-1) ?? name, (given) => arrayAt(new JsonReader(file, given), path)]);
}

/** The elements of the array at a path of keys; checks that nothing stands behind a root array. */
async function* arrayAt(reader: JsonReader, path: readonly string[]): AsyncGenerator<JsonValue[]> {
  for (const wanted of path) {
    await reader.take('{');
    for (;;) {
      const key = await reader.value();
      await reader.take(':');
      if (key === wanted) break;
      await reader.value();
      await reader.take(',');
    }
  }
  yield* reader.elements();
  if (path.length === 0 && (await reader.peek()) !== '') throw reader.failure('unexpected text behind the end');
}

/** Walks a large object without keeping it and lists the arrays that hold records. */
async function outline(reader: JsonReader, path: readonly string[], paths: string[][]): Promise<void> {
  await reader.take('{');
  if ((await reader.peek()) === '}') return reader.take('}');
  for (;;) {
    const key = await reader.value();
    if (typeof key !== 'string') throw reader.failure('expected a name in quotes');
    await reader.take(':');
    const start = await reader.peek();
    const inner = [...path, key];
    if (start === '{' && inner.length < FLATTEN) await outline(reader, inner, paths);
    else if (start !== '[') await reader.value();
    else {
      let records = false;
      for await (const group of reader.elements()) records ||= group[0] instanceof Map;
      if (records) paths.push(inner);
    }
    if ((await reader.peek()) === '}') break;
    await reader.take(',');
  }
  await reader.take('}');
}

const once = (values: JsonValue[]): Records =>
  async function* () {
    yield values;
  };

/** The tables of an object that is in memory. */
function tablesIn(root: Map<string, JsonValue>, name: string): [string, Records][] {
  const columns = columnTable(root);
  if (columns) return [[name, once(columns)]];
  const found: [string, Records][] = [];
  const search = (object: Map<string, JsonValue>, depth: number): void => {
    for (const [key, value] of object) {
      if (Array.isArray(value) && value[0] instanceof Map) found.push([key, once(value)]);
      else if (value instanceof Map) {
        const split = columnTable(value);
        if (split) found.push([key, once(split)]);
        else if (depth < FLATTEN) search(value, depth + 1);
      }
    }
  };
  search(root, 1);
  if (found.length > 0) return found;
  const values = [...root.values()];
  if (values.length > 1 && values.every((value) => value instanceof Map)) {
    const rows = [...root].map(
      ([key, value]) => new Map<string, JsonValue>([['key', key], ...(value as Map<string, JsonValue>)]),
    );
    return [[name, once(rows)]];
  }
  return root.size === 0 ? [] : [[name, once([root])]];
}

/** Records of an object that holds columns: `{a: [1, 2], b: [3, 4]}`, `{a: {"0": 1}, …}`, or `{columns: […], data: [[…]]}`. */
function columnTable(object: Map<string, JsonValue>): JsonValue[] | null {
  const names = object.get('columns');
  const data = object.get('data');
  if (Array.isArray(names) && Array.isArray(data) && data.every((row) => Array.isArray(row))) {
    const labels = names.map((name) => (typeof name === 'string' ? name : jsonText(name)));
    return data.map((row) => new Map(labels.map((label, at) => [label, (row as JsonValue[])[at] ?? null])));
  }
  const columns = [...object];
  if (columns.length === 0) return null;
  const lists = columns.map(([, value]) => (Array.isArray(value) ? value : listOf(value)));
  const length = lists[0]?.length ?? 0;
  if (length === 0 || lists.some((list) => list?.length !== length)) return null;
  if (lists.some((list) => list?.some((value) => value instanceof Map))) return null;
  return Array.from({ length }, (_, row) => new Map(columns.map(([key], at) => [key, lists[at]?.[row] ?? null])));
}

/** The values of `{"0": …, "1": …}`, or null where the keys do not count from 0. */
function listOf(value: JsonValue): JsonValue[] | null {
  if (!(value instanceof Map) || value.size === 0) return null;
  let next = 0;
  for (const key of value.keys()) if (key !== String(next++)) return null;
  return [...value.values()];
}

/** First reading: which columns there are. Second, when `batches` is read: their cells. */
async function tableOf(name: string, records: Records, options: DecodeOptions): Promise<DecodedTable | null> {
  const places = new Map<string, number>();
  let header: string[] | null = null;
  let count = 0;
  for await (const group of records({ signal: options.signal })) {
    for (const record of group) {
      if (count++ === 0) header = headerOf(record);
      if (header && Array.isArray(record)) {
        for (let at = places.size; at < record.length; at++) places.set(String(at), at);
      } else eachCell(record, (path) => places.has(path) || places.set(path, places.size));
    }
  }
  if (places.size === 0) return null;
  const named = header !== null && header.length > 0;
  const raw = [...places.keys()];
  const columns = columnNames(header ? raw.map((key) => header![Number(key)] ?? '') : raw);
  async function* rows(): AsyncGenerator<(string | null)[][]> {
    let first = true;
    for await (const group of records(options)) {
      const data = first && named ? group.slice(1) : group;
      first = false;
      yield data.map((record) => {
        const row = new Array<string | null>(places.size).fill(null);
        if (header && Array.isArray(record)) record.forEach((value, at) => (row[at] = cellOf(value)));
        else eachCell(record, (path, value) => (row[places.get(path)!] = cellOf(value)));
        return row;
      });
    }
  }
  return {
    kind: 'csv',
    name,
    headerLine: 0,
    columns,
    notes: [],
    batches: guarded(csvBatches(columns, rows()), 'json', options.signal),
  };
}

/** Where records are arrays: the names if the first array holds distinct texts alone, else an empty list; null for other records. */
function headerOf(record: JsonValue): string[] | null {
  if (!Array.isArray(record)) return null;
  const names = record.filter((value) => typeof value === 'string' && value.trim() !== '') as string[];
  return names.length === record.length && new Set(names).size === names.length ? names : [];
}

/** Visits the cells of a record by their path; anything that is no object is the one cell `value`. */
function eachCell(record: JsonValue, visit: (path: string, value: JsonValue) => void): void {
  if (!(record instanceof Map)) {
    visit('value', record);
    return;
  }
  const walk = (object: Map<string, JsonValue>, prefix: string, depth: number): void => {
    for (const [key, value] of object) {
      const path = prefix + key;
      if (value instanceof Map && depth < FLATTEN && value.size > 0) walk(value, `${path}.`, depth + 1);
      else visit(path, value);
    }
  };
  walk(record, '', 1);
}

function cellOf(value: JsonValue): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return value;
  if (value instanceof JsonNumber) return plainDecimal(value.source);
  if (typeof value === 'boolean') return String(value);
  return value instanceof Map && value.size === 0 ? null : jsonText(value);
}
