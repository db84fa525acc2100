import type { Role } from './role.ts';

/** What a column name may say on its own: a role, or a word whose role depends on what the file is about (`?time`), or "of no use" (`none`). */
export type Concept = Role | `?${Generic}` | 'none';
export type Generic =
  | 'time'
  | 'amount'
  | 'channel'
  | 'category'
  | 'kind'
  | 'city'
  | 'region'
  | 'name'
  | 'id'
  | 'status'
  | 'text'
  | 'product'
  | 'cost';

/**
 * Column names that shops, registers, CRMs and teaching files use, in the form of `plainName` (lower case, no spaces, no brackets), parted by
 * spaces. The first list is unmistakable; the second means the same when nothing better is there.
 */
export const ALIASES: readonly (readonly [Concept, string, string?])[] = [
  [
    'customer_id',
    '会员号 会员编号 会员id 会员卡号 客户编号 客户号 客户id 顾客编号 顾客id 用户id 用户编号 买家会员号 买家id 买家编号 unionid openid customerid custid customerno customernumber customercode memberid memberno membernumber userid useraccount uid clientid buyerid shopperid visitorid accountid 消费者id 粉丝id 外部联系人id externaluserid customeruser',
    '买家会员名 买家昵称 买家账号 买家 会员名 会员账号 用户名 用户账号 buyernick username customer member 会员 客户 顾客 用户 卡号 账号 customerkey recid recordid uniqueid personid contactid',
  ],
  [
    'phone',
    '手机号 手机号码 手机 会员手机 会员手机号 联系手机 买家手机 买家手机号 收货人手机 收货人手机号 收货人手机号码 客户手机 用户手机 电话号码 联系电话 phone phoneno phonenumber mobile mobileno mobilephone mobilenumber cellphone customerphone billingphone buyerphone',
    '电话 收货人电话 收件人电话 收件人手机 tel telephone shippingphone homephone contactphone receiverphone',
  ],
  [
    'email',
    '邮箱 电子邮箱 电子邮件 邮件地址 email emailaddress mail billingemail customeremail buyeremail useremail contactemail',
    'email1 邮件',
  ],
  [
    'person.name',
    '姓名 会员姓名 客户姓名 客户名称 顾客姓名 用户姓名 真实姓名 customername fullname membername realname contactname billingname clientname',
    '收货人 收货人姓名 收件人 买家姓名 联系人 昵称 nickname firstname givenname billingfirstname surname lastname companyname shippingname receivername',
  ],
  ['person.gender', '性别 gender sex 会员性别 客户性别'],
  ['person.birth', '生日 出生日期 出生年月 出生年月日 birthday birthdate dateofbirth dob birth 会员生日'],
  ['person.age', '年龄 age 客户年龄'],
  [
    'person.region',
    '省份 省 所在省 所在省份 地区 区域 省市 province state region country 国家 所在地区 billingprovince billingstate billingcountry',
    'zone 大区',
  ],
  ['person.city', '城市 所在城市 居住城市 常住城市 city suburb billingcity hometown'],
  ['person.occupation', '职业 工作 行业 occupation job profession jobtitle contacttitle'],
  [
    'person.registered_at',
    '注册时间 注册日期 入会时间 入会日期 会员注册时间 开卡时间 开卡日期 成为会员时间 registeredat registrationdate registerdate registertime signupdate signupat joindate joinedat membersince dateregistered 添加时间 领卡时间 首次关注时间',
    '关注时间 建档时间',
  ],
  [
    'person.signup_channel',
    '注册渠道 注册来源 会员来源 来源渠道 客户来源 入会渠道 开卡渠道 signupchannel registerchannel acquisitionchannel leadsource firstchannel',
  ],
  [
    'person.level',
    '会员等级 等级 级别 客户等级 会员级别 会员类型 level memberlevel tier membertier viplevel loyaltytier vip等级',
    'vip',
  ],
  [
    'person.consent',
    '是否同意营销 同意营销 营销授权 营销同意 是否接受营销 是否订阅 marketingconsent consent acceptsmarketing optin emailoptin subscribed newsletter 是否授权 允许营销',
  ],
  [
    'orders.order_id',
    '订单编号 订单号 订单id 主订单编号 主订单号 小票号 小票编号 流水号 交易号 交易流水号 销售单号 单据编号 单据号 单号 发票号 orderid orderno ordernumber ordernum ordercode invoiceno invoice invoiceid invoicenumber transactionid receiptno receiptid billno ticketno salesorder orderkey infoid tid 交易编号 消费单号 账单号',
    '子订单编号 原始单号 支付单号 transaction receipt basketid',
  ],
  [
    'orders.ordered_at',
    '下单时间 下单日期 订单时间 订单日期 订单创建时间 订单提交时间 交易时间 交易日期 消费时间 消费日期 购买时间 购买日期 拍下时间 开台时间 销售时间 销售日期 orderdate ordertime orderedat orderdatetime invoicedate purchasedate purchasetime purchasedat transactiondate transactiontime usestarttime placeordertime createdat datecreated ordercreatedat saledate checkouttime 创单时间',
    '创建时间 成交时间 完成时间 createtime created createdate createddate 订单完成时间 订单成交时间',
  ],
  [
    'orders.paid_at',
    '付款时间 支付时间 订单付款时间 支付日期 付款日期 结账时间 paidat paiddate paydate paytime paymentdate paymenttime datepaid 支付完成时间',
  ],
  [
    'orders.amount',
    '实付金额 实收金额 实际支付金额 买家实际支付金额 买家实付金额 订单实付金额 实付款 实付 实收 支付金额 付款金额 实际付款 netamount paidamount amountpaid payamount paymentamount netpaid netsales netrevenue expenditure totalpaid 订单应付金额',
    '订单金额 订单总额 订单总价 总金额 应付金额 应收金额 交易金额 消费金额 成交金额 销售金额 销售额 合计 买家应付货款 total totalamount totalprice ordertotal orderamount ordervalue grandtotal accountspayable saleamount revenue sales spend',
  ],
  [
    'orders.discount',
    '优惠金额 折扣金额 优惠 折扣 减免金额 优惠总额 商家优惠 discountamount discount discountamt totaldiscount discounttotal carddiscount 满减金额',
  ],
  ['orders.refund', '退款金额 退货金额 实际退款 refundamount refundedamount refund refunded totalrefund'],
  [
    'orders.status',
    '订单状态 交易状态 支付状态 单据状态 orderstatus financialstatus paymentstatus transactionstatus 付款状态',
    'fulfillmentstatus 发货状态',
  ],
  [
    'orders.channel',
    '订单来源 下单渠道 销售渠道 购买渠道 订单渠道 交易渠道 下单平台 平台 orderchannel saleschannel orderssource ordersource platform sourcename createdvia 订单类型来源',
    'source 来源 终端',
  ],
  [
    'orders.store',
    '门店 店铺 门店名称 店铺名称 店名 所属门店 网点 store storename shop shopname outlet branch location orgname 消费门店',
    'storeid shopid orgid 门店编号 门店id 店铺id locationid',
  ],
  [
    'orders.coupon',
    '优惠券 优惠券名称 优惠码 券码 优惠券码 coupon couponcode couponname discountcode promocode promotioncode vouchercode 使用优惠券',
  ],
  ['orders.city', '下单城市 消费城市 shipcity shippingcity 门店城市', '收货城市 收件城市'],
  [
    'order_item.product',
    '商品名称 商品名 宝贝标题 宝贝名称 商品标题 产品名称 菜品名称 菜名 品名 货品名称 商品 productname producttitle itemname description stockdescription lineitemname dishesname dishname producttitle itemtitle goodsname skuname',
    '产品 菜品 标题 product item title goods',
  ],
  [
    'order_item.product_id',
    '商品编号 商品id 商品编码 商品代码 货号 款号 产品编号 产品id 菜品id 条码 商品条码 sku skuid skucode 规格编码 商家编码 productid productcode productno itemid itemcode stockcode lineitemsku dishesid asin barcode goodsid',
  ],
  [
    'order_item.category',
    '品类 商品品类 商品类目 商品分类 类目 一级类目 产品类别 产品分类 菜品分类 productcategory categoryname itemcategory producttype department',
    '二级类目 category1 subcategory parentclassname 品牌 brand',
  ],
  [
    'order_item.quantity',
    '数量 商品数量 购买数量 件数 销售数量 购买件数 宝贝数量 下单数量 份数 quantity qty counts lineitemquantity itemquantity units unitssold orderqty',
  ],
  [
    'order_item.unit_price',
    '单价 商品单价 售价 销售单价 商品价格 成交单价 unitprice priceperunit lineitemprice itemprice priceeach sellingprice saleprice',
    '价格 原价 price',
  ],
  [
    'order_item.amount',
    '商品金额 小计 商品总额 商品实付 行金额 明细金额 商品小计 分摊金额 linetotal lineamount itemtotal itemamount extendedprice linetotalamount subtotalamount 子订单实付金额 商品实际成交金额',
  ],
  [
    'event.at',
    '事件时间 行为时间 访问时间 发生时间 浏览时间 点击行为时间 登录时间 eventtime eventdate eventtimestamp eventat visittime pageviewtime logtime eventdatetime',
    'timestamp ts',
  ],
  [
    'event.kind',
    '事件 事件名称 事件名 事件类型 行为 行为类型 动作 event eventname eventtype eventkind action behavior behaviour behaviortype eventcode',
    'activity',
  ],
  [
    'event.channel',
    '终端类型 设备类型 访问渠道 访问来源 devicetype devicecategory trafficsource utmsource 设备',
    'device os',
  ],
  ['event.category', '页面类目 浏览类目 pagecategory eventcategory contentcategory'],
  [
    'event.duration',
    '时长 停留时长 访问时长 使用时长 浏览时长 停留时间 duration dwelltime timeonpage sessionduration durationseconds durationsec',
  ],
  [
    'feedback.at',
    '评价时间 评论时间 反馈时间 投诉时间 工单时间 提交时间 工单创建时间 reviewdate reviewtime commenttime ticketdate feedbacktime submittedat reviewedat',
  ],
  [
    'feedback.text',
    '内容 评价内容 评论内容 反馈内容 投诉内容 工单内容 问题描述 评论 评价 留言 文本 review reviewtext reviewcontent reviewbody comment comments content feedback feedbacktext ticketcontent message body',
    'text 描述 备注内容',
  ],
  [
    'feedback.rating',
    '评分 星级 打分 评价星级 满意度 满意度评分 rating score stars reviewscore starrating csat nps overall',
    '得分',
  ],
  ['feedback.kind', '反馈类型 评价类型 工单类型 投诉类型 问题类型 feedbacktype tickettype reviewtype issuetype'],
  ['feedback.channel', '反馈渠道 评价渠道 投诉渠道 feedbackchannel ticketchannel'],
  [
    'relation.from',
    '推荐人会员号 推荐人 推荐人手机号 推荐人id 邀请人 邀请人id 邀请人手机号 介绍人 上级会员号 referrer referrerid referrercustomerid inviterid inviter fromcustomer fromid sponsorid fromuser',
    'source_id',
  ],
  [
    'relation.to',
    '被推荐人会员号 被推荐人 被推荐人手机号 被推荐人id 被邀请人 被邀请人id 被邀请人手机号 新会员号 下级会员号 referee refereeid invitee inviteeid tocustomer toid referred referredid touser',
    'target_id',
  ],
  ['relation.kind', '关系类型 关系 relationtype relationship relation'],
  ['relation.at', '推荐时间 邀请时间 referredat invitedat relationdate'],
  ['relation.weight', '权重 关系强度 weight strength'],
  [
    'touch.campaign',
    '活动 活动名称 营销活动 活动id 计划名称 campaign campaignname campaignid campaigntitle promotion 触达计划 任务名称',
  ],
  [
    'touch.arm',
    '分组 实验组 实验分组 组别 对照组 arm variant testgroup experimentgroup treatment controlgroup abgroup',
    'segment group 是否对照',
  ],
  ['touch.channel', '触达渠道 发送渠道 推送渠道 sendchannel touchchannel messagechannel'],
  ['touch.sent_at', '发送时间 触达时间 推送时间 下发时间 sentat senttime sendtime senddate sentdate deliveredat'],
  ['touch.opened_at', '打开时间 阅读时间 openedat opentime opendate readat'],
  ['touch.clicked_at', '点击时间 clickedat clicktime clickdate'],
  ['touch.converted_at', '转化时间 下单转化时间 convertedat conversiontime conversiondate'],
  ['touch.cost', '触达成本 发送成本 单条成本 campaigncost sendcost'],
  ['?time', '时间 日期 时间戳 date time datetime day 发生日期 记录时间 timestamputc'],
  ['?amount', '金额 amount amounts money value amt 总价 费用 subtotal 交易额'],
  ['?channel', '渠道 来源渠道名称 channel 渠道名称 媒介 medium'],
  ['?category', '分类 类别 category categories 商品类型'],
  ['?kind', '类型 kind type 种类'],
  ['?city', '城市名称 cityname'],
  ['?name', '名称 name'],
  ['?id', 'id 编号 序号id'],
  ['?status', '状态 status state状态'],
  ['?text', '描述 说明'],
  ['?cost', '成本 cost'],
  [
    'none',
    'empid employeeid staffid salesmanid salespersonid cashierid sellerid supplierid shipperid shipvia waiterid 员工编号 员工号 员工id 工号 收银员 导购 店员 服务员 销售员 业务员 工单号 detailid dishescount numberconsumers diningtableid diningtablename locktime checkclosed ordernumberna pcid rejectreason socsecid fax postcode postalcode zipcode zip 邮编 address 地址 收货地址 详细地址 身份证号 备注 note notes remark currency 币种 运费 freight shipping taxes tax 税额 快递单号 物流单号 运单号 trackingno requireddate shippeddate 发货时间 收货时间 shipname shipaddress shipregion shipcountry shippostalcode 收货省份 支付方式 paymentmethod paymenttype 发票抬头 会员积分 积分 points 余额 balance orderstate成长值 quantityperunit unitsinstock unitsonorder reorderlevel',
  ],
];

