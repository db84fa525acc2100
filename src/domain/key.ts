import { KEY_ROLES, type KeyRole } from './role.ts';

/** A value that ties rows to a person. Kinds are numbered in this order everywhere, so that customers are numbered by it too. */
export const KEY_KINDS = KEY_ROLES;
export type KeyKind = KeyRole;

/** A value shared by more distinct customer ids than this is nobody's key: a shop's phone, a household, a test number. */
export const SHARED_LIMIT = 10;

/** What stands in the last row of many an export, which adds the others up: nobody is called so. Compared like NOTHING. */
export const TOTALS = ['合计', '总计', '小计', 'TOTAL'] as const;

/** What files write where they have nothing; compared in upper case after trimming. Such a cell is empty, and never a key. */
export const NOTHING = [
  '',
  'NA',
  'N/A',
  '#N/A',
  'NULL',
  'NONE',
  'NAN',
  'NIL',
  '-',
  '--',
  '\\N',
  '无',
  '空',
  '暂无',
  ...TOTALS,
] as const;

/** True when the text stands for "nothing here". */
export function isNothing(text: string): boolean {
  return (NOTHING as readonly string[]).includes(text.trim().toUpperCase());
}

/** True when every example is a whole number written with `.0`, as spreadsheets and data frames write ids that had gaps. */
export function hasPointZero(samples: readonly string[]): boolean {
  const filled = samples.filter((text) => !isNothing(text));
  return filled.length > 0 && filled.every((text) => /^\d+\.0$/.test(text.trim()));
}

/** True for a number whose last digits a spreadsheet cut off: 1.38E+10 was eleven digits long, and so were many others. */
export function isCutShort(text: string): boolean {
  const found = /^\d(?:\.(\d+))?[eE]\+?(\d{1,2})$/.exec(text.trim());
  return found !== null && Number(found[2]) >= 9 && (found[1]?.length ?? 0) < Number(found[2]);
}

const FULL_WIDTH = /[\uff01-\uff5e]/g;

/** Full-width digits, letters and signs as their ordinary forms. */
export function halfWidth(text: string): string {
  return text.replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ');
}

/**
 * The one form under which a phone number is compared: digits only, without 86, +86 or 0086 before a Chinese mobile number.
 * Null for what cannot be a number: masked, fewer than 7 or more than 15 digits, or one digit repeated.
 */
export function normalPhone(text: string): string | null {
  const plain = halfWidth(text).trim();
  if (isNothing(plain) || plain.includes('*')) return null;
  const digits = plain.replace(/\.0$/, '').replace(/[^0-9]/g, '');
  const number = /^(0086|86|0)1[3-9][0-9]{9}$/.test(digits) ? digits.slice(-11) : digits;
  if (number.length < 7 || number.length > 15 || number.replaceAll(number[0]!, '') === '') return null;
  return number;
}

/** The one form under which an e-mail address is compared: trimmed, lower case. Null for what is no address or is masked. */
export function normalEmail(text: string): string | null {
  const address = text.replaceAll('＠', '@').trim().toLowerCase();
  return /^[^\s@*]+@[^\s@*]+\.[^\s@*]+$/.test(address) ? address : null;
}

/** The one form under which a customer id is compared: trimmed; `17850.0` is 17850. Null for an empty cell. */
export function normalId(text: string): string | null {
  if (isNothing(text)) return null;
  return text.trim().replace(/^(\d+)\.0$/, '$1');
}

/** A key in the form under which it is compared and stored; null when it is no key. */
export function normalKey(kind: KeyKind, text: string): string | null {
  if (kind === 'phone') return normalPhone(text);
  if (kind === 'email') return normalEmail(text);
  return normalId(text);
}

/** The kind of key that a column of unnamed keys holds, from its examples: addresses, Chinese mobile numbers, or else ids. */
export function keyKindOf(samples: readonly string[]): KeyKind {
  const filled = samples.filter((text) => !isNothing(text));
  const most = (test: (text: string) => boolean) =>
    filled.length > 0 && filled.filter(test).length >= filled.length * 0.8;
  if (most((text) => normalEmail(text) !== null)) return 'email';
  if (most((text) => /^1[3-9]\d{9}$/.test(normalPhone(text) ?? ''))) return 'phone';
  return 'customer_id';
}
