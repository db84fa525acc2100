import type { charts as en } from '../en/charts.ts';

export const charts = {} as const satisfies Record<keyof typeof en, unknown>;
