import type { shell as en } from '../en/shell.ts';

export const shell = {
  'shell.name': '知客',
  'shell.skip': '跳到正文',
} as const satisfies Record<keyof typeof en, unknown>;
