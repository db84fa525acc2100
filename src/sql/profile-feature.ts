import type { FeatureId } from '../domain/features.ts';
import type { Statement } from '../domain/statement.ts';
import type { Shape } from '../domain/table.ts';
import { provides } from '../domain/table.ts';
import { timed } from './profile-orders.ts';
import type { PartName, ProfileInput } from './profile-part.ts';
import { daysSince } from './profile-part.ts';
import { join, raw, sql, timestamp } from './statement.ts';

/** Asks a part for a column and gives its name in the final statement; the plan makes only what was asked for. */
export type Use = (part: PartName, column: string) => Statement;

/** How a feature is put together from the parts and the customer's own columns (`c.…`). */
export type Expression = (use: Use, input: ProfileInput & { readonly shape: Shape }) => Statement;

const attribute =
  (column: string): Expression =>
  () =>
    raw(`c.${column}`);

/** A part's column as it is; NULL for customers whom the part does not know. */
const plain =
  (part: PartName, column: string): Expression =>
  (use) =>
    use(part, column);

/** A count: nought, not nothing, for customers whom the part does not know. */
const count =
  (part: PartName, column: string): Expression =>
  (use) =>
    sql`coalesce(${use(part, column)}, 0)::INTEGER`;

const money =
  (part: PartName, column: string): Expression =>
  (use) =>
    sql`coalesce(${use(part, column)}, 0)::DOUBLE`;

const days =
  (part: PartName, column: string): Expression =>
  (use, input) =>
    daysSince(use(part, column), input);

/** One number divided by another; NULL where there is nothing to divide by. */
const ratio = (above: Statement, below: Statement): Statement => sql`${above}::DOUBLE / nullif(${below}, 0)`;

/** Mean days between orders: the whole span over the number of gaps, since the gaps add up to the span. */
const meanGap = (use: Use): Statement =>
  sql`((epoch_us(${use('bought', 'last')}) - epoch_us(${use('bought', 'first')})) / 86400000000::DOUBLE) / nullif(${use('bought', 'n')} - 1, 0)`;

const weekdayCounts = (use: Use): Statement[] => [1, 2, 3, 4, 5, 6, 7].map((day) => use('bought', `weekday_${day}`));

const basics = {
  gender: attribute('gender'),
  age: (_use, { asOf, shape }) => {
    // As numbers YYYYMMDD, so that who was born on 29 February is a year older on 1 March, and not the day before.
    const day = (date: Statement) => sql`(10000 * year(${date}) + 100 * month(${date}) + day(${date}))`;
    const years = sql`((${day(sql`${timestamp(asOf)}`)} - ${day(raw('c.birth'))}) // 10000)::DOUBLE`;
    const birth = sql`CASE WHEN c.birth <= ${timestamp(asOf)} THEN ${years} END`;
    if (!provides(shape, 'person', 'birth')) return sql`floor(c.age)`;
    return provides(shape, 'person', 'age') ? sql`coalesce(${birth}, floor(c.age))` : birth;
  },
  region: attribute('region'),
  city: attribute('city'),
  occupation: attribute('occupation'),
  level: attribute('level'),
  signup_channel: attribute('signup_channel'),
  registered_days: (_use, input) =>
    sql`CASE WHEN c.registered_at < ${timestamp(input.asOf)} THEN ${daysSince(raw('c.registered_at'), input)} END`,
  consent: attribute('consent'),
} satisfies Partial<Record<FeatureId, Expression>>;

const behaviour = {
  first_order_at: plain('bought', 'first'),
  last_order_at: plain('bought', 'last'),
  r_days: days('bought', 'last'),
  f_orders: count('bought', 'n'),
  order_days: count('rhythm', 'days'),
  tenure_days: days('bought', 'first'),
  mean_gap_days: meanGap,
  gap_cv: (use) => {
    const gaps = sql`(${use('bought', 'n')} - 1)`;
    const mean = meanGap(use);
    return sql`CASE WHEN ${gaps} >= 2 THEN sqrt(greatest(${use('rhythm', 'squares')} / ${gaps} - pow(${mean}, 2), 0)) / nullif(${mean}, 0) END`;
  },
  orders_30d: count('bought', 'n_30'),
  orders_90d: count('bought', 'n_90'),
  orders_365d: count('bought', 'n_365'),
  favourite_hour: (use) => sql`${use('hours', 'hour')}::INTEGER`,
  favourite_weekday: (use) => {
    const counts = weekdayCounts(use);
    const most = sql`greatest(${join(counts)})`;
    return sql`CASE ${most} ${join(
      counts.map((n, i) => sql`WHEN ${n} THEN ${i + 1}`),
      ' ',
    )} END::INTEGER`;
  },
  night_share: (use, input) =>
    sql`CASE WHEN ${timed(input)} THEN ${ratio(use('bought', 'night'), use('bought', 'n'))} END`,
  weekend_share: (use) =>
    ratio(sql`(${use('bought', 'weekday_6')} + ${use('bought', 'weekday_7')})`, use('bought', 'n')),
  channels: count('channel', 'channel_kinds'),
  events_30d: count('active', 'n_30'),
  event_days_30d: count('visit_days', 'visit_days'),
  last_event_days: days('active', 'event_last'),
  mean_duration: plain('active', 'duration'),
} satisfies Partial<Record<FeatureId, Expression>>;

