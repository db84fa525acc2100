import type { Source } from '../../../src/domain/source.ts';
import type { LoadResult } from '../api.ts';
import { CrashError } from '../database.ts';
import { CancelledError, type Job } from '../execute.ts';
import { NoSpaceError } from '../../../src/store/chunks.ts';
import { decodeArrow } from './arrow.ts';
import { detectEncoding, sampleFile, toUtf8, Utf8Checker, type Encoding } from './encoding.ts';
import { openFile, type OpenedFile } from './format.ts';
import { decodeJson } from './json.ts';
import { forgetMade, hashFile, loadText, NotUtf8Error, type LoadContext, type TextTable } from './load.ts';
import { loadTyped } from './load-typed.ts';
import { decodeParquet } from './parquet.ts';
import { readThrough } from './records.ts';
import { checkCancelled, DecodeError, type DecodedTable, type DecodeOptions } from './rows.ts';
import { decodeXlsx } from './xlsx.ts';

/** Reads one file of any known format into immutable loads. What went wrong comes back as a reason with its details; nothing of it is kept then. */
export async function ingest(given: Omit<LoadContext, 'made'>, file: File): Promise<LoadResult> {
  const context: LoadContext = { ...given, made: [] };
  const abort = new AbortController();
  context.job.onCancel = () => abort.abort();
  try {
    const result = await read(context, file, abort.signal);
    if (!result.ok) await forgetMade(context);
    return result;
  } catch (error) {
    if (!(error instanceof CrashError)) await forgetMade(context);
    return failure(error, file, context.job);
  } finally {
    context.job.onCancel = () => undefined;
  }
}

async function read(context: LoadContext, file: File, signal: AbortSignal): Promise<LoadResult> {
  if (file.size === 0) return { ok: false, reason: 'empty-file', detail: { file: file.name } };
  const { progress } = context;
  const options: DecodeOptions = {
    signal,
    onProgress: (done, total) => progress({ step: 'decoding', done, total }),
  };
  const opened = await openFile(file, file.name, options);
  if (opened.format === 'unknown') {
    return { ok: false, reason: 'unknown-format', detail: { file: file.name, what: opened.reason ?? 'binary' } };
  }
  return opened.format === 'csv'
    ? readCsv(context, file, opened.file, options)
    : readDecoded(context, file, opened, options);
}

/** Text: told UTF-8 from the rest by samples; if bytes later on prove the samples wrong, it is read again in what they are. */
async function readCsv(context: LoadContext, file: File, blob: Blob, options: DecodeOptions): Promise<LoadResult> {
  const blank = (await blob.slice(0, 64 * 1024).text()).trim() === '';
  const none: LoadResult = { ok: false, reason: blank ? 'blank-file' : 'no-columns', detail: { file: file.name } };
  let hashed: Promise<string> | undefined;
  const hash: TextTable['hash'] = (look) => (hashed ??= hashFile(blob, context.job, look));
  let { encoding } = detectEncoding(await sampleFile(blob));
  if (encoding === 'utf-8') {
    try {
      const source = await loadText(context, { file, text: blob, format: 'csv', encoding, unproved: true, hash });
      return source ? { ok: true, sources: [source] } : none;
    } catch (error) {
      if (!(error instanceof NotUtf8Error)) throw error;
      encoding = detectEncoding(await sampleFile(blob, [error.offset])).encoding;
      hashed = undefined;
    }
  }
  const { blob: text, replaced } = await toUtf8(blob, encoding, options.onProgress, options.signal);
  const notes = replaced > 0 ? [{ kind: 'unreadable-characters' as const, count: replaced }] : [];
  const source = await loadText(context, { file, text, format: 'csv', encoding, hash, notes });
  return source ? { ok: true, sources: [source] } : none;
}

/** Workbooks, JSON, Parquet and Arrow: decoded here, table by table, then typed like text or taken as they are typed. */
async function readDecoded(
  context: LoadContext,
  file: File,
  opened: OpenedFile,
  options: DecodeOptions,
): Promise<LoadResult> {
  const { job } = context;
  const format = opened.format as Source['format'];
  const { blob, encoding, replaced } =
    format === 'json' ? await plainJson(opened.file, options) : { blob: opened.file, encoding: 'utf-8', replaced: 0 };
  const tables = await decode({ ...opened, file: blob }, options);
  let hashed: Promise<string> | undefined;
  const hash = () => (hashed ??= hashFile(opened.file, job));
  const sources: Source[] = [];
  for (const table of tables) {
    job.check();
    const about = { file, ...(table.sheet ? { sheet: table.sheet } : {}), format, encoding, hash };
    const unreadable = replaced > 0 ? [{ kind: 'unreadable-characters' as const, count: replaced }] : [];
    if (table.kind === 'arrow') {
      sources.push(await loadTyped(context, { ...about, notes: table.notes }, table));
    } else {
      const parts: Blob[] = [];
      for await (const batch of table.batches) parts.push(new Blob([batch]));
      const notes = [...unreadable, ...table.notes.map((note) => ({ ...note }))];
      const { columns, jumps } = table;
      const given = { ...about, text: new Blob(parts), columns, notes, ...(jumps ? { jumps } : {}) };
      const source = await loadText(context, given);
      if (source) sources.push({ ...source, headerLine: table.headerLine });
    }
  }
  if (sources.length === 0) return { ok: false, reason: 'no-columns', detail: { file: file.name } };
  return { ok: true, sources };
}

/** JSON as UTF-8, whatever it is written in; characters that cannot be read are counted. */
async function plainJson(
  file: Blob,
  { signal }: DecodeOptions,
): Promise<{ blob: Blob; encoding: Encoding; replaced: number }> {
  let { encoding } = detectEncoding(await sampleFile(file));
  if (encoding === 'utf-8') {
    const utf8 = new Utf8Checker();
    await readThrough(
      file,
      (bytes) => utf8.push(bytes),
      () => checkCancelled(signal),
    );
    const { invalidAt } = utf8.end();
    if (invalidAt < 0) return { blob: file, encoding, replaced: 0 };
    encoding = detectEncoding(await sampleFile(file, [invalidAt])).encoding;
  }
  return { encoding, ...(await toUtf8(file, encoding, undefined, signal)) };
}

function decode(opened: OpenedFile, options: DecodeOptions): Promise<DecodedTable[]> {
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
  return { ok: false, reason: 'failed', detail: { ...detail, message: text.slice(0, 300) } };
}
