import { isOtherThing, plainName, type Meaning } from './alias.ts';
import type { Concept, Generic } from './alias-words.ts';
import type { ColumnFacts } from './column.ts';
import { tableOf, type Role } from './role.ts';
import type { Source } from './source.ts';
import type { TableName } from './table.ts';

/** What the rows of a file are about. Lines of orders are about orders. */
export type Subject = Exclude<TableName, 'order_item'>;

const SUBJECTS = ['orders', 'person', 'event', 'feedback', 'relation', 'touch'] as const satisfies readonly Subject[];

/** How much a concept speaks for a subject; others that feed the subject's own table count 2. */
const WEIGHTS: readonly (readonly [Subject, Concept, number])[] = [
  ['orders', 'orders.order_id', 2],
  ['orders', 'orders.ordered_at', 3],
  ['orders', 'orders.status', 2],
  ['person', 'person.name', 1],
  ['person', 'person.city', 0.5],
  ['person', 'person.region', 0.5],
  ['event', 'event.kind', 4],
  ['feedback', 'feedback.text', 4],
  ['feedback', 'feedback.rating', 3],
  ['relation', 'relation.to', 6],
  ['relation', 'relation.from', 3],
  ['touch', 'touch.campaign', 4],
  ['touch', 'touch.sent_at', 4],
  ['touch', 'touch.arm', 3],
  ['orders', '?amount', 1],
  ['event', '?kind', 0.5],
  ['feedback', '?kind', 0.5],
  ['person', '?id', 0.5],
];

const FILES: readonly (readonly [Subject, RegExp])[] = [
  ['orders', /订单|小票|交易|流水|销售|消费记录|order|sale|invoice|receipt|transaction|retail/],
  ['person', /会员|客户|顾客|用户|customer|member|user|contact|person/],
  ['event', /行为|事件|埋点|访问|event|behavior|behaviour|pageview/],
  ['feedback', /评价|评论|工单|反馈|投诉|review|feedback|ticket|comment/],
  ['relation', /推荐关系|邀请|裂变|关系|referral|relation/],
  ['touch', /活动|触达|营销|推送|短信|campaign|touch|send|mailing/],
];

/** What a file is about, from its column names, its own name and which column is unique; null when it is not about customers. */
export function subjectOf(
  source: Pick<Source, 'name' | 'rows'>,
  columns: readonly { facts: ColumnFacts; meaning: Meaning | null }[],
): Subject | null {
  const concepts = columns.map(({ meaning }) => meaning?.concept ?? 'none');
  const first = columns[0]?.facts.name ?? '';
  if (isOtherThing(first) && !concepts.includes('customer_id') && !concepts.includes('orders.order_id')) return null;
  const scores = new Map<Subject, number>(SUBJECTS.map((subject) => [subject, 0]));
  const add = (subject: Subject, weight: number) => scores.set(subject, scores.get(subject)! + weight);
  for (const concept of concepts) {
    const weights = WEIGHTS.filter(([, about]) => about === concept);
    for (const [subject, , weight] of weights) add(subject, weight);
    const own = concept.startsWith('?') || concept === 'none' ? null : tableOf(concept as Role);
    if (own && weights.length === 0) add(own === 'order_item' ? 'orders' : own, 2);
  }
  for (const [subject, pattern] of FILES) if (pattern.test(source.name.toLowerCase())) add(subject, 2);
  for (const { facts, meaning } of columns)
    if (meaning?.concept === 'customer_id' && facts.distinct >= source.rows * 0.7) add('person', 1.5);
  const [best, score] = [...scores].reduce((a, b) => (b[1] > a[1] ? b : a));
  return score > 0 ? best : null;
}

/** What a word of changing meaning says in a file about `subject`; null where it says nothing there. */
export function inSubject(word: Generic, subject: Subject): Role | null {
  return GENERIC[word][subject] ?? null;
}

const GENERIC: Readonly<Record<Generic, { readonly [subject in Subject]?: Role }>> = {
  time: {
    orders: 'orders.ordered_at',
    person: 'person.registered_at',
    event: 'event.at',
    feedback: 'feedback.at',
    relation: 'relation.at',
    touch: 'touch.sent_at',
  },
  amount: { orders: 'orders.amount' },
  channel: {
    orders: 'orders.channel',
    person: 'person.signup_channel',
    event: 'event.channel',
    feedback: 'feedback.channel',
    touch: 'touch.channel',
  },
  category: { orders: 'order_item.category', event: 'event.category' },
  kind: { event: 'event.kind', feedback: 'feedback.kind', relation: 'relation.kind' },
  city: { orders: 'orders.city', person: 'person.city' },
  region: { orders: 'person.region', person: 'person.region' },
  name: { orders: 'person.name', person: 'person.name' },
  id: { orders: 'orders.order_id', person: 'customer_id' },
  status: { orders: 'orders.status' },
  text: { feedback: 'feedback.text' },
  product: { orders: 'order_item.product' },
  cost: { touch: 'touch.cost' },
};

/** Tables to which the columns of a file about `subject` may belong; keys belong to all. */
export const ALLOWED: Readonly<Record<Subject, readonly TableName[]>> = {
  orders: ['orders', 'order_item', 'person'],
  person: ['person'],
  event: ['event'],
  feedback: ['feedback'],
  relation: ['relation'],
  touch: ['touch'],
};

/** The role that a concept of another subject plays in this one: 下单时间 in a file of reviews is the time of the review. */
export function translated(role: Role, subject: Subject): Role | null {
  const own = tableOf(role);
  if (role === 'person.city' && subject === 'orders') return 'orders.city';
  if (own === null || ALLOWED[subject].includes(own)) return role;
  if (role === 'orders.order_id') return subject === 'feedback' ? role : null;
  const generic = GENERIC_OF[role];
  return generic ? inSubject(generic, subject) : null;
}

const GENERIC_OF: { readonly [role in Role]?: Generic } = {
  'order_item.category': 'category',
  'orders.channel': 'channel',
  'event.channel': 'channel',
  'feedback.channel': 'channel',
  'touch.channel': 'channel',
  'person.signup_channel': 'channel',
  'event.at': 'time',
  'orders.ordered_at': 'time',
  'feedback.at': 'time',
  'feedback.text': 'text',
  'orders.city': 'city',
  'orders.status': 'status',
};

/** The header of Shopify's order export, where `Name` is the order's number. */
export function isShopify(names: readonly string[]): boolean {
  const plain = names.map(plainName);
  return plain.includes('lineitemname') && plain.includes('financialstatus');
}
