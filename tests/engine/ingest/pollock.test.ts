import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { en } from '../../../src/i18n/en.ts';
import type { RejectReason } from '../../../src/domain/source.ts';
import { openNodeDatabase, type NodeDatabase } from '../database.ts';
import { fileOf, load, readBack } from './loaded.ts';

vi.mock('../../../src/store/chunks.ts', async () => (await import('../store.ts')).storeStub());

let engine: NodeDatabase;
beforeAll(async () => {
  engine = await openNodeDatabase();
});

const ARCHIVE = join(process.env.ZHIKE_DATA ?? '../shared/data', 'dirty', 'pollock', 'polluted_files.tar.gz');
const WHOLE: readonly RejectReason[] = ['too-many-columns', 'open-quote', 'line-too-long', 'unreadable-line'];

/** The polluted files of the archive, by name. */
function pollutedFiles(): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const tar = gunzipSync(readFileSync(ARCHIVE));
  for (let at = 0; at + 512 <= tar.length;) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '');
    const size = parseInt(tar.toString('ascii', at + 124, at + 136), 8) || 0;
    if (/\/csv\/[^/]+\.csv$/.test(name)) files.set(name.split('/').at(-1)!, tar.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

/** Every so-manieth name, shuffled by a fixed seed. */
function some<T>(all: readonly T[], count: number): T[] {
  let state = 20240603;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  return all
    .map((one) => ({ one, at: next() }))
    .toSorted((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ one }) => one);
}

const filledLines = (text: string) => text.split(/\r\n|\r|\n/).filter((line) => line !== '').length;

describe.skipIf(!existsSync(ARCHIVE))('120 of the polluted files of Pollock', () => {
  const files = existsSync(ARCHIVE) ? pollutedFiles() : new Map<string, Uint8Array>();

  test('come in whole, or are refused in words; no line goes missing unsaid', { timeout: 600_000 }, async () => {
    const unsaid: string[] = [];
    let rows = 0;
    for (const name of some([...files.keys()], 120)) {
      const bytes = files.get(name)!;
      const result = await load(engine, fileOf(bytes, name));
      if (!result.ok) {
        if (!(`sources.reason-${result.reason}` in en) || result.reason === 'failed')
          unsaid.push(`${name}: ${JSON.stringify(result)}`);
        continue;
      }
      const source = result.sources[0]!;
      const back = readBack(engine, source);
      rows += back.rows.length;
      for (const { reason } of back.rejects) expect(`sources.reason-${reason}` in en).toBe(true);
      for (const { kind } of source.notes ?? []) expect(`sources.note-${kind}` in en).toBe(true);
      const lines = filledLines(new TextDecoder(source.encoding).decode(bytes));
      const breaks = (texts: readonly (string | null)[]) =>
        texts.reduce((sum, text) => sum + (text?.match(/\r\n|\r|\n/g) ?? []).length, 0);
      const whole = back.rejects.filter(({ reason }) => WHOLE.includes(reason));
      const kept =
        back.rows.length +
        back.rows.reduce((sum, row) => sum + breaks(row), 0) +
        whole.length +
        breaks(whole.map(({ text }) => text));
      const above = filledLines(
        new TextDecoder(source.encoding)
          .decode(bytes)
          .split(/\r\n|\r|\n/)
          .slice(0, source.headerLine)
          .join('\n'),
      );
      if (kept + above !== lines)
        unsaid.push(
          `${name}: ${kept} and ${above} of ${lines} ${JSON.stringify(source.notes)} ${source.delimiter} ${JSON.stringify(whole.slice(0, 2))}`,
        );
    }
    expect(unsaid).toEqual([]);
    expect(rows).toBeGreaterThan(9_000);
  });
});
