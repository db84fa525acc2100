/** Says a field's name, or null where there is none now. */
type Speaker = () => string | null;

const speakers = new Map<string, Speaker>();

/** Gives a field a name that depends on the reader's own definitions: the chance of a label is called after the label. */
export function nameField(field: string, speak: Speaker): void {
  speakers.set(field, speak);
}

/** The field's own name now; null where it has none. */
export function ownName(field: string): string | null {
  return speakers.get(field)?.() ?? null;
}
