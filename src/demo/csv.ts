const CHUNK = 1 << 20;
const HEADROOM = 1 << 13;
const POWERS = Float64Array.from({ length: 10 }, (_, i) => 10 ** i);

/** How an export looks from outside: some systems write a byte order mark and Windows line ends. */
export interface CsvStyle {
  bom: boolean;
  lineEnd: '\n' | '\r\n';
}

/** Writes UTF-8 rows straight into buffers of one megabyte: no string ever grows with the file. A row stays under 8 KB. */
export class CsvTable {
  readonly name: string;
  readonly header: readonly string[];
  rows = 0;
  bytes = 0;
  private buffer = new Uint8Array(CHUNK);
  private used = 0;
  private first = true;
  private full: Uint8Array<ArrayBuffer>[] = [];
  private readonly lineEnd: string;

  constructor(name: string, header: readonly string[], style: CsvStyle = { bom: false, lineEnd: '\n' }) {
    this.name = name;
    this.header = header;
    this.lineEnd = style.lineEnd;
    if (style.bom) this.raw('\uFEFF');
    this.raw(header.join(','));
    this.raw(this.lineEnd);
  }

  /** A cell that is known to need no quotes; '' leaves it empty. */
  cell(text: string): void {
    this.separate();
    this.raw(text);
  }

  /** A cell of free text: quoted when it holds a comma, a quote or a line break. */
  free(text: string): void {
    this.cell(/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  }

  whole(value: number): void {
    this.separate();
    this.digits(value, 1);
  }

  /** A fixed text and a number of at least `width` digits: QH00000042. */
  code(prefix: string, value: number, width: number): void {
    this.separate();
    this.raw(prefix);
    this.digits(value, width);
  }

  /** Fen written as yuan with two decimals: 12345 -> 123.45. */
  money(fen: number): void {
    this.separate();
    this.digits(Math.floor(fen / 100), 1);
    this.byte(46);
    this.pair(fen % 100);
  }

  /** Year, month, day with a separator, then the time with or without seconds. `at` is local seconds since 1970. */
  moment(at: number, separator: '-' | '/' = '-', between: ' ' | 'T' = ' ', seconds = true): void {
    this.separate();
    const day = Math.floor(at / 86400);
    const second = at - day * 86400;
    this.date(day, separator.charCodeAt(0));
    this.byte(between.charCodeAt(0));
    this.pair(Math.floor(second / 3600));
    this.byte(58);
    this.pair(Math.floor(second / 60) % 60);
    if (!seconds) return;
    this.byte(58);
    this.pair(second % 60);
  }

  /** A number that begins with a date and ends in a sequence: D202505010000042. */
  serial(prefix: string, at: number, sequence: number, width: number): void {
    this.separate();
    this.raw(prefix);
    this.date(Math.floor(at / 86400), 0);
    this.digits(sequence, width);
  }

  end(): void {
    this.raw(this.lineEnd);
    this.first = true;
    this.rows++;
    if (this.used > CHUNK - HEADROOM) this.seal();
  }

  /** The chunks finished since the last call; `last` also gives up what is still being filled. */
  take(last = false): Uint8Array<ArrayBuffer>[] {
    if (last && this.used > 0) this.seal();
    const chunks = this.full;
    this.full = [];
    return chunks;
  }

  private seal(): void {
    this.full.push(this.buffer.subarray(0, this.used));
    this.bytes += this.used;
    this.buffer = new Uint8Array(CHUNK);
    this.used = 0;
  }

  private separate(): void {
    if (this.first) this.first = false;
    else this.byte(44);
  }

  private byte(value: number): void {
    this.buffer[this.used++] = value;
  }

  private raw(text: string): void {
    const buffer = this.buffer;
    let at = this.used;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x80) buffer[at++] = unit;
      else if (unit < 0x800) {
        buffer[at++] = 0xc0 | (unit >> 6);
        buffer[at++] = 0x80 | (unit & 63);
      } else {
        if (unit >= 0xd800 && unit < 0xe000) throw new Error(`text outside the basic plane is not written: ${text}`);
        buffer[at++] = 0xe0 | (unit >> 12);
        buffer[at++] = 0x80 | ((unit >> 6) & 63);
        buffer[at++] = 0x80 | (unit & 63);
      }
    }
    this.used = at;
  }

  private pair(value: number): void {
    const tens = (value / 10) | 0;
    this.buffer[this.used] = 48 + tens;
    this.buffer[this.used + 1] = 48 + value - tens * 10;
    this.used += 2;
  }

  /** Whole numbers up to sixteen digits; the large ones in two halves, because small integers divide faster. */
  private digits(value: number, width: number): void {
    if (value >= 1e9) {
      const high = Math.floor(value / 1e6);
      this.digits(high, Math.max(1, width - 6));
      this.digits(value - high * 1e6, 6);
      return;
    }
    let size = width;
    while (size < 10 && value >= POWERS[size]!) size++;
    const buffer = this.buffer;
    let rest = value | 0;
    for (let i = this.used + size - 1; i >= this.used; i--) {
      const tens = (rest / 10) | 0;
      buffer[i] = 48 + rest - tens * 10;
      rest = tens;
    }
    this.used += size;
  }

  private date(day: number, separator: number): void {
    const { year, month, date } = civil(day);
    this.digits(year, 4);
    if (separator) this.byte(separator);
    this.pair(month);
    if (separator) this.byte(separator);
    this.pair(date);
  }
}

let lastDay = NaN;
let lastCivil = { year: 0, month: 0, date: 0 };

/** Year, month (1-12) and date of a day counted since 1970-01-01. Rows come in time order, so the last answer mostly serves again. */
export function civil(day: number): { year: number; month: number; date: number } {
  if (day === lastDay) return lastCivil;
  const at = new Date(day * 86400000);
  lastDay = day;
  lastCivil = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() };
  return lastCivil;
}
