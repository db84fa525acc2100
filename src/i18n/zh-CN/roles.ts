import type { roles as en } from '../en/roles.ts';

export const roles = {} as const satisfies Record<keyof typeof en, unknown>;
