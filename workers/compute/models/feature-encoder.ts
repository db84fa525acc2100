// Features as columns of numbers that a model can take, learned on training rows only and kept, so that later rows are read the same
// way: words become one column a frequent level; for a linear model a number with gaps gets a column that says where it was missing
// (the gap itself counts as the mean), and sizes may be taken by their logarithm. Trees take gaps as they are.
// Input: a raw table. No random numbers.
import type { FeatureTable } from './feature-table.ts';
import { applyLevels, fitLevels, type LevelCoder } from './level-columns.ts';
import { isWords, type RawColumn, type RawTable } from './raw-table.ts';

export interface NumberCoder {
  name: string;
  /** Taken as log(1 + x), cut at 0: what was never negative in training may be so later. */
  soft: boolean;
  /** A second column says where the number is missing. */
  gaps: boolean;
}

export interface Encoder {
  features: ({ kind: 'number'; coder: NumberCoder } | { kind: 'words'; coder: LevelCoder })[];
}

export interface Encoded {
  table: FeatureTable;
  /** The raw feature that each column comes from. */
  of: Int32Array;
}

export interface EncodingOptions {
  /** Numbers with gaps get a column for them. */
  gaps?: boolean;
  /** Numbers that are never negative are taken by their logarithm. */
  soft?: boolean;
}

export function fitEncoder(raw: RawTable, { gaps = false, soft = false }: EncodingOptions = {}): Encoder {
  return {
    features: raw.columns.map((column, j) => {
      const name = raw.names[j]!;
      if (isWords(column)) return { kind: 'words', coder: fitLevels(name, column).coder };
      let [least, missing] = [Infinity, 0];
      for (const value of column) {
        if (!Number.isFinite(value)) missing++;
        else if (value < least) least = value;
      }
      const someMissing = missing > 0 && missing < column.length;
      return { kind: 'number', coder: { name, soft: soft && least >= 0, gaps: gaps && someMissing } };
    }),
  };
}

/** The columns of some rows. Throws where the table has other features than the encoder. */
export function encode(encoder: Encoder, raw: RawTable): Encoded {
  const wanted = encoder.features.map(({ coder }) => coder.name).join();
  if (wanted !== raw.names.join()) throw new Error(`other features: ${raw.names.join()}, not ${wanted}`);
  const names: string[] = [];
  const columns: Float64Array[] = [];
  const of: number[] = [];
  encoder.features.forEach((feature, j) => {
    const made =
      feature.kind === 'words' ? levelsOf(feature.coder, raw.columns[j]!) : numberOf(feature.coder, raw.columns[j]!);
    names.push(...made.names);
    columns.push(...made.columns);
    for (let k = 0; k < made.columns.length; k++) of.push(j);
  });
  return { table: { names, columns }, of: Int32Array.from(of) };
}

function levelsOf(coder: LevelCoder, column: RawColumn): FeatureTable {
  // A column of words may come as numbers in a later file: a level is then its text.
  const words = isWords(column) ? column : Array.from(column, (value) => (Number.isNaN(value) ? null : String(value)));
  return applyLevels(coder, words);
}

function numberOf({ name, soft, gaps }: NumberCoder, column: RawColumn): FeatureTable {
  const numbers = isWords(column) ? Float64Array.from(column, (word) => (word === null ? NaN : Number(word))) : column;
  const shown = soft ? numbers.map((value) => Math.log1p(Math.max(0, value))) : numbers;
  if (!gaps) return { names: [name], columns: [shown] };
  return { names: [name, `${name}?`], columns: [shown, numbers.map((value) => (Number.isFinite(value) ? 0 : 1))] };
}
