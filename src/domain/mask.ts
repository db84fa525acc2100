import type { Role } from './role.ts';

/** A name by its first character: 张三 becomes 张*, Anna becomes A**. Lengths beyond three are not told; one character is hidden whole. */
export function maskName(name: string): string {
  const letters = [...name.trim()];
  if (letters.length <= 1) return letters.length === 0 ? '' : '*';
  return letters[0]! + (letters.length === 2 ? '*' : '**');
}

/** A phone by its ends: 13800138000 becomes 138****8000. Short numbers keep two digits at each end, very short ones none. */
export function maskPhone(phone: string): string {
  const digits = [...phone.trim()];
  if (digits.length === 0) return '';
  if (digits.length < 7) return '****';
  const [head, tail] = digits.length >= 11 ? [3, 4] : [2, 2];
  return `${digits.slice(0, head).join('')}****${digits.slice(-tail).join('')}`;
}

/** An address by its first character and its domain: anna@example.com becomes a***@example.com. What is no address is hidden after its first character. */
export function maskEmail(email: string): string {
  const text = email.trim();
  const at = text.lastIndexOf('@');
  const letters = [...(at < 0 ? text : text.slice(0, at))];
  const shown = letters.length > 1 ? letters[0]! : '';
  return at < 0 ? (letters.length === 0 ? '' : `${shown}***`) : `${shown}***${text.slice(at)}`;
}

/** An id: as it is, unless it is a phone or an address, for customers whom nothing else names. */
export function maskKey(id: string): string {
  if (id.includes('@')) return maskEmail(id);
  return /^(\+?86)?1[3-9]\d{9}$/.test(id) ? maskPhone(id) : id;
}

const MASKS = { name: maskName, phone: maskPhone, email: maskEmail, key: maskKey } as const;

/** Kinds of personal values. */
export type Personal = keyof typeof MASKS;

/** A personal value of some kind, masked. */
export function masked(kind: Personal, value: string): string {
  return MASKS[kind](value);
}

const PERSONAL: Readonly<Partial<Record<Role, Personal>>> = {
  customer_id: 'key',
  phone: 'phone',
  email: 'email',
  'person.name': 'name',
  'relation.from': 'key',
  'relation.to': 'key',
};

/** A cell of a column with that meaning as it may be shown: personal values masked; a column that means nothing yet is masked where a value looks like a phone or an address. */
export function veiled(role: Role | null | undefined, text: string): string {
  return masked((role && PERSONAL[role]) ?? 'key', text);
}

/** Something that may be a phone or an address stands in a line. */
const SPEAKING = /@|(?<!\d)(\+?86)?1[3-9]\d{9}(?!\d)/;

/**
 * A whole line of a file as it may be shown. Which cell is which cannot be told there: where the table has a name, a phone or an address, or
 * the line looks like one, letters and digits are hidden and only the marks between them stay.
 */
export function veiledLine(roles: readonly (Role | null)[], text: string): string {
  const personal = roles.some((role) => role && PERSONAL[role] && PERSONAL[role] !== 'key');
  return personal || SPEAKING.test(text) ? text.replace(/[\p{L}\p{N}]/gu, '*') : text;
}
