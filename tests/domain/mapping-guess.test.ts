import { describe, expect, it } from 'vitest';
import { plainName } from '../../src/domain/alias.ts';
import type { ColumnFacts, ColumnType } from '../../src/domain/column.ts';
import { guessMapping } from '../../src/domain/mapping-guess.ts';
import type { Mapping } from '../../src/domain/mapping.ts';
import type { Source } from '../../src/domain/source.ts';

const ROWS = 1000;
/** Examples by name of a kind of column. */
const KINDS: Readonly<Record<string, Partial<ColumnFacts> & { type: ColumnType; samples: readonly string[] }>> = {
  id: { type: 'text', distinct: ROWS, samples: ['QH001', 'QH002', 'QH003'] },
  again: { type: 'text', distinct: 400, samples: ['D1', 'D2', 'D3'] },
  word: { type: 'text', distinct: 300, samples: ['甲', '乙', '丙'] },
  phone: { type: 'text', distinct: 990, samples: ['13812345678', '13912345679'] },
  mail: { type: 'text', distinct: 990, samples: ['a@qq.com', 'b@163.com'] },
  time: { type: 'timestamp', distinct: 900, samples: ['2024-01-01 10:00:00'], min: '2024-01-01', max: '2024-06-01' },
  day: { type: 'date', distinct: 500, samples: ['1990-01-01'], min: '1960-01-01', max: '2004-01-01' },
  money: { type: 'decimal', scale: 2, distinct: 800, samples: ['12.50', '99.00'], min: '1.00', max: '999.00' },
  whole: { type: 'integer', distinct: 8, samples: ['1', '2', '3'], min: '1', max: '9' },
  yes: {
    type: 'text',
    distinct: 2,
    samples: ['是', '否'],
    values: [
      { value: '是', count: 500 },
      { value: '否', count: 500 },
    ],
  },
  state: {
    type: 'text',
    distinct: 4,
    samples: ['已完成', '已取消'],
    values: ['已完成', '已取消', '已退款', '待付款'].map((value) => ({ value, count: 250 })),
  },
  cut: { type: 'text', distinct: 1, samples: ['3.12E+18'] },
  empty: { type: 'text', distinct: 1, samples: ['NA'], values: [{ value: 'NA', count: ROWS }] },
};

function file(name: string, columns: string): Source {
  const facts = columns.split(' ').map((text) => {
    const [column, kind] = text.split('=') as [string, string];
    const given = KINDS[kind];
    if (!given) throw new Error(`no such kind: ${text}`);
    return { name: column.replaceAll('_', ' ').trim(), nulls: 0, distinct: 100, ...given };
  });
  return {
    id: 's',
    name,
    file: name,
    load: '0'.repeat(64),
    format: 'csv',
    encoding: 'utf-8',
    headerLine: 1,
    bytes: 1,
    rows: ROWS,
    rejected: 0,
    columns: facts,
    loadedAt: '2024-01-01T00:00:00Z',
  };
}

const said = (source: Source) => {
  const mapping = guessMapping(source, []);
  return Object.fromEntries(Object.entries(mapping.roles).flatMap(([name, { role }]) => (role ? [[name, role]] : [])));
};

