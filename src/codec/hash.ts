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

/**
 * 128 bits of a text as 32 hex digits (cyrb128, public domain): names for derived tables, where a synchronous hash is needed and
 * nobody chooses texts to make them collide. Not for secrets.
 */
export function contentKey(text: string): string {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ k, 597399067);
    b = c ^ Math.imul(b ^ k, 2869860233);
    c = d ^ Math.imul(c ^ k, 951274213);
    d = a ^ Math.imul(d ^ k, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}
