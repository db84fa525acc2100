import type { Document } from './document.ts';
import type { ProfitTerms } from './profit.ts';

/** What acting on a question's answer costs and brings, by the reader's own prices. */
export interface ProfitDefinition extends Document, ProfitTerms {
  readonly kind: 'profit-terms';
  /** The question: whose table it is. */
  readonly id: 'churn' | 'label';
}

export function defaultProfit(id: ProfitDefinition['id']): ProfitDefinition {
  return { kind: 'profit-terms', id, version: 0, value: 500, cost: 10, acceptance: 0.2 };
}
