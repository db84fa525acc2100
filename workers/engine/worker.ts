import { expose, transfer } from 'comlink';
import type { EngineApi } from './api.ts';
import { Engine } from './engine.ts';

/** Answers that are on their way are let out first; then the page sees the end of this worker, and starts another. */
const engine = new Engine(() => setTimeout(close, 50));

const query: EngineApi['query'] = async (id, statement) => {
  const bytes = await engine.query(id, statement);
  return transfer(bytes, [bytes.buffer]);
};
const insert: EngineApi['insert'] = (...call) => engine.insert(...call);

/** The engine behind a message port; it only adds that result bytes are handed over, not copied. */
const api: EngineApi = {
  boot: (assets) => engine.boot(assets),
  load: (...call) => engine.load(...call),
  demo: (...call) => engine.demo(...call),
  open: (...call) => engine.open(...call),
  forget: (loads) => engine.forget(loads),
  adopt: (names) => engine.adopt(names),
  query,
  materialise: (...call) => engine.materialise(...call),
  define: (statements) => engine.define(statements),
  join: (...call) => engine.join(...call),
  insert,
  connect: async (port) => expose({ query, insert }, port),
  retain: (...call) => engine.retain(...call),
  settled: () => engine.settled(),
  rejects: (...call) => engine.rejects(...call),
  cancel: (id) => engine.cancel(id),
};

expose(api);
