/** How long the first paint is waited for, ms: a page in the background is not painted at all. */
const PATIENCE = 400;

/** Resolves when something stands on the screen, so that what is fetched then keeps nobody waiting for it. */
export function firstPaint(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) return resolve();
    const seen = new PerformanceObserver(() => done());
    const late = setTimeout(() => done(), PATIENCE);
    const done = () => {
      clearTimeout(late);
      seen.disconnect();
      resolve();
    };
    seen.observe({ type: 'paint', buffered: true });
  });
}
