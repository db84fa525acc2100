import type { sources as en } from '../en/sources.ts';

export const sources = {} as const satisfies Record<keyof typeof en, unknown>;
