import type { LoadResult } from '../api.ts';
import { CrashError } from '../database.ts';
import { CancelledError, type Job } from '../execute.ts';
import { NoSpaceError } from '../../../src/store/chunks.ts';
import { detectEncoding, sampleFile, toUtf8 } from './encoding.ts';
import { verifyUtf8 } from './utf8.ts';
import { openFile } from './format.ts';
import { hashFile, loadText, type LoadContext } from './load.ts';
import { DecodeError } from './rows.ts';

/** Reads one file of any known format into immutable loads. What went wrong comes back as a reason with its details. */
export async function ingest(context: LoadContext, file: File): Promise<LoadResult> {
  try {
    return await read(context, file);
  } catch (error) {
    return failure(error, file, context.job);
  }
}

async function read(context: LoadContext, file: File): Promise<LoadResult> {
  if (file.size === 0) return { ok: false, reason: 'empty-file', detail: { file: file.name } };
  const opened = await openFile(file, file.name);
  if (opened.format === 'unknown') {
    return { ok: false, reason: 'unknown-format', detail: { file: file.name, what: opened.reason ?? 'unknown' } };
  }
  return readCsv(context, file, opened.file);
}

/** Text: told UTF-8 from the rest by samples; if bytes later on prove the samples wrong, it is read again in what they are. */
async function readCsv(context: LoadContext, file: File, blob: Blob): Promise<LoadResult> {
  const guess = detectEncoding(await sampleFile(blob));
  let encoding = guess.encoding;
  for (;;) {
    const plain = encoding === 'utf-8';
    const text = plain ? blob : (await toUtf8(blob, encoding)).blob;
    const check = verifyUtf8();
    let hashed: Promise<string> | undefined;
    const hash = () => (hashed ??= hashFile(blob, context.job, plain ? (bytes) => check.push(bytes) : undefined));
    const source = await loadText(context, { file, text, format: 'csv', encoding, hash });
    if (!source) return { ok: false, reason: 'no-columns', detail: { file: file.name } };
    const verdict = check.end();
    if (!plain || verdict.valid || verdict.invalidAt < 0) return { ok: true, already: false, sources: [source] };
    const again = detectEncoding(await sampleFile(blob, [verdict.invalidAt]));
    if (again.encoding === 'utf-8') return { ok: true, already: false, sources: [source] };
    encoding = again.encoding;
  }
}

/** The reason for a failure, in the closed list that the page has words for. */
function failure(error: unknown, file: File, job: Job): LoadResult {
  const text = error instanceof Error ? error.message : String(error);
  const detail = { file: file.name };
  if (error instanceof CrashError) throw error;
  if (job.cancelled || error instanceof CancelledError) return { ok: false, reason: 'cancelled', detail };
  if (error instanceof DecodeError) return { ok: false, reason: error.reason, detail: { ...detail, ...error.detail } };
  if (error instanceof NoSpaceError) return { ok: false, reason: 'no-space', detail: { ...detail, needed: error.needed, free: error.free } };
  if (/out of memory|malloc|allocat/i.test(text)) return { ok: false, reason: 'out-of-memory', detail };
  return { ok: false, reason: 'failed', detail: { ...detail, what: text.slice(0, 300) } };
}
