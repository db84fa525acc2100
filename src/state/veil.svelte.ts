/** Whether personal values are masked: always, until the reader lifts it, and only for the workspace in which she did. */
class Veil {
  #lifted = $state<string | null>(null);

  isDown(workspace: string | undefined): boolean {
    return workspace === undefined || this.#lifted !== workspace;
  }

  set(workspace: string | undefined, down: boolean): void {
    this.#lifted = down ? null : (workspace ?? null);
  }
}

export const veil = new Veil();
