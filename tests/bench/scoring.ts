import { book } from '../../src/state/book.svelte.ts';
import { churn } from '../../src/state/churn.svelte.ts';
import { clusters } from '../../src/state/cluster.svelte.ts';
import { jobs } from '../../src/state/jobs.svelte.ts';
import { predictions } from '../../src/state/predictions.svelte.ts';
import { retention } from '../../src/state/retention.svelte.ts';
import { query } from '../../src/state/query.ts';
import { ident, sql } from '../../src/sql/statement.ts';
import { longTasks } from './long-tasks.ts';

/** The models of the book that need nothing but orders, by their names in the scope. */
const MODELS = { prediction: predictions, churn, retention, cluster: clusters } as const;
type Name = keyof typeof MODELS;

/** What scoring everybody took, ms, and what the reader saw of it. */
export interface Scored {
  readonly models: readonly { readonly name: Name; readonly ms: number; readonly rows: number }[];
  readonly ms: number;
  readonly longest: number;
  /** Different steps of progress that were shown. */
  readonly steps: number;
}

/** Lets every model score all customers, one after another, as the page asks them. */
export async function score(): Promise<Scored> {
  const shown = new Set<string>();
  const watch = setInterval(() => {
    for (const { step } of jobs.running) shown.add(`${step.step} ${step.done}`);
  }, 20);
  longTasks.length = 0;
  const models: { name: Name; ms: number; rows: number }[] = [];
  for (const name of Object.keys(MODELS) as Name[]) {
    const start = performance.now();
    await book.predict(name);
    const ms = performance.now() - start;
    const { status, error } = MODELS[name];
    if (status !== 'ready') throw new Error(`${name} is ${status}: ${error?.message}`);
    const table = book.scope?.[name];
    const [row] = table ? await query(sql<{ n: number }>`SELECT count(*)::DOUBLE AS n FROM ${ident(table)}`) : [];
    models.push({ name, ms, rows: row?.n ?? 0 });
  }
  clearInterval(watch);
  const ms = models.reduce((sum, model) => sum + model.ms, 0);
  return { models, ms, longest: Math.max(0, ...longTasks), steps: shown.size };
}

/** Lets churn be learned anew by another seed and cancels it while it is being fitted; ms until nothing runs any more. */
export async function cancelScoring(): Promise<number> {
  await churn.setModel({ ...churn.model, seed: churn.model.seed + 1 });
  const running = book.predict('churn');
  while (!jobs.running.some(({ kind, step }) => kind === 'model' && step.step === 'fitting'))
    await new Promise((resolve) => setTimeout(resolve, 5));
  const start = performance.now();
  for (const job of jobs.running) job.cancel();
  await running;
  const ms = performance.now() - start;
  if (churn.status !== 'cancelled') throw new Error(`churn was to be cancelled and is ${churn.status}`);
  return ms;
}
