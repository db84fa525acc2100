import type { Document } from './document.ts';
import type { Role } from './role.ts';

/** What one column means, how sure the guess is, and who said so. `role: null` means "kept, but not used". */
export interface RoleChoice {
  readonly role: Role | null;
  /** 0 to 1; 1 when a person chose it. */
  readonly confidence: number;
  readonly by: 'guess' | 'person';
}

/** What a status value says about the order. `unknown` counts as valid until somebody decides, and the page asks. */
export type StatusMeaning = 'valid' | 'cancelled' | 'refunded' | 'unpaid' | 'test' | 'unknown';

/**
 * A visible rule that keeps lines or orders out of the analysis; each shows how many it took. `net-refunds` is the one that changes money:
 * rows below zero and the refund column reduce the order that they belong to.
 */
export type OrderRule =
  | { readonly id: 'no-customer'; readonly on: boolean }
  | { readonly id: 'no-date'; readonly on: boolean }
  | { readonly id: 'status'; readonly on: boolean; readonly meanings: Readonly<Record<string, StatusMeaning>> }
  | { readonly id: 'cancelled-prefix'; readonly on: boolean; readonly prefix: string }
  | { readonly id: 'quantity-not-positive'; readonly on: boolean }
  | { readonly id: 'amount-not-positive'; readonly on: boolean }
  | { readonly id: 'test-order'; readonly on: boolean; readonly words: readonly string[] }
  | { readonly id: 'net-refunds'; readonly on: boolean };

export type OrderRuleId = OrderRule['id'];

/** How a source's columns become canonical tables: recorded, edited, replayed on the next file with the same header. */
export interface Mapping extends Document {
  readonly kind: 'mapping';
  /** The source it was made for; replayed by `header`. */
  readonly source: string;
  /** Column names joined by U+001F: a file with the same header takes the same mapping. */
  readonly header: string;
  /** By column name. */
  readonly roles: Readonly<Record<string, RoleChoice>>;
  /** What one row is, for a source that feeds orders: a whole order, or one line of it. */
  readonly grain: 'order' | 'line';
  /** In the order in which they are applied: a row is counted by the first rule that takes it. */
  readonly rules: readonly OrderRule[];
  /** The clock on which times that say their zone are looked at: IANA name, or `as-written`. Absent where no column says its zone. */
  readonly zone?: string;
  /** False while the analyst has not looked at it. */
  readonly confirmed: boolean;
}

/** The separator between column names in `Mapping.header`. */
export const HEADER_SEPARATOR = '\u001f';

/** Column names as one text: equal headers take the same mapping. */
export function headerOf(columns: readonly { readonly name: string }[]): string {
  return columns.map((column) => column.name).join(HEADER_SEPARATOR);
}

/** The column that plays a role, the surest one where several do; null when none does. */
export function columnFor(mapping: Mapping, role: Role): string | null {
  let best: string | null = null;
  let confidence = -1;
  for (const [name, choice] of Object.entries(mapping.roles))
    if (choice.role === role && choice.confidence > confidence) [best, confidence] = [name, choice.confidence];
  return best;
}

/** True when some column plays one of the roles. */
export function hasRole(mapping: Mapping, ...roles: readonly Role[]): boolean {
  return Object.values(mapping.roles).some((choice) => choice.role !== null && roles.includes(choice.role));
}

/** The rule of that id when it is there and on. */
export function ruleOf<Id extends OrderRuleId>(mapping: Mapping, id: Id): Extract<OrderRule, { id: Id }> | null {
  const rule = mapping.rules.find((one) => one.id === id && one.on);
  return (rule as Extract<OrderRule, { id: Id }> | undefined) ?? null;
}
