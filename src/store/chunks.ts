import { db, type SavedFile } from './db.ts';
import { withRoom } from './room.ts';

export type { SavedFile } from './db.ts';
export { NoSpaceError } from './room.ts';

/** Pieces of this size: small enough for every engine's IndexedDB, large enough to be few. */
export const CHUNK = 8 * 1024 * 1024;

/**
 * Keeps a file's pieces (each at most 8 MB) in one transaction: it is whole or it is not there. A file of that name stays as it is. What is
 * derived is kept while nobody waits: by then its workspace may be deleted, and nothing of it may come back.
 */
export async function saveFile(
  file: Pick<SavedFile, 'name' | 'kind' | 'workspace'>,
  pieces: readonly Uint8Array<ArrayBuffer>[],
  progress: (done: number) => void = () => undefined,
): Promise<void> {
  const size = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  if (pieces.some((piece) => piece.byteLength > CHUNK)) throw new Error('a piece is larger than 8 MB');
  if (await hasFile(file.name)) return;
  await withRoom(size, () =>
    db.transaction('rw', db.workspaces, db.files, db.chunks, async () => {
      if (await db.files.get(file.name)) return;
      if (file.workspace !== undefined && !(await db.workspaces.get(file.workspace))) return;
      let done = 0;
      for (const [index, piece] of pieces.entries()) {
        const whole = piece.byteLength === piece.buffer.byteLength;
        await db.chunks.put({ file: file.name, index, bytes: whole ? piece.buffer : piece.slice().buffer });
        progress((done += piece.byteLength));
      }
      await db.files.put({ ...file, size, chunks: pieces.length, savedAt: Date.now() });
    }),
  );
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

/** The same in one piece of memory: for small files, which are read whole. */
export async function readFile({ name, size, chunks }: SavedFile): Promise<Uint8Array<ArrayBuffer> | null> {
  const found = await db.chunks.bulkGet(Array.from({ length: chunks }, (_, index): [string, number] => [name, index]));
  const pieces = found.flatMap((chunk) => (chunk ? [new Uint8Array(chunk.bytes)] : []));
  if (pieces.reduce((sum, piece) => sum + piece.byteLength, 0) !== size) return null;
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

/** What is known of these files; undefined for one that is not there. */
export function filesOf(names: readonly string[]): Promise<(SavedFile | undefined)[]> {
  return db.files.bulkGet([...names]);
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

/**
 * Forgets what no workspace can reach: tables derived for one that is deleted, and loads saved before `before` (ms since 1970) that none took
 * up, because their tab was closed meanwhile. A younger load may be one that another tab is still reading.
 */
export async function forgetUnreachable(before: number): Promise<void> {
  await db.transaction('rw', db.workspaces, db.sources, db.files, db.chunks, async () => {
    const workspaces = new Set(await db.workspaces.toCollection().primaryKeys());
    for (const { name, kind, workspace, savedAt } of await db.files.toArray()) {
      const reached =
        kind === 'derived'
          ? workspace !== undefined && workspaces.has(workspace)
          : savedAt >= before ||
            (await db.sources
              .where('source.load')
              .equals(name.replace(/^load:/, ''))
              .count()) > 0;
      if (reached) continue;
      await db.chunks.where('file').equals(name).delete();
      await db.files.delete(name);
    }
  });
}

/** What a derived table is called, from the name of its file. */
export function derivedName(file: string): string {
  return file.replace(/^derived:/, '');
}

/** Forgets a load's bytes, unless a workspace has taken it up meanwhile. */
export async function removeLoad(load: string): Promise<void> {
  await db.transaction('rw', db.sources, db.files, db.chunks, async () => {
    if ((await db.sources.where('source.load').equals(load).count()) > 0) return;
    await db.chunks.where('file').equals(`load:${load}`).delete();
    await db.files.delete(`load:${load}`);
  });
}

/** Derived files of a workspace, newest first. */
export async function derivedFiles(workspace: string): Promise<SavedFile[]> {
  const files = await db.files.where('workspace').equals(workspace).toArray();
  return files.sort((a, b) => b.savedAt - a.savedAt);
}
