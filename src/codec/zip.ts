const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** Largest size that a plain archive can say. */
const LARGEST = 0xffff_ffff;

interface Entry {
  readonly name: Uint8Array<ArrayBuffer>;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

/** A file inside an archive that is still being written. */
export interface OpenEntry {
  /** Waits while the packer is behind. */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
}

/** Writes an archive (PKZIP, deflate) piece by piece, one file after the other; only packed bytes are kept. Throws beyond 4 GB. */
export class ZipWriter {
  readonly #parts: BlobPart[] = [];
  readonly #entries: Entry[] = [];
  #at = 0;

  /** Begins a file; it must be closed before the next begins. */
  entry(name: string): OpenEntry {
    const stream = new CompressionStream('deflate-raw');
    const writer = stream.writable.getWriter();
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    const packing = collect(stream.readable, chunks);
    let crc = LARGEST;
    let size = 0;
    return {
      write: async (bytes) => {
        for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255]! ^ (crc >>> 8);
        size += bytes.length;
        await writer.write(bytes);
      },
      close: async () => {
        await writer.close();
        await packing;
        this.#add(new TextEncoder().encode(name), (crc ^ LARGEST) >>> 0, size, chunks);
      },
    };
  }

  /** The finished archive. */
  finish(type: string): Blob {
    const start = this.#at;
    for (const { name, crc, packed, size, at } of this.#entries) {
      const head = record(46, 0x02014b50);
      head.setUint16(4, 20, true);
      describe(head, 6, crc, packed, size, name.length);
      head.setUint32(42, at, true);
      this.#push(head, name);
    }
    const end = record(22, 0x06054b50);
    end.setUint16(8, this.#entries.length, true);
    end.setUint16(10, this.#entries.length, true);
    end.setUint32(12, this.#at - start, true);
    end.setUint32(16, start, true);
    this.#push(end);
    return new Blob(this.#parts, { type });
  }

  #add(name: Uint8Array<ArrayBuffer>, crc: number, size: number, chunks: readonly Uint8Array<ArrayBuffer>[]): void {
    const packed = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    if (size > LARGEST || this.#at + packed > LARGEST) throw new Error(`too large for one workbook: ${size} bytes`);
    this.#entries.push({ name, crc, packed, size, at: this.#at });
    const head = record(30, 0x04034b50);
    describe(head, 4, crc, packed, size, name.length);
    this.#push(head, name, ...chunks);
  }

  #push(...parts: readonly (DataView<ArrayBuffer> | Uint8Array<ArrayBuffer>)[]): void {
    for (const part of parts) {
      this.#parts.push(part);
      this.#at += part.byteLength;
    }
  }
}

async function collect(from: ReadableStream<Uint8Array<ArrayBuffer>>, into: Uint8Array<ArrayBuffer>[]): Promise<void> {
  const reader = from.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    into.push(value);
  }
}

function record(length: number, signature: number): DataView<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(length));
  view.setUint32(0, signature, true);
  return view;
}

/** What both headers of a file say, from `version needed` on: UTF-8 names, deflate, 1 January 1980. */
function describe(head: DataView, at: number, crc: number, packed: number, size: number, name: number): void {
  head.setUint16(at, 20, true);
  head.setUint16(at + 2, 0x0800, true);
  head.setUint16(at + 4, 8, true);
  head.setUint16(at + 8, 0x21, true);
  head.setUint32(at + 10, crc, true);
  head.setUint32(at + 14, packed, true);
  head.setUint32(at + 18, size, true);
  head.setUint16(at + 22, name, true);
}
