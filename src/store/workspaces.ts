import { Dexie } from 'dexie';
import type { Document } from '../domain/document.ts';
import { Fault } from '../domain/fault.ts';
import type { Source } from '../domain/source.ts';
import type { Workspace } from '../domain/workspace.ts';
import { db, type SavedDocument } from './db.ts';
import { withRoom } from './room.ts';
import { tenancy } from './tenancy.ts';

/** All workspaces, last opened first. */
export async function listWorkspaces(): Promise<Workspace[]> {
  return (await db.workspaces.toArray()).sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
}

/** Keeps a new workspace. */
export async function createWorkspace(workspace: Workspace): Promise<void> {
  await db.workspaces.add(workspace);
  tenancy.tell({ kind: 'listed' });
}

/** A workspace as it is kept now; null where it was deleted. */
export async function workspaceOf(id: string): Promise<Workspace | null> {
  return (await db.workspaces.get(id)) ?? null;
}

/** Notes that a workspace is opened, whoever owns it; gives it as it is kept now, null where it was deleted. */
export async function touchWorkspace(id: string, openedAt: string): Promise<Workspace | null> {
  await db.workspaces.update(id, { openedAt });
  return workspaceOf(id);
}

/** Changes what is kept of a workspace, and nothing else of it. */
export async function updateWorkspace(id: string, change: Partial<Omit<Workspace, 'id'>>): Promise<void> {
  await tenancy.write(id, () => db.workspaces.update(id, change));
}

/** The sources of a workspace in the order in which they were loaded. */
export async function sourcesOf(workspace: string): Promise<Source[]> {
  const saved = await db.sources.where('workspace').equals(workspace).toArray();
  return saved.sort((a, b) => a.position - b.position).map((entry) => entry.source);
}

/** What a load brings into a workspace: a table and what its columns mean. */
export interface NewSource {
  readonly source: Source;
  readonly mapping: Document;
  /** Order of loading. */
  readonly position: number;
}

/** Takes sources with their mappings into a workspace, all or none; refused where a load's bytes were forgotten meanwhile. */
export async function saveSources(workspace: string, added: readonly NewSource[]): Promise<void> {
  await tenancy.write(workspace, () =>
    withRoom(JSON.stringify(added).length, () =>
      db.transaction('rw', db.sources, db.documents, db.files, async () => {
        for (const { source, mapping, position } of added) {
          if (!(await db.files.get(`load:${source.load}`))) throw new Fault('missing-load', source.name);
          await db.sources.add({ workspace, id: source.id, position, source });
          await db.documents.add(saved(workspace, mapping));
        }
      }),
    ),
  );
}

/** Takes sources out of a workspace; returns the loads that no workspace uses any more. */
export async function removeSources(workspace: string, ids: readonly string[]): Promise<string[]> {
  return tenancy.write(workspace, () => takeOut(workspace, ids));
}

function takeOut(workspace: string, ids: readonly string[]): Promise<string[]> {
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

/** Saves a new version of a definition; older versions stay. A version that another tab has saved meanwhile is refused, not overwritten. */
export async function saveDocument(workspace: string, document: Document): Promise<void> {
  await saveDocuments(workspace, [document]);
}

/** Saves new versions of several definitions, all or none. */
export async function saveDocuments(workspace: string, documents: readonly Document[]): Promise<void> {
  await tenancy.write(workspace, () =>
    withRoom(JSON.stringify(documents).length, () =>
      db.transaction('rw', db.documents, async () => {
        for (const document of documents) await db.documents.add(saved(workspace, document));
      }),
    ),
  );
}

function saved(workspace: string, document: Document): SavedDocument {
  return { workspace, kind: document.kind, id: document.id, version: document.version, document };
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
  tenancy.tell({ kind: 'listed' });
}

/** Deletes a workspace; returns the loads that no other workspace uses. */
export async function removeWorkspace(workspace: string): Promise<string[]> {
  const sources = await sourcesOf(workspace);
  const unused = await tenancy.during(workspace, () =>
    db.transaction('rw', [db.workspaces, db.sources, db.documents, db.files, db.chunks], async () => {
      const loads = await takeOut(
        workspace,
        sources.map((source) => source.id),
      );
      await db.documents.where('workspace').equals(workspace).delete();
      const derived = await db.files.where('workspace').equals(workspace).primaryKeys();
      await db.chunks.where('file').anyOf(derived).delete();
      await db.files.bulkDelete(derived);
      await db.workspaces.delete(workspace);
      return loads;
    }),
  );
  tenancy.tell({ kind: 'removed', workspace });
  return unused;
}
