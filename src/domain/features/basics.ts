import type { Feature } from '../feature.ts';

const from = (...columns: string[]): Feature['needs'] => [{ table: 'person', columns }];

/** Who the customer is, from the golden record. */
export const BASICS = [
  { id: 'gender', block: 'basics', unit: 'text', needs: from('gender') },
  {
    id: 'age',
    block: 'basics',
    unit: 'years',
    needs: [],
    either: [
      { table: 'person', columns: ['birth'] },
      { table: 'person', columns: ['age'] },
    ],
  },
  { id: 'region', block: 'basics', unit: 'text', needs: from('region') },
  { id: 'city', block: 'basics', unit: 'text', needs: from('city') },
  { id: 'occupation', block: 'basics', unit: 'text', needs: from('occupation') },
  { id: 'level', block: 'basics', unit: 'text', needs: from('level') },
  { id: 'signup_channel', block: 'basics', unit: 'text', needs: from('signup_channel') },
  { id: 'registered_days', block: 'basics', unit: 'days', needs: from('registered_at') },
  { id: 'consent', block: 'basics', unit: 'boolean', needs: from('consent') },
] as const satisfies readonly Feature[];
