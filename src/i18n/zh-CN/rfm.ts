import type { rfm as en } from '../en/rfm.ts';

export const rfm = {} as const satisfies Record<keyof typeof en, unknown>;
