import * as engine from '../bridge/engine.ts';
import { contentKey } from '../codec/hash.ts';
import { faultOf } from '../domain/fault.ts';
import type { Scope } from '../domain/scope.ts';
import { bookCount, bookOrder, bookPlace, bookRows, type BookQuery, type BookRow, type BookSort } from '../sql/book.ts';
import { permit } from '../sql/guard.ts';
import { bound } from '../sql/statement.ts';
import { ask, query as rowsOf, type Asked } from './query.ts';

/** Rows asked at once. */
const PAGE = 100;
/** Pages kept; the least recently shown go first. */
const KEPT = 60;
/** From this place on, a sorted or filtered list is put in order once instead of again and again. */
const DEEP = 2_000;

/** What is listed: whom, in which order, with which columns. */
export interface Listed {
  readonly scope: Scope;
  readonly query: BookQuery;
  readonly columns: readonly string[];
}

/**
 * The list of customers as it is looked at: pages of it are asked as they come into sight, a newer question makes older answers void.
 * Order, search and columns outlive the page, so that the list is found again as it was left.
 */
class BookView {
  /** Those who spent most come first, until the reader chooses. */
  sort = $state.raw<readonly BookSort[]>([{ field: 'm_total', descending: true }]);
  search = $state('');
  /** Chosen columns by workspace. */
  columns = $state.raw<ReadonlyMap<string, readonly string[]>>(new Map());
  /** Place of the row that was opened last, so that the list is found again there; 0 in another list. */
  opened = 0;
  #total = $state.raw<number | null>(null);
  #pages = $state.raw<ReadonlyMap<number, readonly BookRow[]>>(new Map());
  #error = $state.raw<Error | null>(null);
  #pending = $state(false);
  #counting = $state(false);
  /** What `total` counts: the scope, the filter and the search. */
  #counted = '';
  #listed: Listed | null = null;
  #key = '';
  #fresh = true;
  #turn = 0;
  #wanted: readonly [number, number] = [0, 0];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #count: Asked<{ n: number }> | null = null;
  readonly #asked = new Map<number, Asked<BookRow>>();
  /** The table that holds the whole order, the statement that it answers, and whether it is done. */
  #order: { name: string; done: boolean; made: Promise<unknown>; generation: number } | null = null;

  /** How many customers are listed; null until known. */
  get total(): number | null {
    return this.#total;
  }
  get error(): Error | null {
    return this.#error;
  }
  /** True while rows in sight are awaited. */
  get pending(): boolean {
    return this.#pending;
  }

  /** True while rows in sight or their number are awaited: what is less urgent may wait, too, for one engine answers all. */
  get busy(): boolean {
    return this.#pending || this.#counting;
  }

  /** The row at a place, or null while it is awaited. */
  row(place: number): BookRow | null {
    return this.#pages.get(Math.floor(place / PAGE))?.[place % PAGE] ?? null;
  }

