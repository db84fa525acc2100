import { contentKey } from '../codec/hash.ts';
import type { Statement } from '../domain/statement.ts';
import { permit } from '../sql/guard.ts';
import type { JoinStage } from '../sql/stage.ts';
import { bound } from '../sql/statement.ts';
import type { JoinPlan } from '../../workers/engine/api.ts';

/** What makes a table, as a text: a table that is kept must not outlive the formula by which it was made. */
export function textOf(steps: readonly Statement[]): string {
  return steps.map((step) => bound(step)).join(';');
}

/** A table's name: what it is, and a hash of everything that it follows from. */
export function nameOf(prefix: string, content: string): string {
  return `${prefix}_${contentKey(content).slice(0, 16)}`;
}

/** How the engine is to join customers. */
export function joinPlan(stage: JoinStage): JoinPlan {
  return {
    name: stage.name,
    steps: stage.steps.map((step) => permit(step, 'profile')),
    count: permit(stage.count, 'profile'),
    pairs: permit(stage.pairs, 'profile'),
  };
}
