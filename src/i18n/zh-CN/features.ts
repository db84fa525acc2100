import type { features as en } from '../en/features.ts';

export const features = {} as const satisfies Record<keyof typeof en, unknown>;
