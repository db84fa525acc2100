/** The legacy encodings of East Asia by the ranges in which their frequent characters lie. Scores are about 0-1; higher fits better. */

/** Most frequent characters of running text and of the words that table headers are made of. */
export const FREQUENT = {
  gb18030: new Set(
    '的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏兴切' +
      '客户姓邮箱省县订额价格类型编码注册备注渠店铺消费购买会员等级积券优惠付款状态数渝沪浙苏',
  ),
  big5: new Set(
    '的一是不了人我在有他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可裡後小麼心多天能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼體別處總才場師書比住員九笑性通目華報立馬命張活難神數件安表原車白應路期叫死常提感金何更反合放做系計或司利受光王果親界及今京務制解各任至清物台象記邊共風戰接它許八特覺望直服林題建南度統色字請交愛讓認算論百吃義科怎元社術結六功指思非流每青管夫連遠資隊帶花快條院變聯言權往展該領傳近留紅治決周保達辦運半候七必城父強步完深區即求品士轉量空眾技輕程告江語英基滿式李息寫呢識極令黃德收臉錢未持取設始版雙歷越史商千片容研像找友孩站廣改議形委早房音火際則首單據導影失網香專石若校讀志飛觀爭究包組造落視濟喜離興' +
      '客戶姓郵箱省縣訂額價格類型編碼註冊備渠店鋪消費購買級積券優惠付款狀態臺灣',
  ),
  shift_jis: new Set(
    'のにはをたがでてとしれさあいうえおかきくけこすせそちつなぬねひふへほまみむめもやゆよらりるろわんアイウエオカキクケコサシスセソタチツテトナニネノハヒフホマミムメモヤユヨラリルレロワンー、。日本年月人大会社名前電話番号住所都道府県市区町村金額商品注文顧客',
  ),
} as const satisfies Record<string, ReadonlySet<string>>;

/**
 * The part of a sample that surely begins and ends between characters: bytes below 0x30 (spaces, line ends, commas) are never
 * part of a multi-byte character in any of these encodings.
 */
export function synchronised(bytes: Uint8Array, start: boolean): Uint8Array {
  let from = 0;
  if (!start) {
    while (from < bytes.length && bytes[from]! >= 0x30) from++;
    if (from === bytes.length) from = 0;
  }
  let to = bytes.length;
  while (to > from && bytes[to - 1]! >= 0x30) to--;
  return bytes.subarray(from, to === from ? bytes.length : to);
}

/** What the walkers count, from common to impossible. */
interface Tally {
  common: number;
  second: number;
  rare: number;
  bad: number;
}

function value({ common, second, rare, bad }: Tally): number {
  const all = common + second + rare + bad;
  return all === 0 ? 0 : (common + 0.3 * second - 0.5 * rare - 3 * bad) / all;
}

type Kind = keyof Tally;

/** Walks the bytes beyond ASCII; `classify` says what stands at a place and how long it is (0: cut off by the sample's end). */
function tally(
  parts: readonly Uint8Array[],
  classify: (lead: number, trail: number, bytes: Uint8Array, at: number) => { kind: Kind; length: number },
): number {
  const sum: Tally = { common: 0, second: 0, rare: 0, bad: 0 };
  for (const bytes of parts) {
    for (let at = 0; at < bytes.length;) {
      const lead = bytes[at]!;
      if (lead < 0x80) {
        at++;
        continue;
      }
      const { kind, length } = classify(lead, bytes[at + 1] ?? -1, bytes, at);
      if (at + length > bytes.length) break;
      sum[kind]++;
      at += length;
    }
  }
  return value(sum);
}

const within = (byte: number, low: number, high: number): boolean => byte >= low && byte <= high;
const BAD = { kind: 'bad', length: 1 } as const;

/** GB18030: level-1 characters B0A1-D7F9, level 2 D8A1-F7FE, signs A1-A9, four-byte forms and the GBK extension are rare. */
export function scoreGb18030(parts: readonly Uint8Array[]): number {
  return tally(parts, (lead, trail, bytes, at) => {
    if (lead === 0x80 || lead === 0xff) return BAD;
    if (trail < 0) return { kind: 'rare', length: 2 };
    if (within(trail, 0x30, 0x39)) {
      const whole = within(bytes[at + 2] ?? 0x81, 0x81, 0xfe) && within(bytes[at + 3] ?? 0x30, 0x30, 0x39);
      return whole ? { kind: 'rare', length: 4 } : BAD;
    }
    if (!within(trail, 0x40, 0xfe) || trail === 0x7f) return BAD;
    if (trail >= 0xa1 && (within(lead, 0xb0, 0xd7) || within(lead, 0xa1, 0xa3))) return { kind: 'common', length: 2 };
    if (trail >= 0xa1 && within(lead, 0xd8, 0xf7)) return { kind: 'second', length: 2 };
    return { kind: 'rare', length: 2 };
  });
}

/** Big5: level-1 characters A440-C67E, level 2 C940-F9D5, signs A140-A3BF. */
export function scoreBig5(parts: readonly Uint8Array[]): number {
  return tally(parts, (lead, trail) => {
    if (!within(lead, 0x81, 0xfe)) return BAD;
    if (trail < 0) return { kind: 'rare', length: 2 };
    if (!within(trail, 0x40, 0x7e) && !within(trail, 0xa1, 0xfe)) return BAD;
    if (within(lead, 0xa1, 0xc6)) return { kind: 'common', length: 2 };
    return within(lead, 0xc9, 0xf9) ? { kind: 'second', length: 2 } : { kind: 'rare', length: 2 };
  });
}

/** Shift-JIS: kana 82-83, signs 81, level-1 kanji 88-97, level 2 98-9F and E0-EA; half-width kana (A1-DF alone) are seldom many. */
export function scoreShiftJis(parts: readonly Uint8Array[]): number {
  return tally(parts, (lead, trail) => {
    if (within(lead, 0xa1, 0xdf)) return { kind: 'rare', length: 1 };
    if (!within(lead, 0x81, 0x9f) && !within(lead, 0xe0, 0xfc)) return BAD;
    if (trail < 0) return { kind: 'rare', length: 2 };
    if (!within(trail, 0x40, 0xfc) || trail === 0x7f) return BAD;
    if (within(lead, 0x81, 0x83) || within(lead, 0x88, 0x97)) return { kind: 'common', length: 2 };
    return within(lead, 0x98, 0xea) ? { kind: 'second', length: 2 } : { kind: 'rare', length: 2 };
  });
}

/** Windows-1252: bytes beyond ASCII stand alone between ASCII ones and are letters, typographic quotes or currency signs. */
export function scoreWindows1252(parts: readonly Uint8Array[]): number {
  let alone = 0;
  let plausible = 0;
  let all = 0;
  for (const bytes of parts) {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte < 0x80) continue;
      all++;
      if ((bytes[at - 1] ?? 0) < 0x80 && (bytes[at + 1] ?? 0) < 0x80) alone++;
      if (byte >= 0xc0 || byte === 0x80 || within(byte, 0x91, 0x97) || within(byte, 0xa0, 0xbf)) plausible++;
    }
  }
  if (all === 0) return 0;
  return alone / all > 0.8 ? (0.9 * plausible) / all : (0.3 * alone) / all - 0.3;
}
