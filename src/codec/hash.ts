import { createSHA256, sha256 } from 'hash-wasm';

/** SHA-256 of a text, lower-case hex. */
export async function hashText(text: string): Promise<string> {
  return sha256(text);
}

/** A SHA-256 that is fed piece by piece, for files that must not stand in memory whole. */
export async function streamingHash(): Promise<{ update(bytes: Uint8Array): void; digest(): string }> {
  const hash = await createSHA256();
  hash.init();
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.digest('hex'),
  };
}

/** FNV-1a over UTF-16 code units, as 16 hex digits from two seeds: names for derived tables. Not for secrets. */
export function contentKey(text: string): string {
  return fnv(text, 0x811c9dc5) + fnv(text, 0x01000193);
}

function fnv(text: string, seed: number): string {
  let h = seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(16).padStart(8, '0');
}