describe('guesses of files', () => {
  it('members', () => {
    expect(
      said(
        file(
          '会员.csv',
          '会员号=id 姓名=word 手机号=phone 邮箱=mail 性别=yes 生日=day 省份=word 城市=word 职业=word 会员等级=state 注册时间=time 注册渠道=word 是否同意营销=yes',
        ),
      ),
    ).toEqual({
      会员号: 'customer_id',
      姓名: 'person.name',
      手机号: 'phone',
      邮箱: 'email',
      性别: 'person.gender',
      生日: 'person.birth',
      省份: 'person.region',
      城市: 'person.city',
      职业: 'person.occupation',
      会员等级: 'person.level',
      注册时间: 'person.registered_at',
      注册渠道: 'person.signup_channel',
      是否同意营销: 'person.consent',
    });
  });

  it('shop orders: what was paid is the amount, both times are kept', () => {
    const source = file(
      '商城订单.csv',
      '订单编号=id 买家会员号=again 下单时间=time 付款时间=time 订单金额=money 优惠金额=money 实付金额=money 优惠券=word 订单状态=state 渠道=word',
    );
    expect(said(source)).toEqual({
      订单编号: 'orders.order_id',
      买家会员号: 'customer_id',
      下单时间: 'orders.ordered_at',
      付款时间: 'orders.paid_at',
      优惠金额: 'orders.discount',
      实付金额: 'orders.amount',
      优惠券: 'orders.coupon',
      订单状态: 'orders.status',
      渠道: 'orders.channel',
    });
    const mapping = guessMapping(source, []);
    expect(mapping.grain).toBe('order');
    expect(mapping.rules.find(({ id }) => id === 'status')).toEqual({
      id: 'status',
      on: true,
      meanings: { 已完成: 'valid', 已取消: 'cancelled', 已退款: 'refunded', 待付款: 'unpaid' },
    });
  });

  it('numbers that a spreadsheet cut short tell no orders and no customers apart', () => {
    expect(said(file('订单.csv', '订单编号=cut 买家会员号=again 付款时间=time 实付金额=money'))).toEqual({
      买家会员号: 'customer_id',
      付款时间: 'orders.paid_at',
      实付金额: 'orders.amount',
    });
  });

  it('lines: 金额 beside price and quantity is the line amount', () => {
    const source = file(
      '订单明细.csv',
      '订单编号=again 商品编号=word 商品名称=word 品类=word 数量=whole 单价=money 金额=money',
    );
    expect(said(source)).toEqual({
      订单编号: 'orders.order_id',
      商品编号: 'order_item.product_id',
      商品名称: 'order_item.product',
      品类: 'order_item.category',
      数量: 'order_item.quantity',
      单价: 'order_item.unit_price',
      金额: 'order_item.amount',
    });
    expect(guessMapping(source, []).grain).toBe('line');
  });

  it('store receipts', () => {
    expect(
      said(file('门店小票.csv', '小票号=id 会员手机=phone 交易时间=time 门店=word 实收金额=money 支付方式=word')),
    ).toEqual({
      小票号: 'orders.order_id',
      会员手机: 'phone',
      交易时间: 'orders.ordered_at',
      门店: 'orders.store',
      实收金额: 'orders.amount',
    });
  });

  it('the same word means different things in different files', () => {
    expect(said(file('应用行为.csv', '会员号=again 时间=time 事件=state 品类=word 渠道=word 时长(秒)=whole'))).toEqual({
      会员号: 'customer_id',
      时间: 'event.at',
      事件: 'event.kind',
      品类: 'event.category',
      渠道: 'event.channel',
      '时长(秒)': 'event.duration',
    });
    expect(
      said(
        file('工单.csv', '工单号=id 会员号=again 时间=time 渠道=word 类型=state 商品名称=word 内容=word 评分=whole'),
      ),
    ).toEqual({
      会员号: 'customer_id',
      时间: 'feedback.at',
      渠道: 'feedback.channel',
      类型: 'feedback.kind',
      内容: 'feedback.text',
      评分: 'feedback.rating',
    });
    expect(said(file('推荐关系.csv', '推荐人会员号=again 被推荐人会员号=id 时间=time'))).toEqual({
      推荐人会员号: 'relation.from',
      被推荐人会员号: 'relation.to',
      时间: 'relation.at',
    });
    expect(
      said(
        file(
          '触达.csv',
          '活动=state 分组=yes 会员号=again 渠道=word 发送时间=time 打开时间=time 点击时间=time 成本=money',
        ),
      ),
    ).toEqual({
      活动: 'touch.campaign',
      分组: 'touch.arm',
      会员号: 'customer_id',
      渠道: 'touch.channel',
      发送时间: 'touch.sent_at',
      打开时间: 'touch.opened_at',
      点击时间: 'touch.clicked_at',
      成本: 'touch.cost',
    });
  });

  it('Taobao: the buyer is the member name', () => {
    expect(
      said(
        file(
          'ExportOrderList.csv',
          '订单编号=id 买家会员名=again 买家实际支付金额=money 订单状态=state 收货人姓名=word 联系手机=phone 订单创建时间=time 订单付款时间=time 宝贝标题=word',
        ),
      ),
    ).toEqual({
      订单编号: 'orders.order_id',
      买家会员名: 'customer_id',
      买家实际支付金额: 'orders.amount',
      订单状态: 'orders.status',
      收货人姓名: 'person.name',
      联系手机: 'phone',
      订单创建时间: 'orders.ordered_at',
      订单付款时间: 'orders.paid_at',
      宝贝标题: 'order_item.product',
    });
  });

  it('Shopify: Name is the number of the order, not of a person', () => {
    const source = file(
      'orders_export.csv',
      'Name=again Email=mail Financial_Status=state Paid_at=time Subtotal=money Total=money Discount_Code=word Discount_Amount=money Created_at=time Lineitem_quantity=whole Lineitem_name=word Lineitem_price=money Billing_Name=word Billing_City=word',
    );
    expect(said(source)).toEqual({
      Name: 'orders.order_id',
      Email: 'email',
      'Financial Status': 'orders.status',
      'Paid at': 'orders.paid_at',
      Total: 'orders.amount',
      'Discount Code': 'orders.coupon',
      'Discount Amount': 'orders.discount',
      'Created at': 'orders.ordered_at',
      'Lineitem quantity': 'order_item.quantity',
      'Lineitem name': 'order_item.product',
      'Lineitem price': 'order_item.unit_price',
      'Billing Name': 'person.name',
      'Billing City': 'person.city',
    });
  });

  it('WooCommerce', () => {
    expect(
      said(
        file(
          'woo.csv',
          'order_id=id status=state date_created=time order_total=money customer_id=again billing_email=mail billing_phone=phone'.replaceAll(
            '_',
            '-',
          ),
        ),
      ),
    ).toEqual({
      'order-id': 'orders.order_id',
      status: 'orders.status',
      'date-created': 'orders.ordered_at',
      'order-total': 'orders.amount',
      'customer-id': 'customer_id',
      'billing-email': 'email',
      'billing-phone': 'phone',
    });
  });

  it('an employee is no customer, and a list of employees, suppliers or products has none', () => {
    expect(said(file('x.csv', 'info-id=id emp-id=again expenditure=money phone=phone'))).not.toHaveProperty('emp-id');
    expect(said(file('employees.csv', 'employeeID=id lastName=word birthDate=day city=word homePhone=phone'))).toEqual(
      {},
    );
    expect(said(file('suppliers.csv', 'supplierID=id companyName=word phone=phone'))).toEqual({});
  });
});