/** When a file's first column names one of these and nothing names a customer or an order, its rows are not about customers at all. */
export const OTHER_THINGS: readonly string[] =
  'employeeid empid staffid supplierid shipperid productid categoryid regionid territoryid storeid shopid 员工编号 员工号 工号 供应商编号 商品编号 商品编码 门店编号 品类编号'.split(
    ' ',
  );

/** Weaker signs: parts of a name, tried in order when no alias fits. */
export const PATTERNS: readonly (readonly [Concept, RegExp])[] = [
  [
    'none',
    /员工|店员|导购|收银|客服(人员|工号|姓名)|供应商|employee|staff|cashier|supplier|vendor|warehouse|仓库|operator|经办/,
  ],
  ['relation.to', /被(推荐|邀请)/],
  ['relation.from', /(推荐|邀请)人/],
  ['email', /邮箱|e?mail$/],
  ['phone', /手机|(phone|mobile|cell)(no|number|num)?$/],
  [
    'customer_id',
    /(会员|客户|顾客|用户|买家)(卡)?(号|编号|编码|id)$|(customer|member|buyer|user|client)(id|no|code|key|number)$/,
  ],
  [
    'orders.order_id',
    /(订单|小票|单据|交易|发票|流水|账单)(号|编号|编码|id)$|(order|invoice|receipt|transaction|bill)(id|no|code|number|key)$/,
  ],
  ['orders.status', /(订单|交易|支付|付款)状态$|(order|payment|financial)status$/],
  ['person.registered_at', /(注册|入会|开卡|加入)(时间|日期)|(regist\w*|signup|join\w*)(date|time|at)$/],
  ['orders.paid_at', /(付款|支付|结账)(时间|日期)|(paid|payment)(at|date|time)$/],
  [
    'orders.ordered_at',
    /(下单|订单|购买|交易|消费|成交|销售)(时间|日期)|(order|purchase|transaction|invoice|sale)s?(date|time|at|datetime)$/,
  ],
  ['touch.sent_at', /(发送|触达|推送)(时间|日期)/],
  ['orders.refund', /退款|refund/],
  ['orders.discount', /优惠(金额|总额)|折扣(金额|额)|discount(amount|amt|value)?$/],
  ['orders.amount', /(实付|实收|支付|付款)(金额|总额|价|款)?|(paid|net)(amount|total|value)/],
  ['orders.coupon', /优惠券|券名|coupon|voucher/],
  ['order_item.unit_price', /单价|unit(price|cost)$/],
  ['order_item.quantity', /数量|件数|quantity$|qty$/],
  ['order_item.product', /(商品|产品|宝贝|菜品|货品)(名称|名|标题)|(product|item|dish\w*)(name|title)$/],
  ['order_item.product_id', /(商品|产品|货品)(编号|编码|id|号)|(product|item|stock)(id|code|no)$/],
  ['order_item.category', /类目|品类|(商品|产品)(分类|类别)/],
  ['person.consent', /(营销|推广|短信)(同意|授权|许可)|同意.*(营销|接收)|consent|optin/],
  ['person.level', /等级|(member|vip|loyalty)(level|tier|grade)/],
  ['feedback.text', /(评价|评论|反馈|投诉|工单|留言)(内容|文本|正文)?$/],
  ['?time', /(时间|日期|datetime|date|time)$/],
  ['?amount', /(金额|总额|总价|amount|total)$/],
  ['?channel', /渠道$|channel$/],
];
