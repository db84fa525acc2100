/** Messages about: customer. */
export const customer = {} as const;
