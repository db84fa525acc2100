/** Messages about: customers. */
export const customers = {} as const;
