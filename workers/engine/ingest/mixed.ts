import { utf8Characters } from './utf8.ts';

const LF = 0x0a;
/** From this share of the lines beyond ASCII on, lines of UTF-8 in a file of GBK are no accident. */
const SHARE = 0.02;

/**
 * True for samples of which some lines are UTF-8 and the others GB18030: exports of two programs, put together. A line of GBK is hardly ever
 * whole UTF-8 with characters of three bytes by accident.
 */
export function isMixed(parts: readonly Uint8Array[]): boolean {
  const strict = new TextDecoder('gb18030', { fatal: true });
  const found = { utf8: 0, gb: 0, neither: 0 };
  for (const [at, part] of parts.entries()) {
    const from = at === 0 ? 0 : part.indexOf(LF) + 1;
    for (const line of linesOf(part.subarray(from, lastLine(part)))) {
      if (line.every((byte) => byte < 0x80)) continue;
      if (isUtf8(line)) found.utf8++;
      else if (decodes(strict, line)) found.gb++;
      else found.neither++;
    }
  }
  const all = found.utf8 + found.gb + found.neither;
  return found.utf8 >= Math.max(1, SHARE * all) && found.gb > 0 && found.neither <= 0.05 * all;
}

/** Lines as text, each by what it is written in. */
export function decodeLines(bytes: Uint8Array): string {
  const utf8 = new TextDecoder();
  const gb = new TextDecoder('gb18030');
  let text = '';
  // Neighbours in the same encoding are decoded together: a file put together from two has few borders.
  let from = 0;
  let decoder = utf8;
  let at = 0;
  for (const line of linesOf(bytes)) {
    const ascii = line.every((byte) => byte < 0x80);
    const own = ascii ? decoder : isUtf8(line) ? utf8 : gb;
    if (own !== decoder) {
      text += decoder.decode(bytes.subarray(from, at));
      from = at;
      decoder = own;
    }
    at += line.length;
  }
  return text + decoder.decode(bytes.subarray(from));
}

/** Where the last line begins that has no end yet. */
export function lastLine(bytes: Uint8Array): number {
  return bytes.lastIndexOf(LF) + 1;
}

/** More whole characters of UTF-8 than broken ones, and some of three bytes: a cut field does not make a line GBK. */
function isUtf8(line: Uint8Array): boolean {
  const { valid, invalid } = utf8Characters(line, true);
  return valid > 2 * invalid && line.some((byte) => byte >= 0xe1 && byte <= 0xef);
}

function decodes(strict: TextDecoder, line: Uint8Array): boolean {
  try {
    strict.decode(line);
    return true;
  } catch {
    return false;
  }
}

/** Lines with their ends. */
function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(LF, from);
    const to = end < 0 ? bytes.length : end + 1;
    yield bytes.subarray(from, to);
    from = to;
  }
}
