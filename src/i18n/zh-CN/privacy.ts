import type { privacy as en } from '../en/privacy.ts';

export const privacy = {} as const satisfies Record<keyof typeof en, unknown>;
