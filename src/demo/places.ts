import { running } from './random.ts';

export interface City {
  name: string;
  province: string;
  /** 1 to 4, as retailers rank cities. */
  tier: number;
  weight: number;
}

export interface Store {
  name: string;
  code: number;
  city: number;
}

const city = (name: string, province: string, tier: number, weight: number): City => ({ name, province, tier, weight });

export const CITIES: readonly City[] = [
  city('上海', '上海', 1, 12),
  city('北京', '北京', 1, 10),
  city('广州', '广东', 1, 8),
  city('深圳', '广东', 1, 9),
  city('杭州', '浙江', 2, 9),
  city('成都', '四川', 2, 8),
  city('武汉', '湖北', 2, 5),
  city('南京', '江苏', 2, 5),
  city('苏州', '江苏', 2, 5),
  city('重庆', '重庆', 2, 5),
  city('西安', '陕西', 2, 4),
  city('长沙', '湖南', 2, 4),
  city('天津', '天津', 2, 3),
  city('郑州', '河南', 2, 3),
  city('青岛', '山东', 2, 3),
  city('宁波', '浙江', 2, 3),
  city('合肥', '安徽', 3, 2.5),
  city('福州', '福建', 3, 2.5),
  city('厦门', '福建', 3, 2.5),
  city('昆明', '云南', 3, 2),
  city('南昌', '江西', 3, 1.8),
  city('石家庄', '河北', 3, 1.5),
  city('哈尔滨', '黑龙江', 3, 1.5),
  city('贵阳', '贵州', 3, 1.3),
  city('洛阳', '河南', 4, 1),
  city('绵阳', '四川', 4, 1),
  city('赣州', '江西', 4, 0.9),
  city('湛江', '广东', 4, 0.9),
];

export const CITY_TOTALS = running(CITIES.map((entry) => entry.weight));

const names: readonly (readonly [store: string, city: string])[] = [
  ['上海徐汇店', '上海'],
  ['上海静安店', '上海'],
  ['北京朝阳店', '北京'],
  ['北京海淀店', '北京'],
  ['广州天河店', '广州'],
  ['深圳南山店', '深圳'],
  ['杭州西湖店', '杭州'],
  ['成都锦江店', '成都'],
  ['武汉江汉店', '武汉'],
  ['南京鼓楼店', '南京'],
  ['苏州工业园店', '苏州'],
  ['长沙岳麓店', '长沙'],
];

export const STORES: readonly Store[] = names.map(([name, where], i) => ({
  name,
  code: i + 1,
  city: CITIES.findIndex((entry) => entry.name === where),
}));

/** Stores (index into STORES) in each city; most cities have none. */
export const STORES_OF_CITY: readonly (readonly number[])[] = CITIES.map((_, i) =>
  STORES.flatMap((store, s) => (store.city === i ? [s] : [])),
);

/** Cities whose names members write in the long form (上海市), one reason why places need cleaning. */
export const longName = (place: City): string => `${place.name}市`;
