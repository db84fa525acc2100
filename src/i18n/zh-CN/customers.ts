import type { customers as en } from '../en/customers.ts';

export const customers = {} as const satisfies Record<keyof typeof en, unknown>;
