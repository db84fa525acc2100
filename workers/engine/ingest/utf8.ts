/** UTF-8 by its bytes. */

/** Multi-byte characters that are whole and places that are no UTF-8; a character cut at either end of a sample is neither. */
export function utf8Characters(bytes: Uint8Array, start: boolean): { valid: number; invalid: number } {
  let at = 0;
  if (!start) while (at < 3 && at < bytes.length && (bytes[at]! & 0xc0) === 0x80) at++;
  let valid = 0;
  let invalid = 0;
  while (at < bytes.length) {
    const first = bytes[at]!;
    if (first < 0x80) {
      at++;
      continue;
    }
    const length = lengthOf(first);
    let good = 1;
    while (good < length && at + good < bytes.length && continues(first, bytes[at + good]!, good)) good++;
    if (length > 0 && good === length) valid++;
    else if (length === 0 || at + good < bytes.length) invalid++;
    at += good;
  }
  return { valid, invalid };
}

/** Length of the UTF-8 character that a byte begins, 0 where it cannot begin one. */
export function lengthOf(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

export function continues(first: number, byte: number, place: number): boolean {
  if (place > 1) return byte >= 0x80 && byte <= 0xbf;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  return byte >= low && byte <= high;
}
