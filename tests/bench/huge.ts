import { openTab } from './chromium.ts';
import { ordersFile } from './orders.ts';

/** Parts of ten million orders in one tab, ten of them unless told otherwise, loaded one after another, then the profile. Prints time and peak memory. */
export async function huge(pageFolder: string, parts: number): Promise<void> {
  const files: string[] = [];
  for (let part = 0; part < parts; part++) files.push(await ordersFile(10, part));
  const tab = await openTab(pageFolder);
  try {
    const { page } = tab;
    page.on('console', (said) => console.log(`  ${said.text()}`));
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
        if (build) {
          const watch = setInterval(() => {
            for (const { step } of window.bench.jobs.running)
              console.log(
                `${Math.round(performance.now() - start) / 1000} s: ${step.step} ${step.done.toFixed(2)} of ${step.total}`,
              );
          }, 20_000);
          await book.refresh().finally(() => clearInterval(watch));
        }
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
