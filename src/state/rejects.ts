import { rejects } from '../bridge/engine.ts';
import type { Reject, Source } from '../domain/source.ts';
import { rebuilt } from './query.ts';

/** What could not be kept of a source as it stood, a page at a time. */
export async function rejectsOf(source: Source, offset: number, limit: number): Promise<readonly Reject[]> {
  const call = () => rejects(source.load, offset, limit);
  return call().catch(async (error: unknown) => {
    await rebuilt(error);
    return call();
  });
}
