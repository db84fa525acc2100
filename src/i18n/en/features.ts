/** Messages about: features. */
export const features = {} as const;
