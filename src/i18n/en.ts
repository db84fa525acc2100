import { shell } from './en/shell.ts';
import { start } from './en/start.ts';
import { sources } from './en/sources.ts';
import { warnings } from './en/warnings.ts';
import { roles } from './en/roles.ts';
import { features } from './en/features.ts';
import { rfm } from './en/rfm.ts';
import { segments } from './en/segments.ts';
import { predictions } from './en/predictions.ts';
import { backtest } from './en/backtest.ts';
import { retention } from './en/retention.ts';
import { clusters } from './en/clusters.ts';
import { clusterTraits } from './en/cluster-traits.ts';
import { churn } from './en/churn.ts';
import { label } from './en/label.ts';
import { model } from './en/model.ts';
import { filter } from './en/filter.ts';
import { overview } from './en/overview.ts';
import { customers } from './en/customers.ts';
import { customer } from './en/customer.ts';
import { errors } from './en/errors.ts';
import { tabs } from './en/tabs.ts';
import { privacy } from './en/privacy.ts';
import { charts } from './en/charts.ts';

/** All messages in English; the other languages are typed by this one. Keys are `topic.name`. */
export const en = {
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
} as const;
