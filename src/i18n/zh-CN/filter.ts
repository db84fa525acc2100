import type { filter as en } from '../en/filter.ts';

export const filter = {
  'filter.first_order_month': '首单月份',
  'filter.order_month': '下单月份',
  'filter.rfm.class': 'RFM 类型',
  'filter.rfm.group': 'RFM 分组',
  'filter.rfm.r': 'R（天）',
  'filter.rfm.f': 'F',
  'filter.rfm.m': 'M',
  'filter.rfm.r_score': 'R 分',
  'filter.rfm.f_score': 'F 分',
  'filter.rfm.m_score': 'M 分',
} as const satisfies Record<keyof typeof en, unknown>;
