import type { Source } from '../../../src/domain/source.ts';
import type { LoadResult } from '../api.ts';
import { CrashError } from '../database.ts';
import { CancelledError, type Job } from '../execute.ts';
import { NoSpaceError } from '../../../src/store/chunks.ts';
import { decodeArrow } from './arrow.ts';
import { detectEncoding, sampleFile, toUtf8, Utf8Checker } from './encoding.ts';
import { openFile, type OpenedFile } from './format.ts';
import { decodeJson } from './json.ts';
import { hashFile, loadText, type LoadContext } from './load.ts';
import { loadTyped } from './load-typed.ts';
import { decodeParquet } from './parquet.ts';
import { DecodeError, type DecodedTable } from './rows.ts';
import { decodeXlsx } from './xlsx.ts';

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
  return opened.format === 'csv' ? readCsv(context, file, opened.file) : readDecoded(context, file, opened);
}

/** Text: told UTF-8 from the rest by samples; if bytes later on prove the samples wrong, it is read again in what they are. */
async function readCsv(context: LoadContext, file: File, blob: Blob): Promise<LoadResult> {
  let { encoding } = detectEncoding(await sampleFile(blob));
  for (;;) {
    const plain = encoding === 'utf-8';
    const text = plain ? blob : (await toUtf8(blob, encoding)).blob;
    const check = new Utf8Checker();
    let hashed: Promise<string> | undefined;
    const hash = () => (hashed ??= hashFile(blob, context.job, plain ? (bytes) => void check.push(bytes) : undefined));
    const source = await loadText(context, { file, text, format: 'csv', encoding, hash });
    if (!source) return { ok: false, reason: 'no-columns', detail: { file: file.name } };
    const invalidAt = plain ? check.end().invalidAt : -1;
    if (invalidAt < 0) return { ok: true, already: false, sources: [source] };
    const again = detectEncoding(await sampleFile(blob, [invalidAt])).encoding;
    if (again === 'utf-8') return { ok: true, already: false, sources: [source] };
    encoding = again;
  }
}

/** Workbooks, JSON, Parquet and Arrow: decoded here, table by table, then typed like text or taken as they are typed. */
async function readDecoded(context: LoadContext, file: File, opened: OpenedFile): Promise<LoadResult> {
  const { job, progress } = context;
  const abort = new AbortController();
  job.onCancel = () => abort.abort();
  const options = {
    signal: abort.signal,
    onProgress: (done: number, total: number) => progress({ step: 'decoding' as const, done, total }),
  };
  const tables = await decode(opened, options);
  let hashed: Promise<string> | undefined;
  const hash = () => (hashed ??= hashFile(opened.file, job));
  const sources: Source[] = [];
  for (const table of tables) {
    job.check();
    const about = {
      file,
      ...(table.sheet ? { sheet: table.sheet } : {}),
      format: opened.format as Source['format'],
      encoding: 'utf-8',
      hash,
    };
    if (table.kind === 'arrow') {
      sources.push(await loadTyped(context, about, table));
    } else {
      const parts: Blob[] = [];
      for await (const batch of table.batches) parts.push(new Blob([batch]));
      const source = await loadText(context, { ...about, text: new Blob(parts), columns: table.columns });
      if (source) sources.push({ ...source, headerLine: table.headerLine });
    }
  }
  if (sources.length === 0) return { ok: false, reason: 'no-columns', detail: { file: file.name } };
  return { ok: true, already: false, sources };
}

function decode(opened: OpenedFile, options: Parameters<typeof decodeXlsx>[1]): Promise<DecodedTable[]> {
  switch (opened.format) {
    case 'xlsx':
      return decodeXlsx(opened.file, options);
    case 'json':
      return decodeJson(opened.file, opened.name, options);
    case 'parquet':
      return decodeParquet(opened.file, opened.name, options);
    default:
      return decodeArrow(opened.file, opened.name, options);
  }
}

/** The reason for a failure, in the closed list that the page has words for. */
function failure(error: unknown, file: File, job: Job): LoadResult {
  const text = error instanceof Error ? error.message : String(error);
  const detail = { file: file.name };
  if (error instanceof CrashError) throw error;
  if (job.cancelled || error instanceof CancelledError) return { ok: false, reason: 'cancelled', detail };
  if (error instanceof DecodeError) return { ok: false, reason: error.reason, detail: { ...detail, ...error.detail } };
  if (error instanceof NoSpaceError)
    return { ok: false, reason: 'no-space', detail: { ...detail, needed: error.needed, free: error.free } };
  if (/out of memory|malloc|allocat/i.test(text)) return { ok: false, reason: 'out-of-memory', detail };
  return { ok: false, reason: 'failed', detail: { ...detail, what: text.slice(0, 300) } };
}
