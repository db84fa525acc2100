import type { ColumnFacts } from './column.ts';
import type { Document } from './document.ts';
import type { Unit } from './feature.ts';
import type { FeatureId } from './features.ts';
import type { Mapping } from './mapping.ts';
import { KEY_ROLES, type Role } from './role.ts';
import type { Source } from './source.ts';

/** How a column is taken by a model: a size, a moment as days, or words. */
export type LabelKind = 'number' | 'day' | 'words';

export interface LabelFeature {
  readonly name: string;
  readonly kind: LabelKind;
}

/** Whether customers have a label of the reader's own: learned from a table with one row a customer, or from the profile. */
export interface LabelModel extends Document {
  readonly kind: 'label-model';
  /** The table: a source and its load; null is the profile. The model is the same on another table with these columns. */
  readonly table: { readonly source: string; readonly load: string } | null;
  /** The column with the label; '' until one is chosen. */
  readonly label: string;
  /** The value, as text, that is the event; every other value is not. */
  readonly event: string;
  readonly features: readonly LabelFeature[];
  /** Share of the labelled customers kept aside to judge, 0.05 to 0.5. */
  readonly testShare: number;
  readonly seed: number;
}

export const DEFAULT_LABEL_MODEL: LabelModel = {
  kind: 'label-model',
  id: 'label',
  version: 1,
  table: null,
  label: '',
  event: '',
  features: [],
  testShare: 0.25,
  seed: 1,
};

/** The model without its version and the table that it is asked of: what is learned depends on it. Throws for a value outside its range. */
export function labelContent({ table, label, event, features, testShare, seed }: LabelModel): string {
  if (!(testShare >= 0.05 && testShare <= 0.5)) throw new Error(`not a share of 0.05 to 0.5: ${testShare}`);
  if (!Number.isInteger(seed) || seed < 0) throw new Error(`not a whole number of at least 0: ${seed}`);
  if (features.some(({ name }) => name === label)) throw new Error(`the label is among the features: ${label}`);
  return JSON.stringify([
    table === null,
    label,
    event,
    features.map(({ name, kind }) => [name, kind]),
    testShare,
    seed,
  ]);
}

/** Why a column is not offered as a feature. */
export type LeftOut = 'key' | 'constant' | 'empty' | 'distinct' | 'long';

/** A column of the table that a label model may be built on. */
export interface LabelColumn extends LabelFeature {
  readonly leftOut: LeftOut | null;
  /** Its two values with their counts, the more frequent first, where it has just two. */
  readonly pair: readonly { readonly value: string; readonly count: number }[] | null;
}

const PERSONAL: ReadonlySet<Role> = new Set<Role>([
  ...KEY_ROLES,
  'person.name',
  'relation.from',
  'relation.to',
  'orders.order_id',
]);
/** Words of which nearly every row has its own tell rows apart, not customers. */
const OWN_SHARE = 0.6;
/** Texts longer than this are sentences. */
const LONG = 60;

/** The columns of a source, each with how it would be taken and why it would not. */
export function labelColumns(
  source: Pick<Source, 'rows' | 'columns'>,
  mapping: Pick<Mapping, 'roles'> | null,
): LabelColumn[] {
  return source.columns.map((facts) => {
    const kind = kindOf(facts);
    const role = mapping?.roles[facts.name]?.role ?? null;
    const leftOut = role !== null && PERSONAL.has(role) ? 'key' : leftOutOf(facts, kind, source.rows);
    const pair = facts.values?.length === 2 ? facts.values : null;
    return { name: facts.name, kind, leftOut, pair };
  });
}

function kindOf({ type }: ColumnFacts): LabelKind {
  if (type === 'text') return 'words';
  return type === 'date' || type === 'timestamp' ? 'day' : 'number';
}

function leftOutOf(facts: ColumnFacts, kind: LabelKind, rows: number): LeftOut | null {
  const filled = rows - facts.nulls;
  if (filled === 0) return 'empty';
  if (facts.distinct <= 1 && facts.nulls === 0) return 'constant';
  if (kind !== 'words') return null;
  if (facts.samples.length > 0 && facts.samples.every((text) => text.length > LONG)) return 'long';
  return filled > 50 && facts.distinct > OWN_SHARE * filled ? 'distinct' : null;
}

const SIZES: ReadonlySet<Unit> = new Set<Unit>([
  'count',
  'money',
  'days',
  'hours',
  'share',
  'ratio',
  'boolean',
  'score',
  'years',
]);

/** How a feature of the profile is taken. */
export function labelKindOf(unit: Unit): LabelKind {
  if (SIZES.has(unit)) return 'number';
  return unit === 'date' || unit === 'datetime' ? 'day' : 'words';
}

/** Features of the profile that can only be words of a few kinds, so that they may be labels. */
export function mayBeLabel({ unit }: { readonly id: FeatureId; readonly unit: Unit }): boolean {
  return unit === 'text' || unit === 'boolean';
}

const EVENTS: ReadonlySet<string> = new Set([
  'yes',
  'true',
  '1',
  'y',
  't',
  'churned',
  'churn',
  'left',
  '是',
  '真',
  '有',
  '流失',
  '已流失',
  '离网',
  '已离网',
]);

/** The value that is most likely meant as the event: a word that says yes, else the rarer one. */
export function likelyEvent(pair: NonNullable<LabelColumn['pair']>): string {
  const yes = pair.filter(({ value }) => EVENTS.has(value.trim().toLowerCase()));
  if (yes.length === 1) return yes[0]!.value;
  return pair.reduce((a, b) => (b.count < a.count ? b : a)).value;
}

/** A column that is most likely meant as the label: by its name, else the last with two values. */
export function likelyLabel(columns: readonly LabelColumn[]): LabelColumn | null {
  const pairs = columns.filter(({ pair }) => pair !== null);
  const named = pairs.filter(({ name }) => LABELS.test(name));
  return named.at(-1) ?? pairs.at(-1) ?? null;
}

const LABELS = /churn|label|target|outcome|attrition|converted|respon|流失|标签|目标|是否|离网|响应|转化/i;
const LATER =
  /cancel|reason|terminat|closed?_?(at|on|date)|left_?(at|on|date)|exit|refund|churn|attrition|satisfaction|注销|退订|退网|离网|流失|终止|原因|挽留/i;

/** True for a name of something that is often written down only after the outcome. */
export function soundsLater(name: string): boolean {
  return LATER.test(name);
}
