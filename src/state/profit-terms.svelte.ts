import { defaultProfit, type ProfitDefinition } from '../domain/profit-terms.ts';
import type { ProfitTerms } from '../domain/profit.ts';
import { documentsOf, saveDocument } from '../store/workspaces.ts';
import { tenancy } from './tenancy.svelte.ts';

/** The reader's prices for acting on what is predicted, kept with the workspace. */
class ProfitPrices {
  #workspace = '';
  #saved = $state.raw<readonly ProfitDefinition[]>([]);

  /** Opens the workspace's prices; the same again costs nothing. */
  async look(workspace: string): Promise<void> {
    if (workspace === this.#workspace) return;
    this.#workspace = workspace;
    this.#saved = [];
    const saved = await documentsOf<ProfitDefinition>(workspace, 'profit-terms');
    if (workspace === this.#workspace) this.#saved = saved;
  }

  /** Reads the prices again: another tab may have changed them. */
  async follow(workspace: string): Promise<void> {
    if (workspace !== this.#workspace) return;
    this.#workspace = '';
    await this.look(workspace);
  }

  of(question: ProfitDefinition['id']): ProfitDefinition {
    return this.#saved.find(({ id }) => id === question) ?? defaultProfit(question);
  }

  /** Saves a new version. */
  async set(question: ProfitDefinition['id'], { value, cost, acceptance }: ProfitTerms): Promise<void> {
    const now = this.of(question);
    const next: ProfitDefinition = { ...now, value, cost, acceptance, version: now.version + 1 };
    this.#saved = [...this.#saved.filter(({ id }) => id !== question), next];
    // A tab that only reads weighs other prices for its own eyes.
    if (tenancy.keeper(this.#workspace) !== null) await saveDocument(this.#workspace, next);
  }
}

export const profitPrices = new ProfitPrices();
