import { available, BLOCKS, type Block, type Unit } from './feature.ts';
import { FEATURES } from './features.ts';
import type { KeyKind } from './key.ts';
import { isModelTable, type ModelTable, type Scope } from './scope.ts';
import { provides } from './table.ts';

/** How a field of the customer book is shown: a feature's unit, one of RFM's names, or a cluster's. */
export type FieldUnit = Unit | 'class' | 'group' | 'cluster';

/** The parts of the customer book under which its fields are listed: who she is, the brief's five blocks, the RFM scores, what is predicted. */
export const FIELD_GROUPS = ['identity', ...BLOCKS, 'rfm', 'predicted'] as const;
export type FieldGroup = 'identity' | Block | 'rfm' | 'predicted';

/** One column of the customer book: where it stands, how it is shown, and how it is masked. */
export interface BookField {
  readonly id: string;
  readonly unit: FieldUnit;
  readonly group: FieldGroup;
  readonly from: 'customer' | 'profile' | 'rfm' | ModelTable;
  readonly column: string;
  /** Personal: shown masked unless the reader says otherwise. `key` is an id that may be a phone or an address. */
  readonly mask?: 'name' | 'phone' | 'email' | 'key';
}

const identity = (id: string, unit: Unit, mask?: BookField['mask']): BookField => ({
  id,
  unit,
  group: 'identity',
  from: 'customer',
  column: id,
  ...(mask ? { mask } : {}),
});

const rfm = (id: string, unit: FieldUnit, column = id): BookField => ({
  id: `rfm.${id}`,
  unit,
  group: 'rfm',
  from: 'rfm',
  column,
});

const predicted = (column: string, unit: FieldUnit, from: ModelTable = 'prediction'): BookField => ({
  id: `predicted.${column}`,
  unit,
  group: 'predicted',
  from,
  column,
});

/** Every field that the customer book can have, in the order in which they are listed. */
export const BOOK_FIELDS: readonly BookField[] = [
  identity('customer_id', 'text', 'key'),
  identity('name', 'text', 'name'),
  identity('phone', 'text', 'phone'),
  identity('email', 'text', 'email'),
  identity('birth', 'date'),
  identity('registered_at', 'datetime'),
  ...FEATURES.map(({ id, unit, block }): BookField => ({ id, unit, group: block, from: 'profile', column: id })),
  rfm('class', 'class'),
  rfm('group', 'group', 'grp'),
  rfm('r', 'days'),
  rfm('f', 'count'),
  rfm('m', 'money'),
  rfm('r_score', 'score'),
  rfm('f_score', 'score'),
  rfm('m_score', 'score'),
  predicted('clv', 'money'),
  predicted('clv_low', 'money'),
  predicted('clv_high', 'money'),
  predicted('tier', 'count'),
  predicted('p_alive', 'share'),
  predicted('p_return', 'share'),
  predicted('expected_orders', 'ratio'),
  predicted('next_order_at', 'date'),
  predicted('p_churn', 'share', 'churn'),
  predicted('lapse_days', 'days', 'retention'),
  predicted('lapse_ratio', 'ratio', 'retention'),
  predicted('cluster', 'cluster', 'cluster'),
  predicted('cluster_fit', 'share', 'cluster'),
  predicted('p_repurchase', 'share', 'churn'),
  predicted('p_label', 'share', 'label'),
];

const BY_ID: ReadonlyMap<string, BookField> = new Map(BOOK_FIELDS.map((field) => [field.id, field]));

/** The field with that id; throws where there is none. */
export function bookField(id: string): BookField {
  const field = BY_ID.get(id);
  if (!field) throw new Error(`no such field of the customer book: ${id}`);
  return field;
}

/** The fields that the loaded sources fill. `kinds` are the kinds of keys that tie rows to persons. */
export function bookFields(
  scope: Pick<Scope, 'shape' | 'rfm' | ModelTable>,
  kinds: readonly KeyKind[] = [],
): readonly BookField[] {
  const features = new Set(FEATURES.filter((one) => available(one, scope.shape)).map(({ id }) => id as string));
  return BOOK_FIELDS.filter(({ id, from }) => {
    if (from === 'rfm') return scope.rfm !== null;
    if (isModelTable(from)) return Boolean(scope[from]);
    if (from === 'profile') return features.has(id);
    if (id === 'customer_id') return true;
    if (id === 'phone' || id === 'email') return kinds.includes(id) || provides(scope.shape, 'person', id);
    return provides(scope.shape, 'person', id);
  });
}

/** What the list shows until the reader chooses: at most twelve, those that are there. */
export function firstColumns(fields: readonly BookField[]): readonly string[] {
  const wanted = [
    'customer_id',
    'name',
    'phone',
    'rfm.class',
    'r_days',
    'f_orders',
    'm_total',
    'mean_order_value',
    'city',
    'level',
    'favourite_category',
    'last_order_at',
    'overdue_ratio',
    'events_30d',
    'mean_rating',
    'email',
    'age',
    'gender',
  ];
  return wanted.filter((id) => fields.some((field) => field.id === id)).slice(0, 12);
}

/** True for fields with a size: they are right-aligned and have a histogram. */
export function isFigure(unit: FieldUnit): boolean {
  return !['text', 'boolean', 'class', 'group', 'cluster', 'weekday', 'date', 'datetime'].includes(unit);
}

/** True for moments and days: they have a histogram over time. */
export function isTime(unit: FieldUnit): boolean {
  return unit === 'date' || unit === 'datetime';
}
