import { checkCancelled, DecodeError, type DecodeOptions } from './rows.ts';

/** A JSON value that has lost nothing: numbers keep their digits, objects the order of their keys. */
export type JsonValue = string | boolean | null | JsonNumber | JsonValue[] | Map<string, JsonValue>;

/** A number as it was written. */
export class JsonNumber {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

const CHUNK = 2 ** 22;
/** Largest single value that is read whole, characters. */
const LARGEST = 2 ** 28;
const DEEPEST = 200;

/** Thrown inside to say that the text at hand ends before the value does. */
const MORE = Symbol('more');

/**
 * Reads JSON from a UTF-8 file piece by piece: only the value at hand is in memory, and errors name their line and column (1-based,
 * the column in characters).
 */
export class JsonReader {
  readonly #file: Blob;
  readonly #options: DecodeOptions;
  readonly #decoder = new TextDecoder();
  #text = '';
  #at = 0;
  #offset = 0;
  #ended = false;
  #linesBefore = 0;
  #columnBefore = 0;
  #chunk = CHUNK;

  constructor(file: Blob, options: DecodeOptions = {}) {
    this.#file = file;
    this.#options = options;
  }

  /** The next character that is not white space, or '' at the end; it is not taken. */
  async peek(): Promise<string> {
    for (;;) {
      this.#skipSpace();
      if (this.#at < this.#text.length) return this.#text[this.#at]!;
      if (!(await this.#fill())) return '';
    }
  }

  /** Takes one character, which `peek` has shown. */
  async take(expected: string): Promise<void> {
    const found = await this.peek();
    if (found !== expected) throw this.failure(found === '' ? 'unexpected end' : `expected ${expected}`);
    this.#at++;
  }

  /** The next value, however long it is. */
  async value(): Promise<JsonValue> {
    for (;;) {
      const start = this.#at;
      try {
        return this.#value(0);
      } catch (error) {
        if (error !== MORE) throw error;
        this.#at = start;
        if (this.#text.length - start > LARGEST) throw new DecodeError('too-large', { what: 'json' });
        await this.#fill();
      }
    }
  }

  /**
   * The elements of the array that begins here, in groups of those that are in memory together. With `lines`, the values that follow
   * each other to the end of the file (NDJSON) instead.
   */
  async *elements(lines = false): AsyncGenerator<JsonValue[]> {
    if (!lines) await this.take('[');
    if (!lines && (await this.peek()) === ']') return this.take(']');
    for (let more = true; more;) {
      const group: JsonValue[] = [];
      let start = this.#at;
      try {
        while (more && group.length < 5000) {
          start = this.#at;
          this.#skipSpace();
          if (this.#at >= this.#text.length) {
            if (lines && this.#ended) more = false;
            else throw MORE;
            break;
          }
          const value = this.#value(0);
          more = lines || this.#separator();
          group.push(value);
        }
      } catch (error) {
        if (error !== MORE) throw error;
        this.#at = start;
        if (this.#text.length - start > LARGEST) throw new DecodeError('too-large', { what: 'json' });
        if (!(await this.#fill()) && !lines) throw this.failure('unexpected end');
      }
      if (group.length > 0) yield group;
    }
  }

  /** An error at the current place. */
  failure(message: string, at = this.#at): DecodeError {
    const before = this.#text.slice(0, at);
    const breaks = countLines(before);
    const column = breaks === 0 ? this.#columnBefore + at + 1 : at - before.lastIndexOf('\n');
    return new DecodeError('damaged', { what: 'json', line: this.#linesBefore + breaks + 1, column, message });
  }

  /** True when the value here is whole in what has been read so far and another one follows it; nothing is taken. */
  followed(): boolean {
    const start = this.#at;
    try {
      this.#value(0);
      this.#skipSpace();
      const next = this.#text[this.#at];
      return next === '{' || next === '[';
    } catch (error) {
      if (error !== MORE) throw error;
      return false;
    } finally {
      this.#at = start;
    }
  }

  /** Reads on; false at the end of the file. What has been taken is forgotten. */
  async #fill(): Promise<boolean> {
    checkCancelled(this.#options.signal);
    if (this.#ended) return false;
    const taken = this.#text.slice(0, this.#at);
    const breaks = countLines(taken);
    this.#columnBefore = breaks === 0 ? this.#columnBefore + taken.length : taken.length - taken.lastIndexOf('\n') - 1;
    this.#linesBefore += breaks;
    const rest = this.#text.slice(this.#at);
    // A value that does not fit makes the next step longer, so that it is not read over and over.
    this.#chunk = rest.length > this.#chunk / 2 ? this.#chunk * 2 : CHUNK;
    const bytes = await this.#file.slice(this.#offset, this.#offset + this.#chunk).arrayBuffer();
    this.#offset += bytes.byteLength;
    this.#ended = this.#offset >= this.#file.size;
    this.#text = rest + this.#decoder.decode(bytes, { stream: !this.#ended });
    this.#at = 0;
    this.#options.onProgress?.(this.#offset, this.#file.size);
    return true;
  }

  #skipSpace(): void {
    const text = this.#text;
    for (; this.#at < text.length; this.#at++) {
      const code = text.charCodeAt(this.#at);
      // Record separators (RFC 7464) count as space.
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9 && code !== 0x1e) return;
    }
  }

  /** After an element: true for a comma, false for the bracket that ends the array. */
  #separator(): boolean {
    this.#skipSpace();
    const found = this.#text[this.#at];
    if (found === undefined) throw this.#end();
    if (found !== ',' && found !== ']') throw this.failure('expected , or ]');
    this.#at++;
    return found === ',';
  }

  #end(): DecodeError | typeof MORE {
    return this.#ended ? this.failure('unexpected end') : MORE;
  }

  #value(depth: number): JsonValue {
    this.#skipSpace();
    const text = this.#text;
    const code = text.charCodeAt(this.#at);
    if (this.#at >= text.length) throw this.#end();
    if (depth > DEEPEST) throw this.failure('nested too deeply');
    if (code === 0x22) return this.#string();
    if (code === 0x7b) return this.#object(depth);
    if (code === 0x5b) return this.#array(depth);
    return this.#atom();
  }

  #object(depth: number): Map<string, JsonValue> {
    const object = new Map<string, JsonValue>();
    this.#at++;
    this.#skipSpace();
    if (this.#text[this.#at] === '}') {
      this.#at++;
      return object;
    }
    for (;;) {
      this.#skipSpace();
      if (this.#at >= this.#text.length) throw this.#end();
      if (this.#text[this.#at] !== '"') throw this.failure('expected a name in quotes');
      const name = this.#string();
      this.#skipSpace();
      if (this.#at >= this.#text.length) throw this.#end();
      if (this.#text[this.#at] !== ':') throw this.failure('expected :');
      this.#at++;
      object.set(name, this.#value(depth + 1));
      this.#skipSpace();
      const found = this.#text[this.#at];
      if (found === undefined) throw this.#end();
      if (found !== ',' && found !== '}') throw this.failure('expected , or }');
      this.#at++;
      if (found === '}') return object;
    }
  }

  #array(depth: number): JsonValue[] {
    const array: JsonValue[] = [];
    this.#at++;
    this.#skipSpace();
    if (this.#text[this.#at] === ']') {
      this.#at++;
      return array;
    }
    do array.push(this.#value(depth + 1));
    while (this.#separator());
    return array;
  }

  #string(): string {
    const text = this.#text;
    const start = this.#at;
    let escaped = false;
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x5c) {
        escaped = true;
        at++;
      } else if (code === 0x22) {
        this.#at = at + 1;
        return escaped ? this.#unescape(start, at + 1) : text.slice(start + 1, at);
      } else if (code === 10 || code === 13) {
        throw this.failure('a text in quotes does not end on its line', start);
      }
    }
    if (this.#ended) throw this.failure('a text in quotes does not end', start);
    throw MORE;
  }

  #unescape(start: number, end: number): string {
    try {
      // Tabs inside quotes are against the rules and common.
      return JSON.parse(this.#text.slice(start, end).replaceAll('\t', '\\t')) as string;
    } catch {
      throw this.failure('a text in quotes has a wrong escape', start);
    }
  }

  #atom(): JsonNumber | boolean | null {
    const rule = /[^\s,\]}:"[{]*/y;
    rule.lastIndex = this.#at;
    const word = rule.exec(this.#text)?.[0] ?? '';
    const end = this.#at + word.length;
    if (end >= this.#text.length && !this.#ended) throw MORE;
    const value = atomOf(word);
    if (value === undefined) throw this.failure(word === '' ? 'expected a value' : `not a value: ${word.slice(0, 40)}`);
    this.#at = end;
    return value;
  }
}

function atomOf(word: string): JsonNumber | boolean | null | undefined {
  if (word === 'true') return true;
  if (word === 'false') return false;
  // Python and R write missing numbers so.
  if (/^(null|NaN|-?Infinity|undefined|NA)$/.test(word)) return null;
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(word) ? new JsonNumber(word) : undefined;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** A value as compact JSON, its numbers as they were written. */
export function jsonText(value: JsonValue): string {
  if (value instanceof JsonNumber) return value.source;
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (value instanceof Map)
    return `{${[...value].map(([key, inner]) => `${JSON.stringify(key)}:${jsonText(inner)}`).join(',')}}`;
  return JSON.stringify(value);
}
