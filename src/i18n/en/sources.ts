/** Messages about: sources. */
export const sources = {} as const;
