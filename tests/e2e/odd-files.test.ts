import { describe, expect, it } from 'vitest';
import { bookReady, customers, figure, go, settled } from './analyst.ts';
import { accessibilityFindings, openBuiltPage, type OpenedPage } from './browser.ts';

const PAGES = [
  '#/overview',
  '#/customers',
  '#/customers/3',
  '#/segments',
  '#/predictions',
  '#/clusters',
  '#/retention',
  '#/backtest',
];

/** Opens the page with one file of our own; fails when the page did anything that it must not. */
async function visit(name: string, lines: readonly string[], look: (opened: OpenedPage) => Promise<void>) {
  const opened = await openBuiltPage({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const give = async () => {
    const buffer = Buffer.from(`${lines.join('\n')}\n`);
    await opened.page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'text/csv', buffer });
    await opened.page.locator('main a', { hasText: name }).first().waitFor({ timeout: 60_000 });
    await bookReady(opened.page);
    await look(opened);
  };
  await give().finally(() => opened.close());
}

const rows = (n: number, row: (i: number) => string) => Array.from({ length: n }, (_, i) => row(i));

describe('orders that say less than a shop would', () => {
  it('without an amount: every page stands, and says what it cannot know', () =>
    visit(
      'visits.csv',
      ['订单号,客户编号,下单时间', ...rows(300, (i) => `O${i},c${i % 60},2024-0${1 + (i % 6)}-1${i % 9}`)],
      async ({ page }) => {
        expect(await customers(page)).toBe('60');
        for (const address of PAGES) {
          await go(page, address);
          expect(await page.locator('main').innerText()).not.toMatch(/没有算出来|出错了/);
        }
        await go(page, '#/overview');
        expect(await figure(page, '订单数')).not.toBe('0');
        await go(page, '#/segments');
        await page.getByText('没有可打分的订单').waitFor();
      },
    ));

  it('all of them refunds: no page knows a day of 1970, and the overview says why nothing counts', () =>
    visit(
      'refunds.csv',
      ['订单号,客户编号,下单时间,金额', ...rows(40, (i) => `O${i},c${i % 7},2024-0${1 + (i % 6)}-11,-${i + 1}`)],
      async ({ page }) => {
        expect(await customers(page)).toBe('7');
        for (const address of PAGES) {
          await go(page, address);
          expect(await page.locator('body').innerText()).not.toMatch(/19(69|70)年/);
        }
        await go(page, '#/overview');
        await page.getByText('没有一笔订单计入').waitFor();
        expect(await accessibilityFindings(page)).toEqual([]);
      },
    ));
});

describe('values that a spreadsheet or a system spoiled', () => {
  it('order numbers cut to 3.12E+18 are said, and are not one order of everybody', () =>
    visit(
      'cut.csv',
      [
        '订单编号,用户ID,实付金额,付款时间',
        ...rows(40, (i) => `3.12E+18,u${i % 10},${i + 1}.5,2024-0${1 + (i % 6)}-${10 + (i % 18)}`),
      ],
      async ({ page }) => {
        const warning = page.locator('[data-warning=cut-short]');
        expect(await warning.innerText()).toContain('3.12E+18');
        expect(await accessibilityFindings(page)).toEqual([]);
        await go(page, '#/overview');
        await page.locator('main select').first().selectOption('all');
        await settled(page);
        expect(await figure(page, '购买客户数')).toBe('10');
        expect(await figure(page, '销售额')).toContain('840');
      },
    ));

  it('years that stand for “never” are no times; years ahead are said', () =>
    visit(
      'times.csv',
      [
        '订单号,客户编号,下单时间,金额',
        ...rows(
          60,
          (i) =>
            `O${i},c${i % 10},${['0000-00-00', '9999-12-31', '2024-01-05', '2024-03-07', '2098-05-06'][i % 5]},${i + 1}`,
        ),
      ],
      async ({ page }) => {
        expect(await page.locator('header.top').innerText()).toContain('2098年5月7日');
        await go(page, '#/overview');
        await page.locator('main select').first().selectOption('all');
        await settled(page);
        expect(await figure(page, '订单数')).toBe('36');
        await go(page, '#/sources');
        await page.locator('[data-warning=future]').waitFor();
        await page.getByRole('button', { name: /基准日/ }).click();
        await page.locator('input[type=date]').fill('2009-01-01');
        await page.keyboard.press('Enter');
        await page.getByText('这一天不在范围内').waitFor();
        expect(await page.locator('header.top').innerText()).toContain('2098年5月7日');
      },
    ));
});

describe('labels that cannot be learned', () => {
  it('columns that know nothing of the answer: the model is not called worth its trouble', () =>
    visit(
      'noise.csv',
      ['客户编号,月消费,已流失', ...rows(400, (i) => `m${i},${i % 17},${i % 3 === 0 ? '是' : '否'}`)],
      async ({ page }) => {
        await go(page, '#/predictions');
        await page.getByRole('tab', { name: '自有标签' }).click();
        await page.getByRole('button', { name: '开始学习' }).click();
        await page.getByText('这与抛硬币（0.5）分不开', { exact: false }).waitFor({ timeout: 60_000 });
        expect(await page.locator('main').innerText()).not.toContain('模型值得用');
      },
    ));

  it('one answer only: the list is there, and what it lacks is said', () =>
    visit('same.csv', ['客户编号,月消费,已流失', ...rows(400, (i) => `m${i},${i},否`)], async ({ page }) => {
      await go(page, '#/predictions');
      await page.getByText('没有只有两个取值的列').waitFor();
    }));
});
