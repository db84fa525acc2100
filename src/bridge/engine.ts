import { proxy, transfer, wrap, type Remote } from 'comlink';
import duckdbWasm from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import duckdbWorker from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import engineWorker from '../../workers/engine/worker.ts?worker&url';
import type { EngineApi, EngineFacts, JoinPlan, LoadResult, Plan, Progress } from '../../workers/engine/api.ts';
import { Fault, faultOf } from '../domain/fault.ts';
import type { Reject } from '../domain/source.ts';
import type { Permitted } from '../domain/statement.ts';
import { absolute, startWorker } from './worker.ts';

/** A running call that can be ended. */
export interface Running<T> {
  readonly done: Promise<T>;
  cancel(): void;
}

/** A started engine, and the promise that fails when it dies: every call waits for its answer or for that. */
interface Started {
  readonly remote: Remote<EngineApi>;
  readonly ended: Promise<never>;
  end(cause: string): void;
}

let started: Started | undefined;
let serial = 0;
let count = 0;
let crashed: (cause: string) => void = () => undefined;

/** Tells, before any call rejects, that the engine died; a new one can be booted at once. */
export function onCrash(tell: (cause: string) => void): void {
  crashed = tell;
}

/** How many engines have been started: tables of one are not in the next. */
export function generation(): number {
  return count;
}

/** Starts the engine worker and the database in it. Later calls reuse it, unless it died. */
export function bootEngine(): Promise<EngineFacts> {
  started ??= start();
  return answer((remote) => remote.boot({ wasm: absolute(duckdbWasm), worker: absolute(duckdbWorker) }));
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

/** Makes a table; kept for the workspace where the plan says so, and not at all where that is null. */
export function materialise(workspace: string | null, plan: Plan, progress: (step: Progress) => void): Running<void> {
  return running((id, engine) => engine.materialise(id, workspace, plan, proxy(progress)));
}

export function join(plan: JoinPlan, progress: (step: Progress) => void): Running<void> {
  return running((id, engine) => engine.join(id, plan, proxy(progress)));
}

export function define(statements: readonly Permitted<unknown>[]): Promise<void> {
  return answer((engine) => engine.define(statements));
}

/** Takes up derived tables that are kept on the device; returns those that stand now. */
export function adopt(names: readonly string[]): Promise<readonly string[]> {
  return answer((engine) => engine.adopt(names));
}

/** Lets another worker ask the engine over a port of its own. */
export function connect(port: MessagePort): Promise<void> {
  return answer((engine) => engine.connect(transfer(port, [port])));
}

/** Fails when the engine that runs now dies: who speaks to it over a port of its own would wait for ever. */
export function ended(): Promise<never> {
  return engine().ended;
}

export function retain(workspace: string, names: readonly string[]): Promise<void> {
  return answer((engine) => engine.retain(workspace, names));
}

/** Resolves when everything that follows from the sources is kept on the device. */
export function settled(): Promise<void> {
  return answer((engine) => engine.settled());
}

export function rejects(loadId: string, offset: number, limit: number): Promise<readonly Reject[]> {
  return answer((engine) => engine.rejects(loadId, offset, limit));
}

export function forget(loads: readonly string[]): Promise<void> {
  return answer((engine) => engine.forget(loads));
}

function start(): Started {
  const { worker, died } = startWorker(engineWorker, 'engine');
  count++;
  let fail: (error: Error) => void;
  const ended = new Promise<never>((_, reject) => (fail = reject));
  ended.catch(() => undefined);
  const one: Started = {
    remote: wrap<EngineApi>(worker),
    ended,
    end: (cause) => {
      if (started !== one) return;
      started = undefined;
      worker.terminate();
      crashed(cause);
      fail(new Fault('engine-crashed', cause));
    },
  };
  void died.then((cause) => one.end(cause));
  return one;
}

function engine(): Started {
  if (!started) throw new Fault('engine-down');
  return started;
}

/** Waits for the engine's answer or its death; an answer that says that the database died ends the engine, for nothing in it can be used. */
async function answer<T>(call: (engine: Remote<EngineApi>) => Promise<T>): Promise<T> {
  const one = engine();
  try {
    return await Promise.race([call(one.remote), one.ended]);
  } catch (error) {
    const { code, detail } = faultOf(error);
    if (code === 'engine-crashed') one.end(detail);
    throw error;
  }
}

function running<T>(call: (id: string, engine: Remote<EngineApi>) => Promise<unknown>): Running<T> {
  const id = `job${++serial}`;
  const one = started;
  return {
    done: answer((engine) => call(id, engine) as Promise<T>),
    cancel: () => one && one === started && void one.remote.cancel(id),
  };
}