describe('values against names', () => {
  it('a phone column without phones is none, an unnamed one with phones is', () => {
    expect(said(file('客户.csv', '会员号=id PhoneService=yes'))).toEqual({ 会员号: 'customer_id' });
    expect(said(file('客户.csv', '会员号=id column7=phone column8=mail'))).toEqual({
      会员号: 'customer_id',
      column7: 'phone',
      column8: 'email',
    });
  });

  it('a time column without times and an empty column are not used', () => {
    expect(said(file('订单.csv', '订单编号=id 会员号=again 下单时间=word 金额=empty'))).toEqual({
      订单编号: 'orders.order_id',
      会员号: 'customer_id',
    });
  });

  it('every role is played once at most, and confidence is a share', () => {
    const mapping = guessMapping(
      file('订单.csv', '订单编号=id 订单号=id 单号=id 会员号=again 金额=money 实付=money 时间=time 日期=time'),
      [],
    );
    const roles = Object.values(mapping.roles).flatMap(({ role }) => role ?? []);
    expect(new Set(roles).size).toBe(roles.length);
    for (const { confidence, role } of Object.values(mapping.roles)) {
      expect(confidence).toBeGreaterThanOrEqual(role ? 0.3 : 0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  });
});

describe('a header seen before', () => {
  const source = file('五月.csv', '订单编号=id 会员号=again 订单状态=state');
  const known: Mapping = {
    ...guessMapping(source, []),
    source: 'old',
    grain: 'line',
    roles: { 订单编号: { role: 'orders.coupon', confidence: 1, by: 'person' } },
    rules: [
      { id: 'status', on: false, meanings: { 已完成: 'cancelled', 已取消: 'valid', 已退款: 'valid', 待付款: 'valid' } },
    ],
    confirmed: true,
  };

  it('takes the confirmed mapping as it was', () => {
    expect(guessMapping(source, [known])).toEqual({ ...known, id: 'mapping-s', source: 's' });
    expect(guessMapping(source, [{ ...known, confirmed: false }]).grain).toBe('order');
    expect(guessMapping(source, [{ ...known, header: 'x' }]).grain).toBe('order');
  });

  it('asks again when a status is new', () => {
    const less: Mapping = {
      ...known,
      roles: { 订单状态: { role: 'orders.status', confidence: 1, by: 'person' } },
      rules: [{ id: 'status', on: true, meanings: { 已完成: 'valid' } }],
    };
    const replayed = guessMapping(source, [less]);
    expect(replayed.confirmed).toBe(false);
    expect(replayed.rules[0]).toMatchObject({ meanings: { 已完成: 'valid', 已取消: 'cancelled' } });
  });
});

it('names are compared without case, spaces, signs and units', () => {
  expect(['Order Date', 'order_date', 'ORDER-DATE (UTC)', 'ＯｒｄｅｒDate'].map(plainName)).toEqual(
    Array(4).fill('orderdate'),
  );
  expect(plainName('金额（元）')).toBe('金额');
});
