import { db, type SavedFile } from './db.ts';

/** Pieces of this size: small enough for every engine's IndexedDB, large enough to be few. */
export const CHUNK = 8 * 1024 * 1024;

/** Raised when the device says that there is no room; nothing has been written then. */
export class NoSpaceError extends Error {
  readonly needed: number;
  readonly free: number;

  constructor(needed: number, free: number) {
    super(`no space: ${needed} bytes needed, ${free} free`);
    this.needed = needed;
    this.free = free;
  }
}

/** Keeps a file's pieces (each at most 8 MB) in one transaction: it is whole or it is not there. A file of that name stays as it is. */
export async function saveFile(
  file: Pick<SavedFile, 'name' | 'kind' | 'workspace'>,
  pieces: readonly Uint8Array<ArrayBuffer>[],
  progress: (done: number) => void = () => undefined,
): Promise<void> {
  const size = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  if (pieces.some((piece) => piece.byteLength > CHUNK)) throw new Error('a piece is larger than 8 MB');
  await checkQuota(size);
  await db.transaction('rw', db.files, db.chunks, async () => {
    if (await db.files.get(file.name)) return;
    let done = 0;
    for (const [index, piece] of pieces.entries()) {
      const whole = piece.byteLength === piece.buffer.byteLength;
      await db.chunks.put({ file: file.name, index, bytes: whole ? piece.buffer : piece.slice().buffer });
      progress((done += piece.byteLength));
    }
    await db.files.put({ ...file, size, chunks: pieces.length, savedAt: Date.now() });
  });
}

/** A kept file as a `File` that can be read in place, or null when it is not there or not whole. */
export async function openFile(name: string): Promise<File | null> {
  const file = await db.files.get(name);
  if (!file) return null;
  const parts: Blob[] = [];
  for (let index = 0; index < file.chunks; index++) {
    const chunk = await db.chunks.get([name, index]);
    if (!chunk) return null;
    parts.push(new Blob([chunk.bytes]));
  }
  const whole = new File(parts, name);
  return whole.size === file.size ? whole : null;
}

/** True when the file is kept. */
export async function hasFile(name: string): Promise<boolean> {
  return (await db.files.get(name)) !== undefined;
}

/** Forgets a file and its bytes. */
export async function removeFile(name: string): Promise<void> {
  await db.transaction('rw', db.files, db.chunks, async () => {
    await db.chunks.where('file').equals(name).delete();
    await db.files.delete(name);
  });
}

/** What a derived table is called, from the name of its file. */
export function derivedName(file: string): string {
  return file.replace(/^derived:/, '');
}

/** Names of derived files of a workspace, newest first. */
export async function derivedFiles(workspace: string): Promise<readonly string[]> {
  const files = await db.files.where('workspace').equals(workspace).toArray();
  return files.sort((a, b) => b.savedAt - a.savedAt).map((file) => file.name);
}

async function checkQuota(needed: number): Promise<void> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota === undefined || usage === undefined) return;
  const free = quota - usage;
  if (needed > free) throw new NoSpaceError(needed, free);
}
