import { expose, transfer } from 'comlink';
import type { Permitted } from '../../src/domain/statement.ts';
import type { EngineApi } from './api.ts';
import { Engine } from './engine.ts';

const engine = new Engine();

/** The engine behind a message port; it only adds that result bytes are handed over, not copied. */
const api: EngineApi = {
  boot: (assets) => engine.boot(assets),
  load: (...call) => engine.load(...call),
  demo: (...call) => engine.demo(...call),
  open: (...call) => engine.open(...call),
  forget: (loads) => engine.forget(loads),
  adopt: (names) => engine.adopt(names),
  query: async (id: string, statement: Permitted<unknown>) => {
    const bytes = await engine.query(id, statement);
    return transfer(bytes, [bytes.buffer]);
  },
  materialise: (...call) => engine.materialise(...call),
  define: (statements) => engine.define(statements),
  join: (...call) => engine.join(...call),
  retain: (...call) => engine.retain(...call),
  settled: () => engine.settled(),
  rejects: (...call) => engine.rejects(...call),
  cancel: (id) => engine.cancel(id),
};

expose(api);
