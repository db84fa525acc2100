import { readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { BASE, findChromium, serve } from '../e2e/browser.ts';

/** A fresh browser profile with the built bench page: nothing stored, nothing cached. */
export interface Tab {
  readonly page: Page;
  /** Highest resident memory so far of the page's process, MB; null where the system does not tell. */
  peak(): Promise<number | null>;
  reload(): Promise<void>;
  close(): Promise<void>;
}

export async function openTab(folder: string): Promise<Tab> {
  const { server, origin } = await serve(folder);
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
  const page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => console.log(`page error: ${error.message}`));
  const visit = async (): Promise<void> => {
    await page.goto(`${origin}${BASE}page.html`);
    await page.waitForFunction(() => 'bench' in window);
  };
  await visit();
  return {
    page,
    peak: () => peakOf(browser),
    reload: visit,
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function peakOf(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
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
