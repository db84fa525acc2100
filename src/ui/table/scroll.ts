/** Tallest element that every browser can draw; some stop near 17 million pixels. */
export const TALLEST = 12_000_000;

/** Where a long list is: `top` is the pixel of the list at the upper edge, `scroll` the browser's own scroll position. They differ where the list is taller than an element can be. */
export interface Place {
  readonly top: number;
  readonly scroll: number;
}

/** Height of the element that stands for a list of `total` pixels. */
export function drawnHeight(total: number): number {
  return Math.min(total, TALLEST);
}

/** The place after the browser scrolled: small moves (wheel, touch) go pixel by pixel, jumps (the bar, the End key) go in proportion. */
export function scrolled(before: Place, scroll: number, total: number, viewport: number): Place {
  const end = Math.max(0, total - viewport);
  const last = Math.max(0, drawnHeight(total) - viewport);
  if (total <= TALLEST) return { top: clamp(scroll, end), scroll };
  if (scroll <= 0) return { top: 0, scroll };
  if (scroll >= last - 1) return { top: end, scroll };
  const moved = scroll - before.scroll;
  const top = Math.abs(moved) <= 3 * viewport ? before.top + moved : (scroll / last) * end;
  return { top: clamp(top, end), scroll };
}

/** The place that shows pixel `top` at the upper edge, with both positions in proportion. */
export function placeOf(top: number, total: number, viewport: number): Place {
  const end = Math.max(0, total - viewport);
  const at = clamp(top, end);
  if (total <= TALLEST) return { top: at, scroll: at };
  return { top: at, scroll: (at / end) * (drawnHeight(total) - viewport) };
}

/** The least move that brings `[from, to)` into a window of `viewport` pixels that begins at `top`. */
export function revealed(top: number, from: number, to: number, viewport: number): number {
  if (from < top) return from;
  return to > top + viewport ? to - viewport : top;
}

function clamp(value: number, end: number): number {
  return Math.min(Math.max(0, value), end);
}
