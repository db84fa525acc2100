import { Fault } from '../domain/fault.ts';

/** What tabs tell each other. `take` asks the owner to hand over, `busy` is its answer while it still saves, `held` says that a tab owns now. */
export type Word =
  | { readonly kind: 'saved' | 'removed' | 'take' | 'busy' | 'held'; readonly workspace: string }
  | { readonly kind: 'listed' };

/** How a tab stands to a workspace: it may write, it only reads, or it reads and has asked to write and waits for the owner. */
export type Stand = 'writing' | 'reading' | 'waiting';

/** One workspace's lock as this tab stands to it. */
interface Tenure {
  readonly workspace: string;
  mine: boolean;
  /** Writes under way; the lock is given up only when there are none. */
  busy: number;
  /** The workspace is no longer looked at here. */
  leaving: boolean;
  /** Another tab has asked for it. */
  giving: boolean;
  /** This tab has asked for it. */
  wanted: boolean;
  release: () => void;
  queued: AbortController;
  impatience: ReturnType<typeof setTimeout> | undefined;
}

/** How long a second tab waits for the lock before it opens for reading, ms: a page that is reloaded still holds it for a moment. */
const MOMENT = 250;
/** How long the owner may leave a request unanswered before the lock is taken from it, ms: its tab may be frozen. */
const PATIENCE = 4_000;

/**
 * One tab owns a workspace. Ownership is a Web Lock, so that a tab which closes or dies gives it up without a word; whoever comes second
 * stands in the queue, reads, and owns when the lock comes free. `take` asks the owner over a BroadcastChannel to hand over.
 */
export class Tenancy {
  readonly #tenures = new Map<string, Tenure>();
  readonly #locks: () => LockManager;
  readonly #open: () => BroadcastChannel;
  #channel: BroadcastChannel | null = null;
  /** Told when this tab's standing changes. */
  onstand: (workspace: string, stand: Stand) => void = () => undefined;
  /** Told what other tabs say. */
  onword: (word: Word) => void = () => undefined;

  constructor(locks = () => navigator.locks, open = () => new BroadcastChannel('zhike')) {
    this.#locks = locks;
    this.#open = open;
  }

  stand(workspace: string): Stand {
    const tenure = this.#tenures.get(workspace);
    if (tenure?.mine && !tenure.giving) return 'writing';
    return tenure?.wanted ? 'waiting' : 'reading';
  }

