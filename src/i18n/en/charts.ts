/** Messages about: charts. */
export const charts = {} as const;
