/** Messages about: start. */
export const start = {} as const;
