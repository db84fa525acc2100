/** A short message that something happened; it stays until dismissed when it names a fault. */
export interface Notice {
  readonly id: number;
  readonly kind: 'done' | 'note' | 'fault';
  readonly text: string;
  /** The raw sentence behind a fault, for those who ask. */
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly pick: () => void };
}

/** How long a notice that needs no answer stays, in milliseconds. */
const STAY = 6000;

class Notices {
  #list = $state.raw<readonly Notice[]>([]);
  #last = 0;

  get list(): readonly Notice[] {
    return this.#list;
  }

  /** Says something in the corner and to screen readers. `text` is already in the reader's language. */
  say(kind: Notice['kind'], text: string, more: Pick<Notice, 'action' | 'detail'> = {}): void {
    const id = ++this.#last;
    // The same fault again and again is one notice.
    this.#list = [
      ...this.#list.filter((one) => one.kind !== 'fault' || one.text !== text),
      { id, kind, text, ...more },
    ];
    if (kind !== 'fault') setTimeout(() => this.dismiss(id), STAY);
  }

  dismiss(id: number): void {
    this.#list = this.#list.filter((notice) => notice.id !== id);
  }
}

export const notices = new Notices();
