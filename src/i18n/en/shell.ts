/** Messages about: the frame around every page. */
export const shell = {
  'shell.name': 'Zhike',
  'shell.skip': 'Skip to content',
} as const;
