import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The table of storeys in the README: between rooms, imports go strictly down. */
const STOREYS: Readonly<Record<string, number>> = {
  'src/domain': 0,
  'src/codec': 0,
  'src/i18n': 0,
  'src/sql': 1,
  'src/ask': 1,
  'src/charts': 1,
  'src/share': 1,
  'src/store': 1,
  'src/demo': 1,
  'workers/engine/api': 1,
  'workers/compute/api': 1,
  'workers/compute/math': 1,
  'workers/engine/database': 1,
  'src/bridge': 2,
  'src/ui': 2,
  'workers/compute/models': 2,
  'workers/engine/run': 2,
  'src/state': 3,
  'workers/compute/tasks': 3,
  'workers/engine/ingest': 3,
  'workers/engine/work': 3,
  'src/pages': 4,
  'workers/engine/worker': 4,
  'workers/compute/worker': 4,
  'src/routes': 5,
  'src/App': 6,
  'src/main': 7,
};

/** Files of the engine that are rooms by themselves, or belong together on a storey. */
const ENGINE: Readonly<Record<string, string>> = {
  api: 'workers/engine/api',
  database: 'workers/engine/database',
  execute: 'workers/engine/run',
  file: 'workers/engine/run',
  rows: 'workers/engine/run',
  materialise: 'workers/engine/work',
  demo: 'workers/engine/work',
  warm: 'workers/engine/work',
  engine: 'workers/engine/worker',
  worker: 'workers/engine/worker',
};

/** Doors that open to some rooms only. */
const DOORS: readonly { readonly room: string; readonly to: readonly string[] }[] = [
  { room: 'src/bridge', to: ['src/state'] },
  { room: 'src/ask', to: ['src/state'] },
  { room: 'src/share', to: ['src/state'] },
];

const root = join(import.meta.dirname, '..');

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(join(root, path)).isDirectory()) return filesOf(path);
    return /\.(ts|svelte)$/.test(name) ? [path] : [];
  });
}

function roomOf(file: string): string {
  const parts = file.split('/');
  if (parts[0] === 'workers') {
    if (parts[2] && /\.ts$/.test(parts[2])) {
      const stem = parts[2].replace(/\.ts$/, '');
      return parts[1] === 'engine' ? (ENGINE[stem] ?? `workers/engine/${stem}`) : `workers/${parts[1]}/${stem}`;
    }
    return `workers/${parts[1]}/${parts[2]}`;
  }
  return `src/${(parts[1] ?? '').replace(/\.(svelte\.ts|ts|svelte)$/, '')}`;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?[^'"();]*?from\s+['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]\s*\)|(?:^|\n)\s*import\s+['"](\.[^'"]+)['"]/g;
  return [...text.matchAll(pattern)].flatMap((found) => {
    const address = found[2] ?? found[3] ?? found[4] ?? '';
    if (address.includes('?')) return [];
    const dynamicType = /typeof\s+import\(\s*$/.test(text.slice(0, found.index + (found[0].indexOf('import(') + 7)));
    return [{ from: file, to: normalize(join(dirname(file), address)), typeOnly: Boolean(found[1]) || dynamicType }];
  });
}

const files = [...filesOf('src'), ...filesOf('workers')];
const imports = files.flatMap(importsOf);

describe('rooms', () => {
  it('knows every room', () => {
    const unknown = files.filter((file) => !(roomOf(file) in STOREYS));
    expect(unknown).toEqual([]);
  });

  it('law 1: between rooms, imports go strictly down', () => {
    const broken = imports.filter(({ from, to }) => {
      const [a, b] = [roomOf(from), roomOf(to)];
      return a !== b && (STOREYS[a] ?? 0) <= (STOREYS[b] ?? 99) && !to.endsWith('.css');
    });
    expect(broken.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('law 1: inside a room, imports make no cycle', () => {
    const edges = new Map<string, string[]>();
    for (const { from, to, typeOnly } of imports) {
      if (!typeOnly && roomOf(from) === roomOf(to)) edges.set(from, [...(edges.get(from) ?? []), to]);
    }
    expect(cycles(edges)).toEqual([]);
  });

  it('law 2: some doors open to one room only', () => {
    const broken = imports.filter(({ from, to }) =>
      DOORS.some(
        ({ room, to: allowed }) => roomOf(to) === room && roomOf(from) !== room && !allowed.includes(roomOf(from)),
      ),
    );
    expect(broken.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('law 2: store opens to state, and its chunks to the engine', () => {
    const broken = imports.filter(({ from, to }) => {
      if (roomOf(to) !== 'src/store' || roomOf(from) === 'src/store' || roomOf(from) === 'src/state') return false;
      return !(from.startsWith('workers/engine/') && to === 'src/store/chunks.ts');
    });
    expect(broken.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('law 2: a page enters no other page', () => {
    const pageOf = (file: string) => /^src\/pages\/([^/]+)\//.exec(file)?.[1];
    const broken = imports.filter(({ from, to }) => pageOf(from) && pageOf(to) && pageOf(from) !== pageOf(to));
    expect(broken.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('law 2: code never crosses the worker wall, types do', () => {
    const pure = ['src/domain', 'src/codec', 'src/demo', 'src/sql'];
    const broken = imports.filter(({ from, to, typeOnly }) => {
      if (typeOnly) return false;
      if (from.startsWith('src/') && to.startsWith('workers/')) return true;
      if (from.startsWith('workers/') && to.startsWith('src/'))
        return !pure.includes(roomOf(to)) && to !== 'src/store/chunks.ts';
      return false;
    });
    expect(broken.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('domain imports nothing at all', () => {
    const outside = files
      .filter((file) => roomOf(file) === 'src/domain')
      .filter((file) => /from\s+['"][^.'"]/.test(readFileSync(join(root, file), 'utf8')));
    expect(outside.map((file) => relative(root, join(root, file)))).toEqual([]);
  });
});

function cycles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      return;
    }
    state.set(file, 'open');
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of edges.keys()) visit(file, []);
  return found;
}
