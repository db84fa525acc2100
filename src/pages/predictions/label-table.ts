import {
  DEFAULT_LABEL_MODEL,
  labelColumns,
  labelKindOf,
  likelyEvent,
  likelyLabel,
  mayBeLabel,
  soundsLater,
  type LabelColumn,
  type LabelModel,
} from '../../domain/label-model.ts';
import { featuresOf } from '../../domain/features.ts';
import type { Mapping } from '../../domain/mapping.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Source } from '../../domain/source.ts';
import { fieldWords } from '../../ui/condition-words.ts';

/** A table that a label may be learned from: one row a customer, with the columns that it offers. */
export interface LabelTable {
  /** `profile`, or the id of a source. */
  readonly id: string;
  /** The source's name; '' for the profile. */
  readonly name: string;
  readonly load: string;
  readonly columns: readonly LabelColumn[];
  /** Why it cannot be used; null where it can. */
  readonly refused: { readonly rows: number; readonly customers: number } | 'no-pair' | null;
}

/** Some customers may stand in two rows: this many rows a customer are still one each. */
const ALMOST_ONE = 1.05;

/** A source with persons as a table. */
export function sourceTable(
  source: Source,
  mapping: Mapping | null,
  persons: { readonly rows: number; readonly customers: number },
): LabelTable {
  const columns = labelColumns(source, mapping);
  const refused =
    persons.rows > ALMOST_ONE * persons.customers ? persons : columns.some(({ pair }) => pair) ? null : 'no-pair';
  return { id: source.id, name: source.name, load: source.load, columns, refused };
}

/** The profile as a table; `values` are the kinds of its words, at most three a feature. */
export function profileTable(
  scope: Scope,
  values: readonly { readonly name: string; readonly value: string; readonly n: number }[],
): LabelTable {
  const columns = featuresOf(scope.shape).map((feature): LabelColumn => {
    const own = values.filter(({ name }) => name === feature.id);
    const pair = own.length === 2 ? own.map(({ value, n }) => ({ value, count: n })) : null;
    const constant = mayBeLabel(feature) && own.length < 2;
    return { name: feature.id, kind: labelKindOf(feature.unit), leftOut: constant ? 'constant' : null, pair };
  });
  const refused = columns.some(({ pair }) => pair) ? null : 'no-pair';
  return { id: 'profile', name: '', load: '', columns, refused };
}

/** The model that a table suggests: its likeliest label, and every column that may be a feature and does not sound like the outcome. */
export function suggested(table: LabelTable, model: LabelModel = DEFAULT_LABEL_MODEL, label?: string): LabelModel {
  const column = table.columns.find(({ name, pair }) => name === label && pair) ?? likelyLabel(table.columns);
  return {
    ...model,
    table: table.id === 'profile' ? null : { source: table.id, load: table.load },
    label: column?.name ?? '',
    event: column?.pair ? likelyEvent(column.pair) : '',
    features: table.columns
      .filter(({ name, leftOut }) => !leftOut && name !== column?.name && !soundsLater(name))
      .map(({ name, kind }) => ({ name, kind })),
  };
}

/** What a column is called: features of the profile have names in the reader's language, columns of files their own. */
export function columnWords(table: string, column: string): string {
  return table === 'profile' ? fieldWords(column) : column;
}
