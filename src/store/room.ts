import { db } from './db.ts';

/** Raised when the device says that there is no room; nothing has been written then. Its message is read as the fault `no-space`. */
export class NoSpaceError extends Error {
  readonly needed: number;
  readonly free: number;

  constructor(needed: number, free: number) {
    super(`no-space: ${needed} bytes needed, ${free} free`);
    this.name = 'NoSpaceError';
    this.needed = needed;
    this.free = free;
  }
}

/** What the store itself needs besides the bytes that it is given: 4 % and a megabyte. */
function cost(bytes: number): number {
  return Math.ceil(bytes * 1.04) + 1024 * 1024;
}

/** Bytes that may still be kept; null where the browser does not say. */
export async function freeBytes(): Promise<number | null> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
}

/**
 * Looks for room before anything is written. Chromium answers 10 GB more than is used, whatever the disk holds, so that a save may still be refused:
 * `withRoom` hears that too.
 */
export async function checkRoom(bytes: number): Promise<void> {
  const free = await freeBytes();
  const needed = cost(bytes);
  if (free !== null && needed > free) throw new NoSpaceError(needed, free);
}

/** A save that the browser refuses for want of room, whatever it estimated; the transaction has been undone by then. */
export async function withRoom<T>(bytes: number, save: () => Promise<T>): Promise<T> {
  await checkRoom(bytes);
  try {
    return await save();
  } catch (error) {
    const text = error instanceof Error ? `${error.name} ${error.message}` : String(error);
    if (!/QuotaExceeded/i.test(text)) throw error;
    throw new NoSpaceError(cost(bytes), (await freeBytes()) ?? 0);
  }
}

/** What takes room on this device and can be given up. */
export interface Freeable {
  /** Kept results, bytes: they can be computed again. */
  readonly derived: number;
  /** Workspaces, and what would come free if each were deleted alone, bytes; largest first. */
  readonly workspaces: readonly { readonly id: string; readonly name: string; readonly bytes: number }[];
}

/** Adds up what can be freed. A load that two workspaces share comes free with neither. */
export async function freeable(): Promise<Freeable> {
  const [files, sources, workspaces] = await Promise.all([
    db.files.toArray(),
    db.sources.toArray(),
    db.workspaces.toArray(),
  ]);
  const users = Map.groupBy(sources, ({ source }) => `load:${source.load}`);
  const bytes = new Map<string, number>();
  for (const file of files) {
    const by = new Set(users.get(file.name)?.map(({ workspace }) => workspace) ?? []);
    const only = file.kind === 'derived' ? file.workspace : by.size === 1 ? [...by][0] : undefined;
    if (only) bytes.set(only, (bytes.get(only) ?? 0) + file.size);
  }
  return {
    derived: files.reduce((sum, file) => sum + (file.kind === 'derived' ? file.size : 0), 0),
    workspaces: workspaces
      .map(({ id, name }) => ({ id, name, bytes: bytes.get(id) ?? 0 }))
      .sort((a, b) => b.bytes - a.bytes),
  };
}

/** Gives up all kept results; they are computed again when a workspace is next opened. */
export async function freeDerived(): Promise<void> {
  await db.transaction('rw', db.files, db.chunks, async () => {
    const derived = await db.files.where('kind').equals('derived').primaryKeys();
    await db.chunks.where('file').anyOf(derived).delete();
    await db.files.bulkDelete(derived);
  });
}
