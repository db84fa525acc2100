import { describe, expect, it } from 'vitest';
import { applyScaler, columnMoments, fitScaler } from '../../../workers/compute/models/scaling.ts';
import { applyYeoJohnson, fitYeoJohnson } from '../../../workers/compute/models/yeo-johnson.ts';
import { seededRandom } from '../../../workers/compute/math/random.ts';
import { dataText, hasData, numericColumns } from './evaluation-data.ts';

function skewness(values: Float64Array): number {
  const { mean, sd } = columnMoments(values);
  return values.reduce((sum, value) => sum + ((value - mean) / sd) ** 3, 0) / values.length;
}

describe('Yeo & Johnson (2000)', () => {
  it.each([
    [-1, [-8.666666666666666, -0.7916666666666666, 0, 0.33333333333333337, 0.6666666666666667, 0.9090909090909091]],
    [0, [-4, -0.625, 0, 0.4054651081081644, 1.0986122886681096, 2.3978952727983707]],
    [0.5, [-2.797434948471088, -0.5580782047249223, 0, 0.4494897427831779, 1.4641016151377544, 4.6332495807108]],
    [1, [-2, -0.5, 0, 0.5, 2, 10]],
    [2, [-1.0986122886681096, -0.4054651081081644, 0, 0.625, 4, 60]],
  ])('transforms −2 −.5 0 .5 2 10 as printed for λ = %d', (lambda, printed) => {
    [-2, -0.5, 0, 0.5, 2, 10].forEach((x, i) => expect(applyYeoJohnson(x, lambda)).toBeCloseTo(printed[i]!, 12));
  });

  it('recovers a planted λ', () => {
    const random = seededRandom(5);
    // exp(z) − 1 is normal after log1p, so λ = 0.
    const values = Float64Array.from({ length: 5000 }, () => Math.expm1(random.normal(3, 0.5)));
    expect(Math.abs(fitYeoJohnson(values))).toBeLessThan(0.06);
    expect(fitYeoJohnson(new Float64Array(9).fill(4))).toBe(1);
    expect(fitYeoJohnson([1, 2])).toBe(1);
  });
});

describe.skipIf(!hasData('methods/data_iris.csv'))('Yeo-Johnson on iris (skipped without the data)', () => {
  it('petal length: λ 1.093218114', () => {
    expect(fitYeoJohnson(numericColumns('methods/data_iris.csv')[2]!)).toBeCloseTo(1.093218114, 6);
  });
});

const summary = 'cdnow/cdnow_customers_summary_with_transactions.csv';
describe.skipIf(!hasData(summary))('Yeo-Johnson on CDNOW (skipped without the data)', () => {
  const [header, ...lines] = hasData(summary) ? dataText(summary).trim().split(/\r?\n/) : [''];
  const fields = header!.split(',').map((field) => field.replaceAll('"', ''));
  const column = (name: string) => Float64Array.from(lines, (line) => Number(line.split(',')[fields.indexOf(name)]));
  const frequency = column('x');
  const money = column('zbar');

  it('repeat purchases: λ −1.389993346, skew 4.843 -> .544', () => {
    const lambda = fitYeoJohnson(frequency);
    expect(lambda).toBeCloseTo(-1.389993346, 5);
    expect(skewness(frequency)).toBeCloseTo(4.842639817, 6);
    expect(skewness(frequency.map((x) => applyYeoJohnson(x, lambda)))).toBeCloseTo(0.5437017650295779, 5);
  });

  it('mean amount: λ −.396130275, skew 3.688 -> .442', () => {
    const lambda = fitYeoJohnson(money);
    expect(lambda).toBeCloseTo(-0.396130275, 5);
    expect(skewness(money.map((x) => applyYeoJohnson(x, lambda)))).toBeCloseTo(0.44205797417927994, 5);
  });
});

describe('scaling', () => {
  it('gives z with the population standard deviation', () => {
    const scaler = fitScaler([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(scaler).toMatchObject({ centre: 5, scale: 2 });
    expect([...applyScaler(scaler, [1, 5, NaN, 9])]).toEqual([-2, 0, 0, 2]);
  });

  it('gives robust z that one whale does not move', () => {
    const scaler = fitScaler([1, 2, 2, 3, 3, 3, 4, 4, 5, 50], { centre: 'robust-z' });
    // Iglewicz & Hoaglin's .6745 (x − median) / MAD: 31.701 for the 50.
    expect(applyScaler(scaler, [50])[0]).toBeCloseTo(31.701, 2);
    expect(fitScaler([0, 0, 0, 0, 0, 0, 10], { centre: 'robust-z' }).scale).toBeGreaterThan(0);
  });

  it('clips both ends where asked, with the training quantiles', () => {
    const values = Float64Array.from({ length: 101 }, (_, i) => i);
    const scaler = fitScaler(values, { winsorise: 0.05, centre: 'none' });
    expect([...applyScaler(scaler, [-7, 50, 1e9])]).toEqual([5, 50, 95]);
  });

  it('bends money by log1p, odd for refunds', () => {
    const scaler = fitScaler([0, 1], { shape: 'log1p', centre: 'none' });
    const [up, down] = applyScaler(scaler, [Math.E - 1, 1 - Math.E]);
    expect(up).toBeCloseTo(1, 12);
    expect(down).toBeCloseTo(-1, 12);
  });

  it('answers 0 for constant, empty, missing and infinite columns', () => {
    for (const column of [[3, 3, 3], [], [NaN, NaN], [0.1, 0.1, 0.1], [Infinity, -Infinity]])
      expect(applyScaler(fitScaler(column), [1, 2, NaN]).every((value) => value === 0)).toBe(true);
    const withHoles = fitScaler([1, NaN, 3, Infinity]);
    expect(withHoles.centre).toBe(2);
  });
});
