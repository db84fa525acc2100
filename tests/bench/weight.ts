import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { BASE, findChromium, serve } from '../e2e/browser.ts';
import type { Report } from './report.ts';

/** What the page weighs: everything fetched before the first paint, and the whole app, gzipped. */
export async function weigh(folder: string, report: Report): Promise<void> {
  const { server, origin } = await serve(folder);
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
  try {
    const page = await (await browser.newContext()).newPage();
    await page.goto(origin + BASE);
    await page.locator('h1').first().waitFor();
    const fetched = await page.evaluate(() => {
      const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity;
      return performance
        .getEntriesByType('resource')
        .filter((entry) => entry.startTime < painted)
        .map((entry) => entry.name);
    });
    const files = ['index.html', ...fetched.map((address) => new URL(address).pathname.slice(BASE.length))];
    report.limit(
      'bytes before the first paint, gzipped',
      files.reduce((sum, file) => sum + packed(join(folder, file)), 0) / 1024,
      150,
      'KB',
    );
    report.limit(
      'the whole app, gzipped',
      filesOf(folder).reduce((sum, file) => sum + packed(file), 0) / 1024 / 1024,
      14,
      'MB',
    );
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

function packed(file: string): number {
  return gzipSync(readFileSync(file), { level: 9 }).length;
}

function filesOf(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesOf(path) : [path];
  });
}
