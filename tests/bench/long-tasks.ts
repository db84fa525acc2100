/** Durations of all main-thread tasks over 50 ms since the list was emptied last. */
export const longTasks: number[] = [];

new PerformanceObserver((seen) => longTasks.push(...seen.getEntries().map(({ duration }) => duration))).observe({
  type: 'longtask',
  buffered: true,
});
