import { ALIASES, OTHER_THINGS, PATTERNS, type Concept } from './alias-words.ts';

/** What a name may mean, and how sure its words alone make us (0 to 1). */
export interface Meaning {
  readonly concept: Concept;
  readonly confidence: number;
}

const SURE = 0.95;
const LIKELY = 0.75;
const PERHAPS = 0.55;

/** A column name without case, spaces, signs and units in brackets: `Order Date (UTC)` and `order_date` are both `orderdate`. */
export function plainName(name: string): string {
  const text = name.normalize('NFKC').trim().toLowerCase();
  const bare = text.replace(/[([{【].*?[)\]}】]/g, '');
  return (bare.trim() === '' ? text : bare).replace(/[^\p{L}\p{N}]/gu, '');
}

const words = new Map<string, Meaning>();
for (const [concept, sure, likely] of ALIASES) {
  for (const word of sure.split(' '))
    if (!words.has(plainName(word))) words.set(plainName(word), { concept, confidence: SURE });
  for (const word of likely?.split(' ') ?? [])
    if (!words.has(plainName(word))) words.set(plainName(word), { concept, confidence: LIKELY });
}

/** What a column name means by itself; null for a name that says nothing to us. */
export function meaningOf(name: string): Meaning | null {
  const plain = plainName(name);
  const exact = words.get(plain);
  if (exact) return exact;
  const found = PATTERNS.find(([, pattern]) => pattern.test(plain));
  return found ? { concept: found[0], confidence: PERHAPS } : null;
}

/** True when a first column of this name makes the file a list of something else than customers or orders: employees, suppliers, products. */
export function isOtherThing(name: string): boolean {
  return OTHER_THINGS.includes(plainName(name));
}
