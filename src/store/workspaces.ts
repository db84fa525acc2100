import { Dexie } from 'dexie';
import type { Document } from '../domain/document.ts';
import type { Source } from '../domain/source.ts';
import type { Workspace } from '../domain/workspace.ts';
import { db } from './db.ts';

/** All workspaces, last opened first. */
export async function listWorkspaces(): Promise<Workspace[]> {
  return (await db.workspaces.toArray()).sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
}

export async function saveWorkspace(workspace: Workspace): Promise<void> {
  await db.workspaces.put(workspace);
}

/** The sources of a workspace in the order in which they were loaded. */
export async function sourcesOf(workspace: string): Promise<Source[]> {
  const saved = await db.sources.where('workspace').equals(workspace).toArray();
  return saved.sort((a, b) => a.position - b.position).map((entry) => entry.source);
}

export async function saveSource(workspace: string, source: Source, position: number): Promise<void> {
  await db.sources.put({ workspace, id: source.id, position, source });
}

/** Takes sources out of a workspace; returns the loads that no workspace uses any more. */
export async function removeSources(workspace: string, ids: readonly string[]): Promise<string[]> {
  return db.transaction('rw', db.sources, async () => {
    const gone = await db.sources.bulkGet(ids.map((id) => [workspace, id] as [string, string]));
    await db.sources.bulkDelete(ids.map((id) => [workspace, id] as [string, string]));
    return unusedLoads(gone.flatMap((entry) => (entry ? [entry.source.load] : [])));
  });
}

/** Those of the loads that no workspace uses. */
export async function unusedLoads(loads: readonly string[]): Promise<string[]> {
  const unused: string[] = [];
  for (const load of loads) {
    if ((await db.sources.where('source.load').equals(load).count()) === 0) unused.push(load);
  }
  return unused;
}

/** Saves a new version of a definition; older versions stay. */
export async function saveDocument(workspace: string, document: Document): Promise<void> {
  await db.documents.add({ workspace, kind: document.kind, id: document.id, version: document.version, document });
}

/** The newest version of every definition of a kind. */
export async function documentsOf<D extends Document>(workspace: string, kind: D['kind']): Promise<D[]> {
  const [from, to] = [
    [workspace, kind, Dexie.minKey],
    [workspace, kind, Dexie.maxKey],
  ];
  const saved = await db.documents.where('[workspace+kind+id]').between(from, to).toArray();
  const newest = new Map<string, Document>();
  for (const entry of saved)
    if (entry.version >= (newest.get(entry.id)?.version ?? 0)) newest.set(entry.id, entry.document);
  return [...newest.values()] as D[];
}

/** Every version of one definition, oldest first. */
export async function versionsOf<D extends Document>(workspace: string, kind: D['kind'], id: string): Promise<D[]> {
  const saved = await db.documents.where('[workspace+kind+id]').equals([workspace, kind, id]).toArray();
  return saved.sort((a, b) => a.version - b.version).map((entry) => entry.document as D);
}

/** Copies a workspace with its sources and every version of its definitions; the loads are shared, not copied. */
export async function duplicateWorkspace(from: string, copy: Workspace): Promise<void> {
  await db.transaction('rw', db.workspaces, db.sources, db.documents, async () => {
    const sources = await db.sources.where('workspace').equals(from).toArray();
    const documents = await db.documents.where('workspace').equals(from).toArray();
    await db.workspaces.add(copy);
    await db.sources.bulkAdd(sources.map((entry) => ({ ...entry, workspace: copy.id })));
    await db.documents.bulkAdd(documents.map((entry) => ({ ...entry, workspace: copy.id })));
  });
}

/** Deletes a workspace; returns the loads that no other workspace uses. */
export async function removeWorkspace(workspace: string): Promise<string[]> {
  const sources = await sourcesOf(workspace);
  return db.transaction('rw', [db.workspaces, db.sources, db.documents, db.files, db.chunks], async () => {
    const unused = await removeSources(
      workspace,
      sources.map((source) => source.id),
    );
    await db.documents.where('workspace').equals(workspace).delete();
    const derived = await db.files.where('workspace').equals(workspace).primaryKeys();
    await db.chunks.where('file').anyOf(derived).delete();
    await db.files.bulkDelete(derived);
    await db.workspaces.delete(workspace);
    return unused;
  });
}

/** What is kept on this device, in bytes by kind. */
export async function storedBytes(): Promise<{ loads: number; derived: number; files: number }> {
  const files = await db.files.toArray();
  const size = (kind: string) => files.filter((file) => file.kind === kind).reduce((sum, file) => sum + file.size, 0);
  return { loads: size('load'), derived: size('derived'), files: files.length };
}
