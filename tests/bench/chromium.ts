import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { BASE, findChromium, serve } from '../e2e/browser.ts';

/** A fresh browser profile on disk, as a user has one: nothing stored, nothing cached. */
export interface Tab {
  readonly page: Page;
  /** Address of the built folder, ending in `/zhike/`. */
  readonly address: string;
  /** Highest resident memory so far of the page's process, MB; null where the system does not tell. */
  peak(): Promise<number | null>;
  reload(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a page of a built folder; without a name the bench page, ready to be driven. The profile lies on disk: an incognito one keeps
 * IndexedDB in memory, with a fraction of the quota, and would measure a store that no user has.
 */
export async function openTab(folder: string, file?: string): Promise<Tab> {
  const { server, origin } = await serve(folder);
  const profile = mkdtempSync(join(tmpdir(), 'zhike-bench-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: ['--no-sandbox'],
    viewport: { width: 1440, height: 900 },
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('pageerror', (error) => console.log(`page error: ${error.message}`));
  const address = `${origin}${BASE}`;
  const visit = async (): Promise<void> => {
    await page.goto(address + (file ?? 'page.html'));
    if (file === undefined) await page.waitForFunction(() => 'bench' in window);
  };
  await visit();
  return {
    page,
    address,
    peak: () => peakOf(context),
    reload: visit,
    async close() {
      await context.close();
      server.closeAllConnections();
      server.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

async function peakOf(context: BrowserContext): Promise<number | null> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) return null;
  const { processInfo } = (await session.send('SystemInfo.getProcessInfo')) as {
    processInfo: { type: string; id: number }[];
  };
  await session.detach();
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .flatMap(({ id }) => {
      try {
        return [Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024];
      } catch {
        return [];
      }
    });
  return peaks.length > 0 ? Math.max(...peaks) : null;
}
