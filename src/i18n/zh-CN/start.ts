import type { start as en } from '../en/start.ts';

export const start = {} as const satisfies Record<keyof typeof en, unknown>;
