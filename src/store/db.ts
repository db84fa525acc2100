import { Dexie, type EntityTable, type Table } from 'dexie';
import type { Document } from '../domain/document.ts';
import type { Source } from '../domain/source.ts';
import type { Workspace } from '../domain/workspace.ts';

/** One saved version of a definition. Versions are never overwritten. */
export interface SavedDocument {
  readonly workspace: string;
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly document: Document;
}

/** A source as a workspace knows it; its bytes are the file `load`. */
export interface SavedSource {
  readonly workspace: string;
  readonly id: string;
  /** Order of loading, from 0. */
  readonly position: number;
  readonly source: Source;
}

/** A kept DuckDB file: a load, or a derived table that is dear to rebuild. Its bytes are in `chunks`. */
export interface SavedFile {
  readonly name: string;
  readonly kind: 'load' | 'derived';
  /** Only for derived files: the workspace that may forget it. */
  readonly workspace?: string;
  readonly size: number;
  readonly chunks: number;
  readonly savedAt: number;
}

/** A piece of a file, at most 8 MB, an ArrayBuffer and never a Blob. */
export interface SavedChunk {
  readonly file: string;
  readonly index: number;
  readonly bytes: ArrayBuffer;
}

/** Everything that survives the tab, in one IndexedDB database. */
export class ZhikeDb extends Dexie {
  workspaces!: EntityTable<Workspace, 'id'>;
  sources!: Table<SavedSource, [string, string]>;
  documents!: Table<SavedDocument, [string, string, string, number]>;
  files!: EntityTable<SavedFile, 'name'>;
  chunks!: Table<SavedChunk, [string, number]>;

  constructor(name = 'zhike') {
    super(name);
    this.version(1).stores({
      workspaces: 'id',
      sources: '[workspace+id], workspace, source.load',
      documents: '[workspace+kind+id+version], [workspace+kind+id], workspace',
      files: 'name, kind, workspace',
      chunks: '[file+index], file',
    });
  }
}

export const db = new ZhikeDb();

/**
 * What can happen to storage under an open tab: a newer Zhike in another tab changes its form (`outdated`: this one has let go), an older
 * one in another tab keeps this one from it (`blocked`), or the browser lets go of it (`closed`: it is opened again by itself, but may have been cleared).
 */
export type StorageEvent = 'outdated' | 'blocked' | 'closed';

/** Tells what happens to storage; the first two call for a reload. */
export function watchStorage(tell: (event: StorageEvent) => void): void {
  db.on('versionchange', () => {
    tell('outdated');
    db.close(); // or the other tab waits for ever
  });
  db.on('blocked', () => tell('blocked'));
  db.on('close', () => tell('closed'));
}
