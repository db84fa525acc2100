import { join } from 'node:path';
import { huge } from './huge.ts';
import { imports, type Imported } from './imports.ts';
import { kept } from './kept.ts';
import { models } from './models.ts';
import { Report } from './report.ts';
import { weigh } from './weight.ts';

// npm run bench [-- --quick] [--huge [parts]] [--only weight,imports,reopening,screen,scoring,models]
const [pageFolder = '', appFolder = '', ...flags] = process.argv.slice(2);
const GROUPS = ['weight', 'imports', 'reopening', 'screen', 'scoring', 'models'] as const;
type Group = (typeof GROUPS)[number];

const quick = flags.includes('--quick');
const only = flags.includes('--only') ? (flags[flags.indexOf('--only') + 1] ?? '').split(',') : null;
for (const name of only ?? [])
  if (!GROUPS.some((group) => group === name))
    throw new Error(`no such lines: ${name}; there are ${GROUPS.join(', ')}`);
const wants = (group: Group): boolean => only === null || only.includes(group);

if (flags.includes('--huge')) await huge(pageFolder, Number(flags[flags.indexOf('--huge') + 1] ?? 10));
else {
  const report = new Report(join('tests', 'bench', 'results.json'));
  if (wants('weight')) await report.part('weight', () => weigh(appFolder, report));
  for (const millions of quick ? [1] : [1, 10]) {
    let imported: Imported | undefined;
    // Lists are held against what native DuckDB takes, which the imports measure.
    const full = millions === 10;
    if (wants('imports') || (full && wants('screen')))
      await report.part(`imports, ${millions} M`, async () => {
        imported = await imports(millions, pageFolder, report);
      });
    const wanted = {
      reopening: wants('reopening'),
      screen: full && wants('screen'),
      scoring: full && wants('scoring'),
    };
    if (Object.values(wanted).some(Boolean))
      await report.part(`kept workspace, ${millions} M`, () => kept(millions, pageFolder, report, wanted, imported));
  }
  if (wants('models')) await report.part('models', () => models(pageFolder, report, quick));
  report.print();
  if (report.lines.some((line) => !line.pass)) process.exitCode = 1;
}