  /** Comes to a workspace; gives how this tab stands to it. */
  async enter(workspace: string): Promise<Stand> {
    this.listen();
    const known = this.#tenures.get(workspace);
    if (known) known.leaving = false;
    else {
      const tenure: Tenure = {
        workspace,
        mine: false,
        busy: 0,
        leaving: false,
        giving: false,
        wanted: false,
        release: () => undefined,
        queued: new AbortController(),
        impatience: undefined,
      };
      this.#tenures.set(workspace, tenure);
      await Promise.race([this.#request(tenure), new Promise((done) => setTimeout(done, MOMENT))]);
    }
    return this.stand(workspace);
  }

  /** Goes away from a workspace; what is being saved is saved first. */
  leave(workspace: string): void {
    const tenure = this.#tenures.get(workspace);
    if (!tenure) return;
    tenure.leaving = true;
    if (!tenure.mine) {
      tenure.queued.abort();
      this.#tenures.delete(workspace);
    } else if (tenure.busy === 0) this.#free(tenure);
  }

  /** Asks the owner to hand over. Who does not answer is frozen, and loses the lock. */
  take(workspace: string): void {
    const tenure = this.#tenures.get(workspace);
    if (!tenure || tenure.mine) return;
    tenure.wanted = true;
    this.onstand(workspace, 'waiting');
    this.#ask(tenure);
  }

  /** Work that saves: refused to a tab that only reads; the lock stays until it is done. */
  async during<T>(workspace: string, work: () => Promise<T>): Promise<T> {
    const tenure = this.#tenures.get(workspace);
    if (!tenure?.mine) throw new Fault('read-only');
    tenure.busy++;
    try {
      return await work();
    } finally {
      if (--tenure.busy === 0 && tenure.mine && (tenure.giving || tenure.leaving)) this.#free(tenure);
    }
  }

  /** One save: refused to a tab that only reads, told to those that follow. */
  async write<T>(workspace: string, save: () => Promise<T>): Promise<T> {
    const saved = await this.during(workspace, save);
    this.tell({ kind: 'saved', workspace });
    return saved;
  }

  tell(word: Word): void {
    this.listen();
    this.#channel?.postMessage(word);
  }

  /** Hears other tabs from now on. */
  listen(): void {
    if (this.#channel) return;
    this.#channel = this.#open();
    this.#channel.onmessage = ({ data }: MessageEvent<Word>) => this.#hear(data);
  }

  /** Gives up everything and hears nothing more. */
  close(): void {
    for (const workspace of [...this.#tenures.keys()]) this.leave(workspace);
    this.#channel?.close();
    this.#channel = null;
  }

  #hear(word: Word): void {
    const tenure = word.kind === 'listed' ? undefined : this.#tenures.get(word.workspace);
    if (word.kind === 'take' && tenure?.mine) {
      tenure.giving = true;
      if (tenure.busy > 0) this.tell({ kind: 'busy', workspace: tenure.workspace });
      this.onstand(tenure.workspace, 'reading');
      if (tenure.busy === 0) this.#free(tenure);
    }
    if (word.kind === 'busy') clearTimeout(tenure?.impatience);
    // Another one stood before us in the queue: it is asked in turn.
    if (word.kind === 'held' && tenure?.wanted) this.#ask(tenure);
    this.onword(word);
  }

  #ask(tenure: Tenure): void {
    clearTimeout(tenure.impatience);
    tenure.impatience = setTimeout(() => {
      if (!tenure.wanted || tenure.leaving) return;
      tenure.queued.abort();
      void this.#request(tenure, true);
    }, PATIENCE);
    this.tell({ kind: 'take', workspace: tenure.workspace });
  }

  /** Stands in the queue, or takes the lock from whoever has it; resolves when the lock is ours. */
  #request(tenure: Tenure, steal = false): Promise<void> {
    const queued = new AbortController();
    tenure.queued = queued;
    return new Promise<void>((granted) => {
      const options: LockOptions = steal ? { steal } : { signal: queued.signal };
      this.#locks()
        .request(`zhike:${tenure.workspace}`, options, () => {
          if (tenure.leaving && tenure.busy === 0) return;
          this.#own(tenure);
          granted();
          return new Promise<void>((release) => (tenure.release = release));
        })
        .catch(() => this.#lost(tenure, queued));
    });
  }

  #own(tenure: Tenure): void {
    clearTimeout(tenure.impatience);
    tenure.mine = true;
    tenure.wanted = false;
    tenure.giving = false;
    this.tell({ kind: 'held', workspace: tenure.workspace });
    this.onstand(tenure.workspace, 'writing');
  }

  /** Lets go; who stays stands in the queue again, behind the one that asked. */
  #free(tenure: Tenure): void {
    tenure.mine = false;
    tenure.giving = false;
    tenure.release();
    if (tenure.leaving) this.#tenures.delete(tenure.workspace);
    else void this.#request(tenure);
  }

  /** The request ended: given up by us, or taken away while this tab slept. */
  #lost(tenure: Tenure, queued: AbortController): void {
    if (queued.signal.aborted || !tenure.mine || tenure.queued !== queued) return;
    tenure.mine = false;
    tenure.giving = false;
    if (tenure.leaving) this.#tenures.delete(tenure.workspace);
    else {
      this.onstand(tenure.workspace, 'reading');
      void this.#request(tenure);
    }
  }
}

/** This tab among the others. */
export const tenancy = new Tenancy();
