import { rejects } from '../bridge/engine.ts';
import type { Reject, Source } from '../domain/source.ts';

/** What could not be kept of a source as it stood, a page at a time. */
export function rejectsOf(source: Source, offset: number, limit: number): Promise<readonly Reject[]> {
  return rejects(source.load, offset, limit);
}
