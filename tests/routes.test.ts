import { expect, test } from 'vitest';
import { HOME, match, navigation, ROUTES, type Route } from '../src/routes.ts';

const routes = ['/customers', '/customers/:customer'].map((path) => ({ ...ROUTES[0]!, path }) satisfies Route);

test('an address names its page and fills in the names of its path', () => {
  expect(match('#/customers/a%2F7?sort=m', routes)).toEqual({ route: routes[1], params: { customer: 'a/7' } });
  expect(match('#/customers/', routes)?.route).toBe(routes[0]);
});

test('what names no page, or is malformed, matches nothing', () => {
  for (const hash of ['#/nowhere', '#/customers/1/2', '#/customers/%E0%A4%A']) expect(match(hash, routes)).toBeNull();
});

test('the empty address is home, and home exists', () => {
  expect(match('')?.route.path).toBe(HOME);
  expect(match('#/')?.route.path).toBe(HOME);
});

test('the navigation marks the open page and leaves out groups without pages', () => {
  const groups = navigation(match('#/overview'));
  const items = groups.flatMap((group) => group.items);
  expect(items.filter(({ current }) => current).map(({ href }) => href)).toEqual(['#/overview']);
  expect(groups.every((group) => group.items.length > 0)).toBe(true);
});
