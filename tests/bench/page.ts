import { wrap, type Remote } from 'comlink';
import * as engine from '../../src/bridge/engine.ts';
import { book } from '../../src/state/book.svelte.ts';
import { jobs } from '../../src/state/jobs.svelte.ts';
import { session } from '../../src/state/session.svelte.ts';
import type { Statement } from '../../src/domain/statement.ts';
import { permit } from '../../src/sql/guard.ts';
import type { Plan } from '../../workers/engine/api.ts';
import { list } from './list.ts';
import { longTasks } from './long-tasks.ts';
import type { BenchModels } from './models-worker.ts';
import { cancelScoring, score } from './scoring.ts';

const workers: Remote<BenchModels>[] = [];

/** What the bench script drives in the built page: the same bridge, workers, state, statements and components as the app. */
const bench = {
  engine,
  session,
  book,
  jobs,
  list,
  score,
  cancelScoring,
  longTasks,
  file: (i: number) => (document.getElementById('file') as HTMLInputElement).files![i]!,
  /** Makes a table; with `keep` it goes to the device when nobody waits, as the app does with what it derives. */
  make: (plan: { name: string; steps: readonly Statement[]; temporary?: readonly string[]; keep?: boolean }) => {
    const made: Plan = { ...plan, steps: plan.steps.map((step) => permit(step, 'profile')) };
    return engine.materialise('bench', made, () => undefined).done;
  },
  define: (statements: readonly Statement[]) =>
    engine.define(statements.map((statement) => permit(statement, 'profile'))),
  /** A worker that fits the models of the bench; started when first asked for. */
  models: (at: number): Remote<BenchModels> =>
    (workers[at] ??= wrap(new Worker(new URL('./models-worker.ts', import.meta.url), { type: 'module' }))),
};

declare global {
  interface Window {
    bench: typeof bench;
  }
}
window.bench = bench;
