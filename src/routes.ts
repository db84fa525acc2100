import type { Component } from 'svelte';
import ChartScatter from '@lucide/svelte/icons/chart-scatter';
import Files from '@lucide/svelte/icons/files';
import History from '@lucide/svelte/icons/history';
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard';
import Grid from '@lucide/svelte/icons/grid-3x3';
import ListTree from '@lucide/svelte/icons/list-tree';
import Repeat from '@lucide/svelte/icons/repeat';
import TrendingUp from '@lucide/svelte/icons/trending-up';
import Users from '@lucide/svelte/icons/users';
import type { Icon } from './ui/icon.ts';
import type { NavigationGroup } from './ui/frame/frame.ts';
import { t, type Key } from './i18n/text.ts';

/** Names in a path: `/customers/:customer` gives `{ customer: string }`. */
export type Params<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Readonly<Record<Name, string>> & Params<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Readonly<Record<Name, string>>
    : Readonly<Record<never, string>>;

/** A page takes the names in its path as `params`; a path without names gives none. */
type PageOf<Path extends string> =
  Component<{ params: Params<Path> }> | (Path extends `${string}:${string}` ? never : Component<Record<string, never>>);

type Page = Component<{ params: Readonly<Record<string, string>> }>;

/** One page: its address after `#`, what it is called, and where it comes from, fetched when first opened. */
export interface Route {
  readonly path: string;
  readonly title: Key;
  readonly icon: Icon;
  /** The step of the work under which the navigation lists it; `top` stands above the steps, `none` is not listed. */
  readonly group: Group;
  /** The listed page that a page of group `none` belongs to. */
  readonly under?: string;
  readonly load: () => Promise<{ default: Page }>;
}

/** The brief's four steps, in order. */
export const GROUPS = ['top', 'data', 'model', 'action', 'feedback'] as const;
export type Group = (typeof GROUPS)[number] | 'none';

/** Ties the names in a path to the `params` that its page takes. */
function route<const Path extends string>(
  path: Path,
  title: Key,
  icon: Icon,
  group: Group,
  load: () => Promise<{ default: PageOf<Path> }>,
  under?: string,
): Route {
  return { path, title, icon, group, load: load as unknown as Route['load'], ...(under ? { under } : {}) };
}

/** The one table of pages. */
export const ROUTES: readonly Route[] = [
  route('/overview', 'shell.page-overview', LayoutDashboard, 'top', () => import('./pages/overview/Overview.svelte')),
  route('/sources', 'shell.page-sources', Files, 'data', () => import('./pages/sources/Sources.svelte')),
  route(
    '/sources/:source',
    'shell.page-source',
    Files,
    'none',
    () => import('./pages/source/Source.svelte'),
    '/sources',
  ),
  route('/customers', 'shell.page-customers', Users, 'model', () => import('./pages/customers/Customers.svelte')),
  route(
    '/customers/:customer',
    'shell.page-customer',
    Users,
    'none',
    () => import('./pages/customer/Customer.svelte'),
    '/customers',
  ),
  route('/features', 'shell.page-features', ListTree, 'model', () => import('./pages/features/Features.svelte')),
  route('/segments', 'shell.page-segments', Grid, 'model', () => import('./pages/segments/Segments.svelte')),
  route('/clusters', 'shell.page-clusters', ChartScatter, 'model', () => import('./pages/clusters/Clusters.svelte')),
  route(
    '/predictions',
    'shell.page-predictions',
    TrendingUp,
    'model',
    () => import('./pages/predictions/Predictions.svelte'),
  ),
  route('/backtest', 'shell.page-backtest', History, 'feedback', () => import('./pages/backtest/Backtest.svelte')),
  route('/retention', 'shell.page-retention', Repeat, 'model', () => import('./pages/retention/Retention.svelte')),
];

/** Where the page opens when the address names nothing. */
export const HOME = '/overview';

/** A route that an address names, with the names in its path filled in. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of an address such as `#/customers/12?sort=m`; null where there is none. */
export function match(hash: string, routes: readonly Route[] = ROUTES): Match | null {
  const path = hash.replace(/^#/, '').replace(/\?.*$/, '').replace(/\/$/, '') || HOME;
  const parts = path.split('/');
  for (const route of routes) {
    const names = route.path.split('/');
    if (names.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = names.every((name, at) => {
      const part = parts[at]!;
      if (!name.startsWith(':')) return name === part;
      const value = decoded(part);
      if (value) params[name.slice(1)] = value;
      return Boolean(value);
    });
    if (fits) return { route, params };
  }
  return null;
}

/** What the navigation lists: the steps of the work that have pages, with the open page marked. */
export function navigation(open: Match | null): NavigationGroup[] {
  return GROUPS.map((group) => ({
    label: group === 'top' ? null : t(`shell.group-${group}`),
    items: ROUTES.filter((route) => route.group === group).map((route) => ({
      href: `#${route.path}`,
      label: t(route.title),
      icon: route.icon,
      current: open?.route === route || open?.route.under === route.path,
    })),
  })).filter(({ items }) => items.length > 0);
}

/** A malformed escape in an address is no reason to fall over. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
