import type { Column, ColumnFacts } from '../domain/column.ts';
import { CURRENCY_SIGNS } from '../domain/currency.ts';
import { isNothing, NOTHING } from '../domain/key.ts';
import type { Statement } from '../domain/statement.ts';
import { join, raw, sql } from './statement.ts';

/** Spaces that files put around values, line breaks and the ideographic space among them. */
export const SPACES = [' ', '\t', '\r', '\n', '\u3000', '\u00a0'] as const;

/**
 * Text without surrounding spaces. DuckDB's `trim` with a list of characters takes microseconds a row, looking at both ends nanoseconds: only
 * the rows that need it are trimmed.
 */
export function trimmed(ref: Statement<never>): Statement<never> {
  const ends = SPACES.map((space) => sql<never>`starts_with(${ref}, ${space}) OR ends_with(${ref}, ${space})`);
  return sql<never>`CASE WHEN ${join(ends, ' OR ')} THEN trim(${ref}, ${SPACES.join('')}) ELSE ${ref} END`;
}

/** Text that is surely something and surely trimmed: most cells, told by one look. */
const PLAIN = '[0-9]+|[!-~][ -~]{5,}[!-~]';

/** Text without surrounding spaces; NULL where the cell says that there is nothing. `ref` is the column, `facts` what the load found in it. */
export function asText(ref: Statement<never>, facts: ColumnFacts): Statement<never> {
  if (facts.type !== 'text') return sql<never>`${ref}::VARCHAR`;
  // Columns of few values were seen whole: where all of them are clean, the column is read as it stands.
  if (facts.values?.every(({ value }) => !isNothing(value) && value.trim() === value)) return ref;
  return sql<never>`CASE WHEN regexp_full_match(${ref}, ${PLAIN}) THEN ${ref} ELSE ${something(trimmed(ref))} END`;
}

/** A trimmed text, NULL where it stands for nothing. An IN with so many words would become a join, computed even for columns that nobody asks for. */
export function something(text: Statement<never>): Statement<never> {
  return sql<never>`CASE WHEN strlen(${text}) <= 6 AND list_contains([${nothing}], upper(${text})) THEN NULL ELSE ${text} END`;
}

const nothing = join(NOTHING.map((word) => sql`${word}`));

/** A moment. Whole numbers are read as yyyymmdd, seconds or milliseconds since 1970, by their size. */
export function asMoment(ref: Statement<never>, facts: ColumnFacts): Statement<never> {
  if (facts.type === 'timestamp' || facts.type === 'date') {
    const moment = facts.type === 'date' ? sql<never>`${ref}::TIMESTAMP` : ref;
    return reachesFar(facts) ? sane(moment) : moment;
  }
  if (facts.type === 'integer') {
    const largest = Number(facts.max ?? 0);
    if (largest >= 1e8 * 1e3) return sql<never>`make_timestamp((${ref} * 1000)::BIGINT)`;
    if (largest >= 1e8) return sql<never>`make_timestamp((${ref} * 1000000)::BIGINT)`;
    return sql<never>`try_strptime(${ref}::VARCHAR, '%Y%m%d')`;
  }
  if (facts.type === 'text') return sane(sql<never>`TRY_CAST(${asText(ref, facts)} AS TIMESTAMP)`);
  return raw('NULL::TIMESTAMP');
}

/** True where a column of times may hold years beyond four digits, or 9999-12-31 for "never" and 0001-01-01 for "not yet". */
function reachesFar({ min = '', max = '' }: ColumnFacts): boolean {
  return min < '1000' || max >= '9999' || !/^\d{4}-/.test(max);
}

/** A moment in the years 1000 to 9998, or NULL. */
function sane(moment: Statement<never>): Statement<never> {
  return sql<never>`CASE WHEN ${moment} BETWEEN TIMESTAMP '1000-01-01' AND TIMESTAMP '9998-12-31 23:59:59.999999' THEN ${moment} END`;
}

/** A calendar day, read as `asMoment` reads. */
export function asDay(ref: Statement<never>, facts: ColumnFacts): Statement<never> {
  if (facts.type === 'date' && !reachesFar(facts)) return ref;
  return sql<never>`(${asMoment(ref, facts)})::DATE`;
}

const bare = (ref: Statement<never>) =>
  sql<never>`regexp_replace(${ref}, ${`(?i:${CURRENCY_SIGNS})|[,，\\s]`}, '', 'g')`;

/** A number; text loses currency signs and thousands separators first. */
export function asNumber(ref: Statement<never>, facts: ColumnFacts): Statement<never> {
  if (facts.type === 'text') return sql<never>`TRY_CAST(${bare(ref)} AS DOUBLE)`;
  if (facts.type === 'double') return ref;
  if (facts.type === 'date' || facts.type === 'timestamp') return raw('NULL::DOUBLE');
  return sql<never>`${ref}::DOUBLE`;
}

/** Money with `scale` digits after the point, exact unless the file itself was read as floating point. */
export function asMoney(ref: Statement<never>, facts: ColumnFacts, scale: number): Statement<never> {
  const type = moneyType(scale);
  if (facts.type === 'date' || facts.type === 'timestamp' || facts.type === 'boolean') return sql<never>`NULL::${type}`;
  if (facts.type === 'decimal' && facts.scale === scale) return sql<never>`${ref}::${type}`;
  return sql<never>`TRY_CAST(${facts.type === 'text' ? bare(ref) : ref} AS ${type})`;
}

/** The type of money: DECIMAL(18, scale). */
export function moneyType(scale: number): Statement<never> {
  if (!Number.isInteger(scale) || scale < 0 || scale > 9) throw new Error(`unusable money scale: ${scale}`);
  return raw(`DECIMAL(18,${scale})`);
}

/** Yes or no in the words that files use; NULL for anything else. */
export function asBoolean(ref: Statement<never>, facts: ColumnFacts): Statement<never> {
  if (facts.type === 'boolean') return ref;
  const text = sql<never>`lower(trim(${ref}::VARCHAR))`;
  return sql<never>`CASE WHEN ${text} IN ('1', '1.0', 'true', 't', 'yes', 'y', '是', '同意', '已同意', '开启', '订阅') THEN TRUE
    WHEN ${text} IN ('0', '0.0', 'false', 'f', 'no', 'n', '否', '不同意', '未同意', '拒绝', '关闭', '退订') THEN FALSE END`;
}

/** Digits after the point that a money column needs: its own scale, or what its examples show (at most 9). */
export function scaleOf(facts: Column & Partial<Pick<ColumnFacts, 'samples' | 'min' | 'max'>>): number {
  if (facts.type === 'decimal') return facts.scale ?? 2;
  if (facts.type !== 'double' && facts.type !== 'text') return 0;
  const texts = [...(facts.samples ?? []), facts.min ?? '', facts.max ?? ''];
  return Math.min(
    facts.type === 'double' ? 4 : 9,
    Math.max(0, ...texts.map((text) => /\.(\d+?)0*$/.exec(text.trim())?.[1]?.length ?? 0)),
  );
}
