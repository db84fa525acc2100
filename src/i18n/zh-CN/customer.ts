import type { customer as en } from '../en/customer.ts';

export const customer = {} as const satisfies Record<keyof typeof en, unknown>;
