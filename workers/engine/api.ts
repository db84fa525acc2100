import type { Permitted } from '../../src/domain/statement.ts';
import type { Reject, Source } from '../../src/domain/source.ts';

/** Where the engine's own files are, as absolute addresses on our own origin. */
export interface EngineAssets {
  readonly wasm: string;
  readonly worker: string;
}

/** A step of a long job. `done` and `total` are bytes while reading and rows while building; `total` is 0 where it is unknown. */
export interface Progress {
  readonly step: 'reading' | 'decoding' | 'typing' | 'saving' | 'joining' | 'building' | 'opening' | 'demo';
  readonly done: number;
  readonly total: number;
  readonly rows?: number;
}

/** What came of one file: its tables, or a sentence (as a key with values) that says what is wrong, where, and what to do. */
export type LoadResult =
  | { readonly ok: true; readonly sources: readonly Source[] }
  | { readonly ok: false; readonly reason: LoadFailure; readonly detail: Readonly<Record<string, string | number>> };

export type LoadFailure =
  | 'empty-file'
  | 'blank-file'
  | 'no-cells'
  | 'unknown-format'
  | 'not-text'
  | 'no-columns'
  | 'damaged'
  | 'too-large'
  | 'no-space'
  | 'out-of-memory'
  | 'cancelled'
  | 'engine-crashed'
  | 'failed';

/** A table to be made once and kept by name (a content hash): steps run in order, the last one creates `name`. */
export interface Plan {
  readonly name: string;
  readonly steps: readonly Permitted<unknown>[];
  /** Temporary tables of the steps, dropped at the end whatever happens. */
  readonly temporary?: readonly string[];
  /** Keep the finished table in IndexedDB, so that reopening need not build it again. */
  readonly keep?: boolean;
}

/** Facts about the engine that the privacy panel shows. */
export interface EngineFacts {
  readonly version: string;
  readonly memoryLimit: string;
}

/**
 * The engine worker as the page sees it. Every call that takes an `id` can be ended by `cancel(id)` and then rejects with a message
 * that begins with `cancelled`. Query results are Arrow IPC streams, transferred.
 */
export interface EngineApi {
  boot(assets: EngineAssets): Promise<EngineFacts>;
  /** Reads one file into immutable loads and keeps them; workspaces share them by content. */
  load(id: string, file: File, progress: (step: Progress) => void): Promise<LoadResult>;
  /** Builds the demo company and loads its files. */
  demo(id: string, customers: number, seed: number, progress: (step: Progress) => void): Promise<readonly LoadResult[]>;
  /** Attaches kept loads, so that their tables can be asked, and what is kept of the workspace's derived tables. */
  open(id: string, workspace: string, loads: readonly string[], progress: (step: Progress) => void): Promise<void>;
  /** Detaches loads that no workspace uses any more and forgets their bytes. */
  forget(loads: readonly string[]): Promise<void>;
  /** Takes up derived tables that are kept on the device; returns those that stand now. */
  adopt(names: readonly string[]): Promise<readonly string[]>;
  query(id: string, statement: Permitted<unknown>): Promise<Uint8Array>;
  /** Makes a table unless it is there; reports rows where they are known. Without a workspace nothing is written to the device. */
  materialise(id: string, workspace: string | null, plan: Plan, progress: (step: Progress) => void): Promise<void>;
  /** Runs statements that define views; cheap, no result. */
  define(statements: readonly Permitted<unknown>[]): Promise<void>;
  /** Makes (or replaces) a table from one Arrow IPC stream of so many rows; a plan reads it next, and drops it as its temporary. */
  insert(id: string, name: string, rows: number, ipc: Uint8Array): Promise<void>;
  /** Opens `query` and `insert` to another worker over a port of its own, so that columns do not pass through the page. */
  connect(port: MessagePort): Promise<void>;
  /** Joins customers of several sources (union-find over shared keys); see identity.ts. */
  join(id: string, plan: JoinPlan, progress: (step: Progress) => void): Promise<void>;
  /** Forgets kept derived tables of a workspace that are not among `names`. */
  retain(workspace: string, names: readonly string[]): Promise<void>;
  /** Resolves when all derived tables are kept. */
  settled(): Promise<void>;
  rejects(load: string, offset: number, limit: number): Promise<readonly Reject[]>;
  cancel(id: string): void;
}

/** How customers are joined: `pairs` returns (a INTEGER, b INTEGER) edges between key numbers 0..n-1; the result table is (node INTEGER, customer INTEGER). */
export interface JoinPlan {
  readonly name: string;
  readonly steps: readonly Permitted<unknown>[];
  readonly count: Permitted<{ n: number }>;
  readonly pairs: Permitted<{ a: number; b: number }>;
}
