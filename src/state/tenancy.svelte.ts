import { tenancy as tabs, type Stand } from '../store/tenancy.ts';

/** How this tab stands to the open workspace: one tab writes, the others read and follow. */
class Tenancy {
  #workspace = '';
  #entering = false;
  #stand = $state<Stand>('writing');

  get stand(): Stand {
    return this.#stand;
  }
  /** True where nothing may be saved, because another tab owns the open workspace. */
  get reading(): boolean {
    return this.#stand !== 'writing';
  }

  /** Comes to a workspace and goes away from the one before. */
  async enter(workspace: string): Promise<void> {
    if (this.#workspace && this.#workspace !== workspace) tabs.leave(this.#workspace);
    this.#workspace = workspace;
    this.#entering = true;
    const stand = await tabs.enter(workspace);
    if (this.#workspace !== workspace) return;
    this.#entering = false;
    this.#stand = stand;
  }

  leave(): void {
    tabs.leave(this.#workspace);
    this.#workspace = '';
    this.#stand = 'writing';
  }

  /** Asks the tab that owns the open workspace to hand it over. */
  take(): void {
    tabs.take(this.#workspace);
  }

  /** Takes note of a change; true where it is the open workspace that this tab may write to from now on. */
  note(workspace: string, stand: Stand): boolean {
    if (workspace !== this.#workspace || this.#entering) return false;
    const gained = this.#stand !== 'writing' && stand === 'writing';
    this.#stand = stand;
    return gained;
  }

  /** The workspace under which the engine may keep results; null for a tab that only reads, which keeps and forgets nothing. */
  keeper(workspace: string): string | null {
    return tabs.stand(workspace) === 'writing' ? workspace : null;
  }
}

export const tenancy = new Tenancy();
