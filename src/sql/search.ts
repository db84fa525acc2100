import type { Statement } from '../domain/statement.ts';
import { ident, join, raw, sql } from './statement.ts';

/** Longest text that is searched for, in characters. */
const LONGEST = 100;

/** A search as it is compared: NFKC, lower case, single spaces; '' for one that asks nothing. */
export function searchText(typed: string): string {
  const folded = typed.replaceAll('\0', '').normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  return [...folded].slice(0, LONGEST).join('');
}

/**
 * Customers whose name contains the text, or of whom an id, phone or address begins or ends with it: a condition on `customer`.
 * No character of the text has a special meaning. `keys` is the table of all keys (kind, value, customer), so that a customer is found
 * by any of her numbers; without it only by those of the golden record. Null for a search that asks nothing.
 */
export function searchCondition(typed: string, keys?: string | null): Statement<never> | null {
  const text = searchText(typed);
  if (text === '') return null;
  const ends = (value: Statement<never>, wanted: string): Statement<never> =>
    sql<never>`(starts_with(${value}, ${wanted}) OR ends_with(${value}, ${wanted}))`;
  const phone = phoneText(text);
  const letters = text.toUpperCase() === text ? raw('name') : raw('lower(name)');
  const name = spellings(text).map((spelling) => sql<never>`contains(${letters}, ${spelling})`);
  const phones = (column: string): Statement<never>[] => (phone ? [ends(raw(column), phone)] : []);
  const golden = [...name, ends(raw('lower(customer_id)'), text), ...phones('phone'), ends(raw('email'), text)];
  const parts = [sql<never>`SELECT customer FROM customer WHERE ${join(golden, ' OR ')}`];
  if (keys) {
    const other = [
      sql<never>`(kind <> 1 AND ${ends(raw('lower(value)'), text)})`,
      ...phones('value').map((test) => sql<never>`(kind = 1 AND ${test})`),
    ];
    parts.push(sql<never>`SELECT customer FROM ${ident(keys)} WHERE ${join(other, ' OR ')}`);
  }
  return sql<never>`customer IN (${join(parts, ' UNION ALL ')})`;
}

/** The digits of a text that looks like (part of) a phone number, without the country's prefix; null for anything else. */
function phoneText(text: string): string | null {
  if (!/^\+?[\d\s().-]+$/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  if (digits.length < 2) return null;
  return /^(0086|86|0)1[3-9]\d{9}$/.test(digits) ? digits.slice(-11) : digits;
}

/** The ways in which files may write the same name: half-width or full-width letters, accents as one character or two. */
function spellings(text: string): readonly string[] {
  const wide = text
    .replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
    .replaceAll(' ', '\u3000');
  return [...new Set([text, wide, text.normalize('NFD')])];
}
