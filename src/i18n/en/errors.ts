/** Messages about: errors. */
export const errors = {} as const;
