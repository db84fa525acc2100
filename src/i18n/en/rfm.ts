/** Messages about: rfm. */
export const rfm = {} as const;
