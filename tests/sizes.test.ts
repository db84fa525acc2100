import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const TOP = [
  'src',
  'public',
  'workers',
  'tests',
  'index.html',
  'connected.html',
  'vite.config.ts',
  'package.json',
  'tsconfig.json',
  'README.md',
];
const TOOLS = ['package-lock.json', 'LICENSE', 'eslint.config.js', 'svelte.config.js'];
const LEFT_OUT = ['node_modules', 'dist'];

function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    return statSync(join(root, path)).isDirectory() ? filesOf(path) : [path];
  });
}

const code = ['src', 'workers', 'tests'].flatMap(filesOf);
const text = (file: string) => readFileSync(join(root, file), 'utf8');

describe('sizes', () => {
  it('no .ts is longer than 400 lines (messages excepted), no .svelte than 250', () => {
    const long = code
      .filter((file) => /\.(ts|svelte)$/.test(file) && !file.startsWith('src/i18n/'))
      .map((file) => ({
        file,
        lines: text(file).trimEnd().split('\n').length,
        limit: file.endsWith('.svelte') ? 250 : 400,
      }))
      .filter(({ lines, limit }) => lines > limit);
    expect(long).toEqual([]);
  });

  it('the top level holds what it may hold', () => {
    const extra = readdirSync(root).filter(
      (name) => !name.startsWith('.') && ![...TOP, ...TOOLS, ...LEFT_OUT].includes(name),
    );
    expect(extra).toEqual([]);
  });

  it('no file or folder is a drawer for everything', () => {
    const drawers = code.filter((file) => /(^|\/)(utils?|helpers?|common|misc|manager|core|new|v2)(\/|\.)/i.test(file));
    expect(drawers).toEqual([]);
  });

  it('there is no `any`, and no default export from a .ts', () => {
    const broken = code
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.config.ts') && file !== 'tests/sizes.test.ts')
      .filter((file) =>
        /(:|<|as|\|) ?any\b(?! [a-z])|^export default/m.test(
          text(file)
            .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
            .replace(/'[^'\n]*'|`[^`]*`/g, "''"),
        ),
      );
    expect(broken).toEqual([]);
  });

  it('nothing is drawn at random or read from the clock where figures are computed', () => {
    const rooms = /^(src\/(domain|sql|charts|demo|ask)|workers\/compute)\//;
    const broken = code.filter((file) => rooms.test(file) && /Math\.random|Date\.now|new Date\(\)/.test(text(file)));
    expect(broken).toEqual([]);
  });
});
