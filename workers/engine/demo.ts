import { DEMO_FILES, demoChunks } from '../../src/demo/demo.ts';
import type { Progress } from './api.ts';
import type { Job } from './execute.ts';

/** Builds the demo company's files; other calls are heard between pieces, so that it can be cancelled. */
export async function demoFiles(
  customers: number,
  seed: number,
  job: Job,
  progress: (step: Progress) => void,
): Promise<File[]> {
  const parts = new Map<string, Blob[]>(DEMO_FILES.map((name) => [name, []]));
  let rested = performance.now();
  for (const { done, total, chunk } of demoChunks({ seed, customers })) {
    if (chunk) parts.get(chunk.name)?.push(new Blob([chunk.bytes]));
    if (performance.now() - rested < 50) continue;
    progress({ step: 'demo', done, total });
    await new Promise((resolve) => setTimeout(resolve));
    job.check();
    rested = performance.now();
  }
  return [...parts].map(([name, blobs]) => new File(blobs, name, { type: 'text/csv' }));
}
