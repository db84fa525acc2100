import type { Condition, Filter } from '../domain/filter.ts';

/** Whom all pages look at: conditions that must all hold. The empty filter is everybody. */
class Selection {
  #filter = $state.raw<Filter>([]);

  get filter(): Filter {
    return this.#filter;
  }

  /** Adds a condition, or replaces the one on the same field. */
  set(condition: Condition): void {
    this.#filter = [...this.#filter.filter((one) => one.field !== condition.field), condition];
  }

  remove(field: string): void {
    this.#filter = this.#filter.filter((one) => one.field !== field);
  }

  clear(): void {
    this.#filter = [];
  }

  replace(filter: Filter): void {
    this.#filter = filter;
  }
}

export const selection = new Selection();
