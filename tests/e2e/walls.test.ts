import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page, Worker } from 'playwright-core';
import { openBuiltPage, type OpenedPage } from './browser.ts';

let opened: OpenedPage;
let outside: string;
let heard = 0;
const listener = createServer((_, response) => {
  heard++;
  response.setHeader('access-control-allow-origin', '*');
  response.end('heard');
});

beforeAll(async () => {
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  outside = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`;
  opened = await openBuiltPage({ locale: 'en' });
  await opened.page.getByRole('button', { name: /demo/i }).waitFor();
  while (opened.page.workers().length < 2) await opened.page.waitForTimeout(200);
});

afterAll(async () => {
  opened.problems.length = 0; // the attacks below were meant
  await opened.close();
  listener.close();
});

/** Tries every way out from inside a page or worker; gives the names of those that worked. */
const ATTACK = async (address: string): Promise<string[]> => {
  const ways: Record<string, () => unknown> = {
    fetch: () => fetch(address),
    xhr: () =>
      new Promise((done, failed) => {
        const request = new XMLHttpRequest();
        request.open('GET', address);
        request.onload = done;
        request.onerror = failed;
        request.send();
      }),
    socket: () =>
      new Promise((done, failed) => {
        const socket = new WebSocket(address.replace('http', 'ws'));
        socket.onopen = done;
        socket.onerror = failed;
      }),
    eval: () => (0, eval)('1 + 1'),
    constructor: () => new Function('return 1')(),
    import: () => import(/* @vite-ignore */ `${address}x.js`),
    source: () =>
      new Promise((done, failed) => {
        const source = new EventSource(address);
        source.onopen = done;
        source.onerror = failed;
      }),
  };
  const out: string[] = [];
  for (const [name, way] of Object.entries(ways)) {
    try {
      await way();
      out.push(name);
    } catch {
      continue;
    }
  }
  return out;
};

const attack = (where: Page | Worker): Promise<string[]> =>
  'goto' in where ? where.evaluate(ATTACK, outside) : where.evaluate(ATTACK, outside);

describe('the outer wall', () => {
  it('holds in the page', async () => {
    expect(await attack(opened.page)).toEqual([]);
    const image = await opened.page.evaluate(
      (address) =>
        new Promise<string>((done) => {
          const picture = new Image();
          picture.onload = () => done('loaded');
          picture.onerror = () => done('refused');
          picture.src = `${address}beacon.png`;
        }),
      outside,
    );
    expect(image).toBe('refused');
    expect(await opened.page.evaluate((address) => navigator.sendBeacon(address, 'x') && 'queued', outside)).not.toBe(
      'heard',
    );
  });

  it('holds in every worker: the engine’s, the database’s own, and the one that computes models', async () => {
    const { page } = opened;
    await page.getByRole('radio', { name: /2,000/ }).check({ force: true });
    await page.getByRole('button', { name: /demo/i }).click();
    await page.locator('button.as-of .day', { hasText: /20\d\d/ }).waitFor({ timeout: 120_000 });
    await page.evaluate(() => (location.hash = '#/predictions')); // the compute worker starts with the first prediction
    while (page.workers().length < 3) await page.waitForTimeout(200);
    await page.locator('main .figure, main .headline').first().waitFor({ timeout: 120_000 });
    const workers = page.workers();
    const names = await Promise.all(workers.map((worker) => worker.evaluate(() => self.name)));
    expect(names.sort()).toEqual(['', 'compute', 'engine']);
    for (const worker of workers) expect(await attack(worker)).toEqual([]);
  });

  it('nobody outside heard anything', () => {
    expect(heard).toBe(0);
  });
});
