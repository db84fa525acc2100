import { mount, tick, unmount } from 'svelte';
import '../../src/ui/theme.css';
import '../../src/ui/base.css';
import type { Filter } from '../../src/domain/filter.ts';
import Customers from '../../src/pages/customers/Customers.svelte';
import type { BookRow, BookSort } from '../../src/sql/book.ts';
import { bookView } from '../../src/state/book-view.svelte.ts';
import { selection } from '../../src/state/selection.svelte.ts';
import { longTasks } from './long-tasks.ts';

/** The real list of customers in the bench page, and how long it takes until what was asked is painted, ms. */
class List {
  #mounted: Record<string, unknown> | null = null;

  async open(): Promise<number> {
    const start = performance.now();
    longTasks.length = 0;
    // From the plain order, so that sorting is another list.
    bookView.sort = [];
    this.#mounted = mount(Customers, { target: document.body });
    await this.#painted(null);
    return performance.now() - start;
  }

  /** Takes the list away; the longest main-thread task since it was opened. */
  async close(): Promise<number> {
    if (this.#mounted) await unmount(this.#mounted);
    return Math.max(0, ...longTasks);
  }

  sort(by: readonly BookSort[]): Promise<number> {
    return this.#change(() => (bookView.sort = by));
  }

  filter(by: Filter): Promise<number> {
    return this.#change(() => selection.replace(by));
  }

  search(text: string): Promise<number> {
    return this.#change(() => (bookView.search = text));
  }

  /** Goes to the very end as the End key of the scroll bar does; the number of the last row that is shown, from 1. */
  async end(): Promise<{ ms: number; last: number; count: number }> {
    const start = performance.now();
    const grid = document.querySelector<HTMLElement>('[role=grid]')!;
    const count = bookView.total ?? 0;
    grid.scrollTop = grid.scrollHeight;
    for (;;) {
      await frame();
      const shown = [...grid.querySelectorAll<HTMLElement>('[data-at]')].map((row) => Number(row.dataset.at));
      const last = Math.max(...shown);
      if (last === count - 1 && bookView.row(last) && !bookView.pending) {
        await frame();
        return { ms: performance.now() - start, last: last + 1, count };
      }
      if (performance.now() - start > 30_000) return { ms: Infinity, last: last + 1, count };
    }
  }

  async #change(change: () => void): Promise<number> {
    // The reader looks before she acts.
    await new Promise((resolve) => setTimeout(resolve, 400));
    const before = bookView.row(0);
    const start = performance.now();
    change();
    await this.#painted(before);
    return performance.now() - start;
  }

  /** Waits until other first rows than `before` are there, stand in the document, and have been painted. */
  async #painted(before: BookRow | null): Promise<void> {
    const start = performance.now();
    await tick();
    while (bookView.row(0) === null || bookView.row(0) === before || bookView.pending || bookView.total === null) {
      if (performance.now() - start > 60_000)
        throw new Error(
          `no rows: ${bookView.error?.message ?? 'waited a minute'}, ${JSON.stringify({ total: bookView.total, pending: bookView.pending, first: bookView.row(0), same: bookView.row(0) === before })}`,
        );
      await turn();
    }
    await tick();
    await frame();
  }
}

/** After what waits to be done now. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2));
}

/** After the next frame has been handed to the screen. */
function frame(): Promise<void> {
  return new Promise((resolve) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(0);
    }),
  );
}

export const list = new List();
