/** Messages about: roles. */
export const roles = {} as const;
