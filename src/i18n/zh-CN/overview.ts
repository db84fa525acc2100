import type { overview as en } from '../en/overview.ts';

export const overview = {} as const satisfies Record<keyof typeof en, unknown>;
