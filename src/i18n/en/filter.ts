/** Messages about: fields that a filter can name besides the features of the profile. */
export const filter = {
  'filter.first_order_month': 'Month of the first order',
  'filter.order_month': 'Ordered in',
  'filter.rfm.class': 'RFM class',
  'filter.rfm.group': 'RFM group',
  'filter.rfm.r': 'R, days',
  'filter.rfm.f': 'F',
  'filter.rfm.m': 'M',
  'filter.rfm.r_score': 'R score',
  'filter.rfm.f_score': 'F score',
  'filter.rfm.m_score': 'M score',
} as const;
