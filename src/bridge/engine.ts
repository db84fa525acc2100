import { proxy, transfer, wrap, type Remote } from 'comlink';
import duckdbWasm from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import duckdbWorker from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import engineWorker from '../../workers/engine/worker.ts?worker&url';
import type { EngineApi, EngineFacts, JoinPlan, LoadResult, Plan, Progress } from '../../workers/engine/api.ts';
import type { Reject } from '../domain/source.ts';
import type { Permitted } from '../domain/statement.ts';
import { absolute, startWorker } from './worker.ts';

/** A running call that can be ended. */
export interface Running<T> {
  readonly done: Promise<T>;
  cancel(): void;
}

let remote: Remote<EngineApi> | undefined;
let serial = 0;

/** Starts the engine worker and the database in it. Later calls reuse it. */
export async function bootEngine(): Promise<EngineFacts> {
  remote ??= wrap<EngineApi>(startWorker(engineWorker, 'engine'));
  return remote.boot({ wasm: absolute(duckdbWasm), worker: absolute(duckdbWorker) });
}

export function load(file: File, progress: (step: Progress) => void): Running<LoadResult> {
  return running((id, engine) => engine.load(id, file, proxy(progress)));
}

export function demo(
  customers: number,
  seed: number,
  progress: (step: Progress) => void,
): Running<readonly LoadResult[]> {
  return running((id, engine) => engine.demo(id, customers, seed, proxy(progress)));
}

export function open(workspace: string, loads: readonly string[], progress: (step: Progress) => void): Running<void> {
  return running((id, engine) => engine.open(id, workspace, loads, proxy(progress)));
}

export function query(statement: Permitted<unknown>): Running<Uint8Array> {
  return running((id, engine) => engine.query(id, statement));
}

export function materialise(workspace: string, plan: Plan, progress: (step: Progress) => void): Running<void> {
  return running((id, engine) => engine.materialise(id, workspace, plan, proxy(progress)));
}

export function join(plan: JoinPlan, progress: (step: Progress) => void): Running<void> {
  return running((id, engine) => engine.join(id, plan, proxy(progress)));
}

export function define(statements: readonly Permitted<unknown>[]): Promise<void> {
  return engine().define(statements);
}

/** Takes up derived tables that are kept on the device; returns those that stand now. */
export function adopt(names: readonly string[]): Promise<readonly string[]> {
  return engine().adopt(names);
}

/** Lets another worker ask the engine over a port of its own. */
export function connect(port: MessagePort): Promise<void> {
  return engine().connect(transfer(port, [port]));
}

export function retain(workspace: string, names: readonly string[]): Promise<void> {
  return engine().retain(workspace, names);
}

/** Resolves when everything that follows from the sources is kept on the device. */
export function settled(): Promise<void> {
  return engine().settled();
}

export function rejects(loadId: string, offset: number, limit: number): Promise<readonly Reject[]> {
  return engine().rejects(loadId, offset, limit);
}

export function forget(loads: readonly string[]): Promise<void> {
  return engine().forget(loads);
}

function engine(): Remote<EngineApi> {
  if (!remote) throw new Error('the engine has not started');
  return remote;
}

function running<T>(call: (id: string, engine: Remote<EngineApi>) => Promise<unknown>): Running<T> {
  const id = `job${++serial}`;
  const worker = engine();
  return { done: call(id, worker) as Promise<T>, cancel: () => void worker.cancel(id) };
}
