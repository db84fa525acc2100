import { defineConfig, type Plugin } from 'vite';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { configDefaults } from 'vitest/config';

/** In development Vite injects its styles inline; the sealed policy of the built page stays as index.html states it. */
function developmentPolicy(): Plugin {
  return {
    name: 'development-policy',
    apply: 'serve',
    transformIndexHtml: (html) =>
      html.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(/ 'sha256-[^']+'/g, ''),
  };
}

const tests = { environment: 'node' as const, exclude: configDefaults.exclude };

export default defineConfig({
  base: './',
  plugins: [svelte(), developmentPolicy()],
  worker: { format: 'es' },
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 4000, modulePreload: { polyfill: false } },
  optimizeDeps: { exclude: ['@duckdb/duckdb-wasm'] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...tests,
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'tests/e2e/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: '100%', // of two cores one would be left alone
        },
      },
      {
        extends: true,
        test: {
          ...tests,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          maxWorkers: 2, // a page and its workers fill a core, seldom two
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
