import { shell } from './zh-CN/shell.ts';
import { start } from './zh-CN/start.ts';
import { sources } from './zh-CN/sources.ts';
import { warnings } from './zh-CN/warnings.ts';
import { roles } from './zh-CN/roles.ts';
import { features } from './zh-CN/features.ts';
import { rfm } from './zh-CN/rfm.ts';
import { segments } from './zh-CN/segments.ts';
import { predictions } from './zh-CN/predictions.ts';
import { backtest } from './zh-CN/backtest.ts';
import { retention } from './zh-CN/retention.ts';
import { clusters } from './zh-CN/clusters.ts';
import { clusterTraits } from './zh-CN/cluster-traits.ts';
import { churn } from './zh-CN/churn.ts';
import { label } from './zh-CN/label.ts';
import { model } from './zh-CN/model.ts';
import { filter } from './zh-CN/filter.ts';
import { overview } from './zh-CN/overview.ts';
import { customers } from './zh-CN/customers.ts';
import { customer } from './zh-CN/customer.ts';
import { errors } from './zh-CN/errors.ts';
import { tabs } from './zh-CN/tabs.ts';
import { privacy } from './zh-CN/privacy.ts';
import { charts } from './zh-CN/charts.ts';
import type { en } from './en.ts';

/** All messages in Chinese, complete by type. */
export const zhCN = {
  ...shell,
  ...start,
  ...sources,
  ...warnings,
  ...roles,
  ...features,
  ...rfm,
  ...segments,
  ...predictions,
  ...retention,
  ...clusters,
  ...clusterTraits,
  ...churn,
  ...label,
  ...model,
  ...backtest,
  ...filter,
  ...overview,
  ...customers,
  ...customer,
  ...errors,
  ...tabs,
  ...privacy,
  ...charts,
} as const satisfies Record<keyof typeof en, unknown>;