const interests = {
  favourite_category: plain('category', 'category'),
  favourite_category_share: plain('category', 'category_share'),
  second_category: plain('category', 'category_second'),
  categories: count('category', 'category_kinds'),
  favourite_product: plain('product', 'product'),
  favourite_channel: plain('channel', 'channel'),
  favourite_store: plain('store', 'store'),
} satisfies Partial<Record<FeatureId, Expression>>;

/** Spent in the 365 days before the last 365. */
const before365 = (use: Use): Statement =>
  sql`(coalesce(${use('bought', 'm_730')}, 0) - coalesce(${use('bought', 'm_365')}, 0))`;

const value = {
  m_total: money('bought', 'm'),
  mean_order_value: (use) => ratio(use('bought', 'm'), use('bought', 'n')),
  max_order: (use) => sql`${use('bought', 'm_max')}::DOUBLE`,
  last_order_value: (use) => sql`${use('latest', 'm_last')}::DOUBLE`,
  m_90d: money('bought', 'm_90'),
  m_365d: money('bought', 'm_365'),
  m_prev_365d: (use) => sql`${before365(use)}::DOUBLE`,
  spend_trend: (use) => {
    const before = before365(use);
    return sql`CASE WHEN ${before} > 0 THEN coalesce(${use('bought', 'm_365')}, 0)::DOUBLE / ${before}::DOUBLE - 1 END`;
  },
  revenue_percentile: plain('rank', 'at_most'),
  abc_tier: (use) => {
    const richer = use('rank', 'richer');
    return sql`CASE WHEN ${richer} < 0.8 THEN 'A' WHEN ${richer} < 0.95 THEN 'B' WHEN ${richer} IS NOT NULL THEN 'C' END`;
  },
  discount_share: (use) => {
    const given = sql`coalesce(${use('bought', 'discount')}, 0)`;
    return ratio(given, sql`(${use('bought', 'm')} + ${given})`);
  },
  coupon_share: (use) => ratio(use('bought', 'coupons'), use('bought', 'n')),
  items_per_order: (use) => ratio(use('items', 'quantity'), use('bought', 'n')),
} satisfies Partial<Record<FeatureId, Expression>>;

const risk = {
  overdue_ratio: (use, input) => ratio(daysSince(use('bought', 'last'), input), meanGap(use)),
  lapsed: (use, input) =>
    sql`${daysSince(use('bought', 'last'), input)} > greatest(180, 2 * coalesce(${meanGap(use)}, 0))`,
  silent_days: (use, input) => {
    const signs = [
      ...(provides(input.shape, 'orders', 'ordered_at') ? [use('bought', 'last')] : []),
      ...(provides(input.shape, 'event', 'at') ? [use('active', 'event_last')] : []),
      ...(provides(input.shape, 'feedback', 'at') ? [use('said', 'said_last')] : []),
    ];
    return daysSince(sql`greatest(${join(signs)})`, input);
  },
  complaints_180d: count('said', 'complaints'),
  returns: count('said', 'returns'),
  mean_rating: plain('said', 'rating'),
  last_rating: plain('said', 'rating_last'),
  negative_share: (use) => ratio(use('said', 'bad'), use('said', 'rated')),
  last_touch_days: days('touched', 'touch_last'),
  touches_90d: count('touched', 'touches_90'),
  open_share: (use) => ratio(use('touched', 'opened'), use('touched', 'touches')),
} satisfies Partial<Record<FeatureId, Expression>>;

/** How every feature is computed. */
export const EXPRESSIONS: Readonly<Record<FeatureId, Expression>> = {
  ...basics,
  ...behaviour,
  ...interests,
  ...value,
  ...risk,
};
