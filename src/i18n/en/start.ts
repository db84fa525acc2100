/** Messages about: the first page, where there is no workspace yet. */
export const start = {
  'start.title': 'Know your customers from the order files you already have',
  'start.about': 'You get a profile of every customer, RFM segments, and forecasts of who buys again and who leaves.',
  'start.drop': 'Drop files or a folder here',
  'start.kinds':
    'CSV, Excel, JSON, Parquet or Arrow: orders, members, visits, reviews. Any columns. You can also paste a table.',
  'start.drop-label': 'Add your files',
  'start.or': 'No files at hand',
  'start.demo': 'Open the demo company',
  'start.size': 'Customers in the demo',
  'start.size-spoken': '{n} customers',
  'start.size-unit': 'customers',
  'start.demo-about': 'An invented shop with members, orders, visits and reviews.',
  'start.privacy': 'Your files stay on this device. The page has no way to send them anywhere.',
  'start.proof': 'See the proof',
} as const;
