/** Messages about: privacy. */
export const privacy = {} as const;