  /** Looks at a list; null looks at nothing. The same list again changes nothing. */
  look(listed: Listed | null): void {
    const key = listed ? JSON.stringify([listed.scope, listed.query, listed.columns]) : '';
    if (key === this.#key && !this.#error) return;
    if (this.#key !== key) this.opened = 0;
    this.#key = key;
    this.#listed = listed;
    this.#turn++;
    this.stop();
    this.#fresh = true;
    this.#error = null;
    if (!listed) {
      this.#total = null;
      this.#counted = '';
      this.#pages = new Map();
      return;
    }
    this.#wanted = [0, PAGE - 1];
    // The rows in sight come first, their number after them. Another order of the same customers is as long.
    this.#counting = this.#total === null || countedBy(listed) !== this.#counted;
    this.#fetch();
  }

  /** Says which places are in sight; their rows are asked, others no longer. */
  want(first: number, last: number): void {
    this.#wanted = [Math.max(0, first), Math.max(0, last)];
    clearTimeout(this.#timer);
    // While the list flies past, nothing is asked; the first rows are asked at once.
    this.#timer = setTimeout(() => this.#fetch(), this.#asked.size > 0 ? 60 : 0);
  }

  /** Asks again after a fault. */
  again(): void {
    const listed = this.#listed;
    this.#key = '';
    this.look(listed);
  }

  /** Ends what is being asked; call when the page goes away. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#count?.cancel();
    this.#count = null;
    this.#counting = false;
    for (const asked of this.#asked.values()) asked.cancel();
    this.#asked.clear();
    this.#pending = false;
  }

  /** Customers before and after one in the list, with her place from 0; null when she is not in it. */
  async around(customer: number, scope: Scope, query: BookQuery): Promise<Neighbours | null> {
    const place = isPlain(query) ? customer : (await rowsOf(bookPlace(customer, query, scope)))[0]?.position;
    if (place === undefined) return null;
    const offset = Math.max(0, place - 1);
    const rows = await rowsOf(bookRows({ ...query, columns: [], offset, limit: place === 0 ? 2 : 3 }, scope));
    const [count] = await rowsOf(bookCount(query, scope));
    const at = place - offset;
    return {
      place,
      total: count?.n ?? 0,
      before: at > 0 ? (rows[at - 1]?.customer ?? null) : null,
      after: rows[at + 1]?.customer ?? null,
    };
  }

  /** The table that holds the list in order, for reading all of it; null where the order is that of the numbers. */
  async ordered(scope: Scope, query: BookQuery): Promise<string | null> {
    if (isPlain(query)) return null;
    await this.#putInOrder({ scope, query });
    return this.#order?.name ?? null;
  }

  #countAll(listed: Listed): void {
    const { query, scope } = listed;
    const turn = this.#turn;
    this.#counted = '';
    this.#count = ask(bookCount(query, scope));
    this.#count.rows.then(
      ([row]) => {
        if (turn !== this.#turn) return;
        this.#total = row?.n ?? 0;
        this.#counted = countedBy(listed);
        this.#counting = false;
      },
      (error: unknown) => this.#fail(turn, error),
    );
  }

  #fetch(): void {
    const listed = this.#listed;
    if (!listed) return;
    const first = Math.floor(this.#wanted[0] / PAGE);
    const last = Math.floor(this.#wanted[1] / PAGE);
    for (const [page, asked] of this.#asked) {
      if (page >= first && page <= last) continue;
      asked.cancel();
      this.#asked.delete(page);
    }
    const deep = first * PAGE >= DEEP && !isPlain(listed.query);
    if (deep) void this.#putInOrder(listed).catch(() => undefined);
    for (let page = first; page <= last; page++) {
      if (this.#asked.has(page) || (!this.#fresh && this.#pages.has(page))) continue;
      if (this.#total !== null && !this.#fresh && page * PAGE >= this.#total) continue;
      this.#askPage(page, listed);
    }
    this.#pending = this.#asked.size > 0;
  }

  #askPage(page: number, listed: Listed): void {
    const { scope, query, columns } = listed;
    const turn = this.#turn;
    const { done, name, generation } = this.#order ?? {};
    const order = done && name && generation === engine.generation() ? name : null;
    const asked = ask(bookRows({ ...query, columns, offset: page * PAGE, limit: PAGE, order }, scope));
    this.#asked.set(page, asked);
    asked.rows.then(
      (rows) => {
        if (turn !== this.#turn) return;
        this.#asked.delete(page);
        // The old rows stay in sight until the first new ones are there.
        const others = this.#fresh ? [] : [...this.#pages].filter(([one]) => one !== page);
        this.#fresh = false;
        this.#pages = new Map([...others.slice(1 - KEPT), [page, rows]]);
        this.#pending = this.#asked.size > 0;
        if (this.#counting && !this.#count) this.#countAll(listed);
      },
      (error: unknown) => {
        if (this.#asked.get(page) === asked) this.#asked.delete(page);
        this.#fail(turn, error);
      },
    );
  }

  /** Puts the whole list in order, once; meanwhile rows are found by counting. The order before is dropped. */
  #putInOrder({ scope, query }: Pick<Listed, 'scope' | 'query'>): Promise<unknown> {
    const name = `order_${contentKey(bound(bookOrder('o', query, scope))).slice(0, 16)}`;
    const generation = engine.generation();
    if (this.#order?.name === name && this.#order.generation === generation) return this.#order.made;
    const before = this.#order?.name;
    const steps = [permit(bookOrder(name, query, scope), 'view')];
    const running = engine.materialise(
      null,
      { name, steps, ...(before ? { temporary: [before] } : {}) },
      () => undefined,
    );
    const order = { name, done: false, made: running.done, generation };
    this.#order = order;
    order.made.then(
      () => (order.done = true),
      () => {
        if (this.#order === order) this.#order = null;
      },
    );
    return order.made;
  }

  #fail(turn: number, error: unknown): void {
    const fault = error instanceof Error ? error : new Error(String(error));
    if (turn !== this.#turn || faultOf(error).code === 'cancelled') return;
    this.#pending = false;
    this.#counting = false;
    this.#error = fault;
  }
}

/** What the number of a list depends on. */
function countedBy({ scope, query }: Listed): string {
  return JSON.stringify([scope, query.filter, query.search]);
}

/** True for the list of everybody in the order of the numbers. */
function isPlain({ sort, filter, search }: BookQuery): boolean {
  return sort.length === 0 && filter.length === 0 && search.trim() === '';
}

/** Where a customer stands in the list, from 0, and who stands beside her. */
export interface Neighbours {
  readonly place: number;
  readonly total: number;
  readonly before: number | null;
  readonly after: number | null;
}

export const bookView = new BookView();
