import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { betaQuantile } from '../../../workers/compute/math/beta.ts';
import { chiSquaredQuantile, chiSquaredSf } from '../../../workers/compute/math/chi-squared.ts';
import { lnGamma } from '../../../workers/compute/math/gamma.ts';
import { betaLower } from '../../../workers/compute/math/incomplete-beta.ts';
import { gammaLower, gammaUpper } from '../../../workers/compute/math/incomplete-gamma.ts';
import { normalCdf, normalQuantile } from '../../../workers/compute/math/normal.ts';
import { studentTCdf, studentTQuantile } from '../../../workers/compute/math/student-t.ts';

/** name, arguments, value computed with mpmath at 20 digits. */
type Reference = readonly [name: string, args: readonly number[], value: number];

const functions: Record<string, (...args: number[]) => number> = {
  gammaln: (x) => lnGamma(x!),
  gammap: (a, x) => gammaLower(a!, x!),
  gammaq: (a, x) => gammaUpper(a!, x!),
  betainc: (a, b, x) => betaLower(x!, a!, b!),
  normcdf: (z) => normalCdf(z!),
  normppf: (p) => normalQuantile(p!),
  tcdf: (t, df) => studentTCdf(t!, df!),
  tppf: (p, df) => studentTQuantile(p!, df!),
  chi2sf: (x, df) => chiSquaredSf(x!, df!),
  betappf: (p, a, b) => betaQuantile(p!, a!, b!),
};

/** The conditioning of the problem itself costs digits where a large argument enters an exponent. */
function tolerance(args: readonly number[]): number {
  return Math.max(...args.map(Math.abs)) >= 20 ? 2e-12 : 2e-13;
}

function expectClose(name: string, args: readonly number[], value: number): void {
  const computed = functions[name]!(...args);
  const error = Math.abs(computed - value) / (value === 0 ? 1 : Math.abs(value));
  expect(error, `${name}(${args.join(', ')}) = ${computed}, reference ${value}`).toBeLessThan(tolerance(args));
}

