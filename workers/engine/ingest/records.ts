/** How cells are told apart; each is one ASCII character, or '' for none. */
export interface Cut {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
}

/** What a walk through a text found. */
export interface RecordCount {
  /** Records that hold something; a blank line counts only where there is one column. */
  readonly records: number;
  readonly lines: number;
  /** Line ends outside quotes, by kind. */
  readonly ends: { readonly lf: number; readonly crlf: number; readonly cr: number };
  /** Records with fewer cells than columns, and the line of the first. */
  readonly short: { readonly count: number; readonly line: number };
  /** Records with more cells than columns. */
  readonly long: number;
  /** Records in which quotes go on behind a closed cell: where they end is anybody's guess. */
  readonly tangled: number;
  /** Where the record begins whose quote is never closed. */
  readonly open: { readonly at: number; readonly line: number } | null;
}

const OTHER = 0;
const DELIMITER = 1;
const QUOTE = 2;
const ESCAPE = 3;
const LF = 4;
const CR = 5;
const SPACE = 6;

const START = 0;
const PLAIN = 1;
const QUOTED = 2;
const ESCAPED = 3;
const AFTER = 4;
const SPOILED = 5;
/** One space at a cell's start: a quote may follow it, another space may not. */
const SPACED = 6;

/**
 * Walks the bytes of a delimited text (UTF-8) as the engine's reader does in strict mode: a quote opens at a cell's start only, doubled
 * or escaped it stands for itself, and what follows a closed cell up to the line's end is spoiled. Push every chunk in order.
 */
export class RecordScanner {
  /** Told of each record that holds something: its offset, its physical line (0-based), its number of cells, the offset of its line end. */
  onRecord: ((at: number, line: number, cells: number, end: number) => void) | null = null;
  /** Told of each tangled record: its offset, the offset of its line end, its line (0-based). */
  onTangle: ((at: number, end: number, line: number) => void) | null = null;
  /** Told of each carriage return outside quotes by its offset. */
  onReturn: ((at: number) => void) | null = null;

  readonly #kinds = new Uint8Array(256);
  readonly #columns: number;
  #offset = 0;
  #state = START;
  #records = 0;
  #lines = 0;
  #lf = 0;
  #crlf = 0;
  #cr = 0;
  #short = 0;
  #shortLine = 0;
  #long = 0;
  #at = 0;
  #line = 0;
  #cells = 1;
  #returned = false;
  #isTangled = false;
  #tangled = 0;

  constructor({ delimiter, quote, escape }: Cut, columns: number) {
    this.#columns = columns;
    this.#kinds[0x20] = SPACE;
    this.#kinds[0x0a] = LF;
    this.#kinds[0x0d] = CR;
    if (escape !== '') this.#kinds[escape.charCodeAt(0)] = ESCAPE;
    if (quote !== '') this.#kinds[quote.charCodeAt(0)] = QUOTE;
    this.#kinds[delimiter.charCodeAt(0)] = DELIMITER;
  }

  push(bytes: Uint8Array): void {
    const kinds = this.#kinds;
    const length = bytes.length;
    let state = this.#state;
    for (let i = 0; i < length; i++) {
      const kind = kinds[bytes[i]!]!;
      if (kind === OTHER) {
        this.#returned = false;
        if (state === PLAIN || state === START || state === SPACED) {
          state = PLAIN;
          // the common case in a loop of its own
          while (i + 1 < length && kinds[bytes[i + 1]!] === OTHER) i++;
        } else if (state === ESCAPED) state = QUOTED;
        else if (state === AFTER) state = SPOILED;
        continue;
      }
      if (kind === LF || kind === CR) {
        if (state === QUOTED || state === ESCAPED) {
          state = QUOTED;
          if (kind === CR || !this.#returned) this.#lines++;
          this.#returned = kind === CR;
          continue;
        }
        if (kind === CR) this.onReturn?.(this.#offset + i);
        if (kind === LF && this.#returned) {
          this.#cr--;
          this.#crlf++;
          this.#returned = false;
          this.#at = this.#offset + i + 1;
          continue;
        }
        if (kind === LF) this.#lf++;
        else this.#cr++;
        this.#end(this.#offset + i);
        this.#lines++;
        this.#line = this.#lines;
        this.#at = this.#offset + i + 1;
        this.#returned = kind === CR;
        state = START;
        continue;
      }
      this.#returned = false;
      switch (state) {
        case START:
          if (kind === DELIMITER) this.#cells++;
          else if (kind === QUOTE) state = QUOTED;
          else state = kind === SPACE ? SPACED : PLAIN;
          break;
        case SPACED:
          if (kind === DELIMITER) {
            this.#cells++;
            state = START;
          } else state = kind === QUOTE ? QUOTED : PLAIN;
          break;
        case PLAIN:
          if (kind === DELIMITER) {
            this.#cells++;
            state = START;
          }
          break;
        case QUOTED:
          if (kind === QUOTE) state = AFTER;
          else if (kind === ESCAPE) state = ESCAPED;
          break;
        case ESCAPED:
          state = QUOTED;
          break;
        case SPOILED:
          if (kind === QUOTE) this.#isTangled = true;
          break;
        case AFTER:
          if (kind === DELIMITER) {
            this.#cells++;
            state = START;
          } else if (kind === QUOTE) state = QUOTED;
          else if (kind !== SPACE) state = SPOILED;
          break;
      }
    }
    this.#state = state;
    this.#offset += length;
  }

  /** Ends the text; a last line without a line end counts. */
  end(): RecordCount {
    const open = this.#state === QUOTED || this.#state === ESCAPED ? { at: this.#at, line: this.#line } : null;
    if (this.#offset > this.#at) {
      this.#end(this.#offset);
      this.#lines++;
    }
    return {
      records: this.#records,
      lines: this.#lines,
      ends: { lf: this.#lf, crlf: this.#crlf, cr: this.#cr },
      tangled: this.#tangled,
      short: { count: this.#short, line: this.#shortLine },
      long: this.#long,
      open,
    };
  }

  #end(at: number): void {
    if (at > this.#at || this.#columns === 1) {
      this.#records++;
      if (this.#cells < this.#columns && this.#short++ === 0) this.#shortLine = this.#line;
      else if (this.#cells > this.#columns) this.#long++;
      this.onRecord?.(this.#at, this.#line, this.#cells, at);
      if (this.#isTangled) {
        this.#tangled++;
        this.onTangle?.(this.#at, at, this.#line);
      }
    }
    this.#isTangled = false;
    this.#cells = 1;
  }
}

/** Reads a blob in order, 4 MB at a time. */
export async function readThrough(blob: Blob, look: (bytes: Uint8Array) => void, check: () => void): Promise<void> {
  const step = 4 * 1024 * 1024;
  for (let at = 0; at < blob.size; at += step) {
    check();
    look(new Uint8Array(await blob.slice(at, at + step).arrayBuffer()));
  }
}

/** More than one kind of line end outside quotes, which the engine's strict reader does not take. */
export function isMixed({ lf, crlf, cr }: RecordCount['ends']): boolean {
  return [lf, crlf, cr].filter((count) => count > 0).length > 1;
}
