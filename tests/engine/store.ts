/** Where kept loads are in Node, which has no IndexedDB: the same functions as `store/chunks`, over a map. */
const kept = new Map<string, readonly Uint8Array<ArrayBuffer>[]>();

export class NoSpaceError extends Error {
  needed = 0;
  free = 0;
}

/** Names of what is kept now. */
export function keptNames(): string[] {
  return [...kept.keys()];
}

/** What a test gives to `vi.mock` in place of `store/chunks`. */
export function storeStub(): Record<string, unknown> {
  return {
    NoSpaceError,
    async saveFile(
      { name }: { name: string },
      pieces: readonly Uint8Array<ArrayBuffer>[],
      progress: (done: number) => void = () => undefined,
    ): Promise<void> {
      if (!kept.has(name)) kept.set(name, pieces);
      progress(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
    },
    async openFile(name: string): Promise<File | null> {
      const pieces = kept.get(name);
      return pieces ? new File([...pieces], name) : null;
    },
    hasFile: async (name: string): Promise<boolean> => kept.has(name),
    removeFile: async (name: string): Promise<void> => void kept.delete(name),
  };
}
