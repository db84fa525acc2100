import { CURRENCY_SIGNS } from '../../../src/domain/currency.ts';
import type { Statement } from '../../../src/domain/statement.ts';
import { raw, sql } from '../../../src/sql/statement.ts';

/** How the numbers of a column are written: with a decimal point, with a decimal comma (1.234,50), as percents (kept as fractions), or some in 万 and 亿. */
export type NumberStyle = 'point' | 'comma' | 'percent' | 'myriad';

const WIDE = '０１２３４５６７８９．，－＋（）％￥＄　−';
const NARROW = '0123456789.,-+()%¥$ -';
const CURRENCY = `(?:${CURRENCY_SIGNS})`;

/** Digits of a number, by style, as a regular expression that both JavaScript and RE2 read; `scale` bounds the digits behind the point. */
function digits(style: NumberStyle, scale: number | null): string {
  const behind = (point: string) => (scale === null ? `(?:${point}\\d*)?` : `(?:${point}\\d{0,${scale}}0*)?`);
  if (style === 'comma') return `(?:\\d{1,3}(?:[. \\x{00A0}\\x{202F}]\\d{3})+|\\d+)${behind(',')}`;
  return `(?:(?:\\d{1,3}(?:,\\d{3})+|\\d+)${behind('\\.')}|\\.\\d{1,${scale ?? 18}})`;
}

/** Plain numbers, and numbers of 万 (four more digits behind the point are whole) and 亿 (eight more). */
function myriad(scale: number | null): string {
  const more = (places: number) => digits('point', scale === null ? null : scale + places);
  return `(?:${more(8)} *亿|${more(4)} *万|${more(0)})`;
}

/** The whole cell: a sign before or behind, a currency before or behind, or parentheses for a negative. */
function pattern(style: NumberStyle, scale: number | null): string {
  const number = style === 'myriad' ? myriad(scale) : digits(style, scale);
  if (style === 'percent') return `[+-]? *${number} *%`;
  return `(?:[+-]? *${CURRENCY}? *[+-]? *${number} *${CURRENCY}?-?|\\( *${CURRENCY}? *${number} *${CURRENCY}? *\\))`;
}

const javaScript = (source: string) => new RegExp(`^${source.replace(/\\x\{(....)\}/g, '\\u$1')}$`, 'i');
const WHOLE = new RegExp(`^[+-]?(?:0|[1-9]\\d*|[1-9]\\d{0,2}(?:,\\d{3})+)$`);
const AMOUNT: Readonly<Record<NumberStyle, RegExp>> = {
  point: javaScript(pattern('point', null)),
  comma: javaScript(pattern('comma', null)),
  percent: javaScript(pattern('percent', null)),
  myriad: javaScript(pattern('myriad', null)),
};
const SCIENTIFIC = /^[+-]?(\d+\.?\d*|\.\d+)[eE][+-]?\d{1,3}$/;

/** Full-width characters as their narrow ones, trimmed. */
export function narrow(text: string): string {
  let out = '';
  for (const char of text) {
    const at = WIDE.indexOf(char);
    out += at < 0 ? char : NARROW[at];
  }
  return out.trim();
}

/** True for a text of digits that is surely a whole number: no leading zero, at most 18 digits. */
export function isWhole(text: string): boolean {
  return WHOLE.test(text) && text.replace(/\D/g, '').length <= 18;
}

export function isAmount(text: string, style: NumberStyle): boolean {
  return AMOUNT[style].test(text) || (style === 'point' && SCIENTIFIC.test(text));
}

export function isScientific(text: string): boolean {
  return SCIENTIFIC.test(text);
}

/** Digits behind the point, of the whole amount. */
export function scaleOf(text: string, style: NumberStyle): number {
  const found = (style === 'comma' ? /,(\d+)/ : /\.(\d+)/).exec(text)?.[1] ?? '';
  return Math.max(0, found.length - (text.includes('亿') ? 8 : text.includes('万') ? 4 : 0));
}

/** True in a column of decimal commas: one that no thousands separator could be. */
export function showsComma(text: string): boolean {
  return /^[^,]*,\d{1,2}\D*$|^[^,]*,\d{4,}\D*$|\d\.\d{3},\d/.test(text);
}

/**
 * Reads a text that is not plainly a number, as `type`: NULL unless the whole cell is one number of the style and nothing of it is cut.
 * Slow: meant for cells whose plain cast failed or would round.
 */
export function writtenNumber(
  text: Statement<never>,
  type: Statement<never>,
  style: NumberStyle,
  scale: number | null,
): Statement<never> {
  const clean = sql<never>`trim(translate(${text}, ${WIDE}, ${NARROW}))`;
  const shape = style === 'percent' && scale !== null ? Math.max(0, scale - 2) : scale;
  const bare = sql<never>`regexp_replace(${clean}, ${style === 'comma' ? '[^0-9,+-]' : '[^0-9.+-]'}, '', 'g')`;
  const number = style === 'comma' ? sql<never>`replace(${bare}, ',', '.')` : bare;
  // a minus sign behind the number, or parentheses around it
  const signed = sql<never>`CASE WHEN starts_with(${clean}, '(') THEN '-' || ${number} WHEN ends_with(${number}, '-') THEN '-' || rtrim(${number}, '-') ELSE ${number} END`;
  const times = sql<never>`CASE WHEN contains(${clean}, '亿') THEN 100000000 WHEN contains(${clean}, '万') THEN 10000 ELSE 1 END`;
  const value =
    style === 'myriad'
      ? sql<never>`(TRY_CAST(${signed} AS DECIMAL(28,12)) * (${times})::DECIMAL(9,0))::${type}`
      : style === 'percent'
        ? sql<never>`(TRY_CAST(${signed} AS DECIMAL(18,${raw(String(shape ?? 7))})) / 100)::${type}`
        : sql<never>`TRY_CAST(${signed} AS ${type})`;
  return sql<never>`CASE WHEN regexp_full_match(${clean}, ${`(?i:${pattern(style, shape)})`}) THEN ${value} END`;
}

/** The same for whole numbers: no leading zeros, no digits behind a point. */
export function writtenWhole(text: Statement<never>): Statement<never> {
  const clean = sql<never>`trim(translate(${text}, ${WIDE}, ${NARROW}))`;
  return sql<never>`CASE WHEN regexp_full_match(${clean}, '[+-]?(?:0|[1-9]\\d*|[1-9]\\d{0,2}(?:,\\d{3})+)') THEN TRY_CAST(replace(${clean}, ',', '') AS BIGINT) END`;
}
