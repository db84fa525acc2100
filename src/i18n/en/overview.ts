/** Messages about: overview. */
export const overview = {} as const;