const PRINTED: readonly Reference[] = [
  ['gammaln', [1e-5], 11.512919692895826],
  ['gammaln', [0.1], 2.252712651734206],
  ['gammaln', [0.5], 0.5723649429247001],
  ['gammaln', [1.5], -0.12078223763524522],
  ['gammaln', [3.3], 0.9870985778947344],
  ['gammaln', [10.2], 13.25426674423555],
  ['gammaln', [100.5], 361.4355404677776],
  ['gammaln', [10000.0], 82099.71749644238],
  ['gammaln', [1000000.0], 12815504.569147611],
  ['gammap', [0.5, 0.1], 0.345279153981423],
  ['gammaq', [0.5, 0.1], 0.654720846018577],
  ['gammap', [0.5, 5.0], 0.9984345977419975],
  ['gammaq', [0.5, 5.0], 0.0015654022580025497],
  ['gammap', [2.0, 1.0], 0.26424111765711533],
  ['gammaq', [2.0, 1.0], 0.7357588823428847],
  ['gammap', [10.0, 3.0], 0.0011024881301154798],
  ['gammaq', [10.0, 3.0], 0.9988975118698845],
  ['gammap', [10.0, 20.0], 0.9950045876916924],
  ['gammaq', [10.0, 20.0], 0.004995412308307587],
  ['gammap', [100.0, 80.0], 0.017108313035133115],
  ['gammaq', [100.0, 80.0], 0.9828916869648668],
  ['gammap', [100.0, 130.0], 0.9972495916326934],
  ['gammaq', [100.0, 130.0], 0.002750408367306526],
  ['gammap', [1000.0, 1000.0], 0.5042052441802155],
  ['gammaq', [1000.0, 1000.0], 0.4957947558197845],
  ['gammap', [100000.0, 100300.0], 0.8286363112512076],
  ['gammaq', [100000.0, 100300.0], 0.17136368874879235],
  ['gammap', [3.0, 40.0], 0.9999999999999964],
  ['gammaq', [3.0, 40.0], 3.572865928700226e-15],
  ['betainc', [0.5, 0.5, 0.3], 0.36901011956554536],
  ['betainc', [2.0, 3.0, 0.5], 0.6875],
  ['betainc', [201.0, 1801.0, 0.1], 0.48415188712596596],
  ['betainc', [251.0, 1751.0, 0.15], 0.9992563965685257],
  ['betainc', [201.0, 1801.0, 0.13], 0.9999792449095125],
  ['betainc', [10000.0, 100000.0, 0.0909], 0.4969569133088653],
  ['betainc', [100000.0, 1000000.0, 0.0915], 0.9843218852587301],
  ['betainc', [0.01, 5.0, 0.001], 0.9527958800070773],
  ['betainc', [5.0, 0.01, 0.99], 0.025355319117642005],
  ['betainc', [1000000.0, 1000000.0, 0.5001], 0.611351282137678],
  ['normcdf', [0.0], 0.5],
  ['normcdf', [1.0], 0.8413447460685429],
  ['normcdf', [-1.96], 0.024997895148220435],
  ['normcdf', [-5.0], 2.866515718791939e-7],
  ['normcdf', [-8.0], 6.220960574271784e-16],
  ['normcdf', [-15.0], 3.670966199312751e-51],
  ['normcdf', [-30.0], 4.906713927148187e-198],
  ['normcdf', [3.0], 0.9986501019683699],
  ['normcdf', [6.0], 0.9999999990134123],
  ['normcdf', [8.0], 0.9999999999999993],
  ['normppf', [0.5], 0.0],
  ['normppf', [0.975], 1.9599639845400538],
  ['normppf', [0.8], 0.8416212335729144],
  ['normppf', [0.001], -3.0902323061678136],
  ['normppf', [1e-6], -4.753424308822899],
  ['normppf', [1e-10], -6.361340902404057],
  ['normppf', [1e-100], -21.273453560965326],
  ['normppf', [0.999999], 4.753424308817087],
  ['tcdf', [-2.835263800664482, 27.713625968118762], 0.004226366218721717],
  ['tcdf', [-1.0, 1.0], 0.25],
  ['tcdf', [-10.0, 3.0], 0.0010641995292070751],
  ['tcdf', [-5.0, 100.0], 1.2250867067519001e-6],
  ['tcdf', [-2.0, 1000000.0], 0.022750266925659603],
  ['tcdf', [2.1, 5.0], 0.9551233750577006],
  ['tppf', [0.975, 27.713625968118762], 2.0493611671256122],
  ['tppf', [0.975, 1.0], 12.706204736174694],
  ['tppf', [0.975, 2.0], 4.302652729749462],
  ['tppf', [0.975, 1000000.0], 1.9599663568141066],
  ['tppf', [0.9999, 5.0], 9.677566300882814],
  ['tppf', [0.8, 12.0], 0.8726092915881382],
  ['chi2sf', [14.4, 1.0], 0.00014780231033445414],
  ['chi2sf', [3.841458820694124, 1.0], 0.05000000000000006],
  ['chi2sf', [100.0, 1.0], 1.523970604832105e-23],
  ['chi2sf', [700.0, 1.0], 2.9902269751246203e-154],
  ['chi2sf', [11.475409836065575, 2.0], 0.0032221549052224917],
  ['chi2sf', [50.0, 40.0], 0.1335748340856504],
  ['betappf', [0.025, 201.0, 1801.0], 0.08762178725698391],
  ['betappf', [0.975, 251.0, 1751.0], 0.14022612132306064],
  ['betappf', [0.025, 1.0, 11.0], 0.0022989722138142673],
  ['betappf', [0.5, 0.5, 0.5], 0.5],
  ['betappf', [0.975, 100000.0, 1000000.0], 0.09144702323257141],
];

describe('special functions', () => {
  it.each(PRINTED)('matches mpmath, 20 digits: %s %j', (name, args, value) => expectClose(name, args, value));

  it('inverts the upper tail of chi-squared', () => {
    for (const df of [0.5, 1, 2, 7, 40, 1000])
      for (const p of [1e-9, 0.01, 0.3, 0.5, 0.9, 0.999999]) {
        const x = chiSquaredQuantile(p, df);
        expect(Math.abs(chiSquaredSf(x, df) - (1 - p)) / Math.min(p, 1 - p), `${p} ${df}`).toBeLessThan(1e-8);
      }
  });
});

const file = join(process.env.ZHIKE_DATA ?? '../shared/data', 'methods', '09_special_ref.json');
describe.skipIf(!existsSync(file))('special functions against the shared reference file', () => {
  it('matches all of its values', () => {
    const rows = JSON.parse(readFileSync(file, 'utf8')) as { f: string; args: number[]; v: string }[];
    expect(rows).toHaveLength(80);
    for (const { f, args, v } of rows) expectClose(f, args, Number(v));
  });
});
