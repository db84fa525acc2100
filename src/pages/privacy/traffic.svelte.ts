/** Something that the policy stopped: what kind, and where it wanted to go. */
export interface Blocked {
  readonly directive: string;
  readonly target: string;
  /** True for the attempt that the reader asked for. */
  readonly asked: boolean;
}

/** An address that no network resolves (RFC 2606): should the wall be missing, still nothing is reached. */
const NOWHERE = 'https://zhike.invalid/';

/**
 * What left this page, by the browser's own records: every resource it fetched (Resource Timing) and everything the policy stopped
 * (`securitypolicyviolation`). Workers keep records of their own that a page cannot read; they inherit the policy.
 */
class Traffic {
  #outside = $state.raw<readonly string[]>([]);
  #blocked = $state.raw<readonly Blocked[]>([]);
  #own = $state(0);
  #trying = false;

  /** Addresses on other sites that were really asked, one entry a request. */
  get outside(): readonly string[] {
    return this.#outside;
  }

  get blocked(): readonly Blocked[] {
    return this.#blocked;
  }

  /** Requests to the site that the page itself came from. */
  get own(): number {
    return this.#own;
  }

  /** True when something reached another site, or tried to without being asked. */
  get alarm(): boolean {
    return this.#outside.length > 0 || this.#blocked.some(({ asked }) => !asked);
  }

  /** Starts to listen; what was fetched before counts too. */
  watch(): void {
    document.addEventListener('securitypolicyviolation', (event) => {
      const target = event.blockedURI || event.sourceFile;
      this.#blocked = [...this.#blocked, { directive: event.effectiveDirective, target, asked: this.#trying }];
    });
    new PerformanceObserver((list) => this.#count(list.getEntries())).observe({ type: 'resource', buffered: true });
  }

  /** Lets the page try to reach another site. Resolves to true when the browser refused by policy. */
  async attempt(): Promise<boolean> {
    const before = this.#blocked.length;
    this.#trying = true;
    await fetch(NOWHERE, { mode: 'no-cors' }).catch(() => undefined);
    await new Promise((done) => setTimeout(done, 50));
    this.#trying = false;
    return this.#blocked.length > before;
  }

  #count(entries: readonly PerformanceEntry[]): void {
    const addresses = entries.map(({ name }) => name).filter((name) => /^https?:/.test(name));
    const own = addresses.filter((name) => new URL(name).origin === location.origin);
    this.#own += own.length;
    const outside = addresses.filter((name) => !own.includes(name) && !name.startsWith(NOWHERE));
    if (outside.length > 0) this.#outside = [...this.#outside, ...outside];
  }
}

export const traffic = new Traffic();
