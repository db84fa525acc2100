import type { Running } from '../bridge/engine.ts';
import type { Span } from '../domain/workspace.ts';
import type { CanonicalPlan, Period } from '../sql/canonical.ts';
import { bound } from '../sql/statement.ts';
import { updateWorkspace } from '../store/workspaces.ts';
import { nameOf } from './plan.ts';
import { ask } from './query.ts';
import { tenancy } from './tenancy.svelte.ts';

/**
 * From when to when the data go that the plan makes of what is named by `content`: as it is `kept`, or else found and kept with the
 * workspace, so that opening it needs no look at them. `call` waits for the answer.
 */
export async function spanOf(
  workspace: string,
  kept: Span | undefined,
  content: string,
  { period }: Pick<CanonicalPlan, 'period'>,
  call: (running: Running<Period[]>) => Promise<Period[]>,
): Promise<Span> {
  const of = nameOf('period', `${content}|${bound(period)}`);
  if (kept?.of === of) return kept;
  const asked = ask(period);
  const [found] = await call({ done: asked.rows, cancel: asked.cancel });
  const span: Span = { of, ...(found ?? { first: null, last: null, asOf: null }) };
  // Without room, or in a tab that only reads, it is found again the next time.
  if (tenancy.keeper(workspace) !== null) void updateWorkspace(workspace, { span }).catch(() => undefined);
  return span;
}
