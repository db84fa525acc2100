import type { Part } from './profile-part.ts';
import { onePass, within } from './profile-part.ts';
import { join, raw, sql, timestamp } from './statement.ts';

/** What sources call a complaint or a return, in lower case. */
const COMPLAINTS = ['complaint', 'complaints', '投诉', '客诉', '抱怨'];
const RETURNS = ['return', 'returns', 'refund', '退货', '退款', '退换货', '退换', '售后'];

/** Ratings up to this one, of five, are bad. */
const BAD_RATING = 2;

const kindIn = (words: readonly string[]) => sql`lower(trim(kind)) IN (${join([...words])})`;

/** Visits, clicks and whatever else happened between orders. */
export const active = onePass('event', 'at', {
  event_last: () => raw('max("at")'),
  n_30: (input) => sql`count(*) FILTER (${within('at', 30, input)})`,
  duration: () => raw('avg(duration)'),
});

/** Days with an event among the last thirty: only those rows are grouped twice. */
export const visitDays: Part = {
  columns: new Set(['visit_days']),
  reads: 'event',
  select: (_columns, input, rows) => sql`SELECT customer, count(*) AS visit_days
FROM (
  SELECT customer FROM ${rows} WHERE "at" < ${timestamp(input.asOf)} AND ${within('at', 30, input)}
  GROUP BY customer, "at"::DATE
)
GROUP BY customer`,
};

/** Reviews, tickets, complaints, returns. Of several ratings at the last moment the worst one counts. */
export const said = onePass('feedback', 'at', {
  said_last: () => raw('max("at")'),
  complaints: (input) => sql`count(*) FILTER (${kindIn(COMPLAINTS)} AND ${within('at', 180, input)})`,
  returns: () => sql`count(*) FILTER (${kindIn(RETURNS)})`,
  rating: () => raw('avg(rating)'),
  rating_last: () => raw('arg_max(rating, ("at", -rating)) FILTER (rating IS NOT NULL)'),
  rated: () => raw('count(rating)'),
  bad: () => raw(`count(*) FILTER (rating <= ${BAD_RATING})`),
});

/** What campaigns call those who were held out, in lower case: their rows say when the others were written to. */
const CONTROLS = ['control', 'control group', 'holdout', 'hold-out', 'hold out', '对照', '对照组', '控制组', '空白组'];

/** What we sent. A message is known to be opened only when it was opened before the as-of moment. */
export const touched = onePass(
  'touch',
  'sent_at',
  {
    touch_last: () => raw('max(sent_at)'),
    touches: () => raw('count(*)'),
    touches_90: (input) => sql`count(*) FILTER (${within('sent_at', 90, input)})`,
    opened: (input) => sql`count(*) FILTER (opened_at < ${timestamp(input.asOf)})`,
  },
  sql`coalesce(lower(trim(arm)) NOT IN (${join(CONTROLS)}), TRUE)`,
);
