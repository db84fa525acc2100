import { openTab } from './chromium.ts';
import { ordersFile } from './orders.ts';

/** A hundred million orders in one tab: ten parts of ten million, loaded one after another, then the profile. Prints time and peak memory. */
export async function huge(pageFolder: string): Promise<void> {
  const files: string[] = [];
  for (let part = 0; part < 10; part++) files.push(await ordersFile(10, part));
  const tab = await openTab(pageFolder);
  try {
    const { page } = tab;
    await page.evaluate(() => window.bench.session.start());
    await page.evaluate(() => window.bench.session.create('huge'));
    for (const [part, file] of files.entries()) {
      await page.setInputFiles('#file', file);
      const last = part === files.length - 1;
      const seconds = await page.evaluate(async (build) => {
        const { engine, book, file } = window.bench;
        const start = performance.now();
        const result = await engine.load(file(0), () => undefined).done;
        if (!result.ok) throw new Error(JSON.stringify(result));
        await book.add(window.bench.session.workspace!.id, [result]);
        const loaded = (performance.now() - start) / 1000;
        if (build) await book.refresh();
        return {
          loaded,
          built: (performance.now() - start) / 1000 - loaded,
          rows: book.sources.reduce((sum, source) => sum + source.rows, 0),
        };
      }, last);
      console.log(
        `part ${part + 1}: ${seconds.loaded.toFixed(1)} s, ${seconds.rows} rows, peak ${(await tab.peak())?.toFixed(0)} MB`,
      );
      if (last)
        console.log(
          `customers, profile and RFM: ${seconds.built.toFixed(1)} s, peak ${(await tab.peak())?.toFixed(0)} MB`,
        );
    }
  } finally {
    await tab.close();
  }
}
