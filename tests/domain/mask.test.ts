import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { masked, maskEmail, maskKey, maskName, maskPhone, veiled, veiledLine } from '../../src/domain/mask.ts';

describe('masks', () => {
  it.each([
    ['张三', '张*'],
    ['欧阳修', '欧**'],
    ['Anna Smith', 'A**'],
    ['𠮷野家', '𠮷**'],
    ['李', '*'],
    ['', ''],
  ])('name %s', (name, shown) => expect(maskName(name)).toBe(shown));

  it.each([
    ['13800138000', '138****8000'],
    ['02112345', '02****45'],
    ['12345', '****'],
    ['', ''],
  ])('phone %s', (phone, shown) => expect(maskPhone(phone)).toBe(shown));

  it.each([
    ['anna@example.com', 'a***@example.com'],
    ['a@example.com', '***@example.com'],
    ['张三@例子.cn', '张***@例子.cn'],
    ['no address', 'n***'],
    ['"a@b"@example.com', '"***@example.com'],
  ])('address %s', (email, shown) => expect(maskEmail(email)).toBe(shown));

  it.each([
    ['M0001', 'M0001'],
    ['13800138000', '138****8000'],
    ['+8613800138000', '+86****8000'],
    ['anna@example.com', 'a***@example.com'],
  ])('id %s', (id, shown) => expect(maskKey(id)).toBe(shown));

  it('never shows the middle of a phone, whatever the digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{5,15}$/), fc.stringMatching(/^[0-9]{5,15}$/), (one, other) => {
        // Two numbers of one length with the same ends look the same: what is between them is not told.
        const ends = (phone: string): [string, string] => [phone.slice(0, 3), phone.slice(-4)];
        const twin = ends(one)[0] + other.padEnd(15, '0').slice(0, Math.max(0, one.length - 7)) + ends(one)[1];
        if (twin.length === one.length) expect(maskPhone(twin)).toBe(maskPhone(one));
        const shown = maskPhone(one).replaceAll('*', '');
        expect(shown.length).toBeLessThanOrEqual(Math.max(0, one.length - 3));
      }),
      { seed: 7 },
    );
  });

  it('tells no more of a name or an address than its first character', () => {
    const word = fc
      .string({ unit: 'grapheme', minLength: 2, maxLength: 12 })
      .filter((text) => text.trim() === text && [...text].length > 1 && !text.includes('@'));
    fc.assert(
      fc.property(word, word, (one, other) => {
        const twin = [...one][0]! + [...other].join('');
        expect([...maskName(one)].slice(0, 1)).toEqual([[...one][0]]);
        expect(maskName(one).slice([...one][0]!.length)).toMatch(/^\*{1,2}$/);
        expect(maskEmail(`${one}@x.cn`)).toBe(maskEmail(`${twin}@x.cn`));
        expect(masked('email', `${one}@x.cn`)).toBe(`${[...one][0]}***@x.cn`);
      }),
      { seed: 7 },
    );
  });

  it('masks the cells of a source by what their column means, and phones where nothing is known', () => {
    expect(veiled('person.name', '王小明')).toBe('王**');
    expect(veiled('phone', '13800138000')).toBe('138****8000');
    expect(veiled('relation.to', 'anna@example.com')).toBe('a***@example.com');
    expect(veiled(null, '13800138000')).toBe('138****8000');
    expect(veiled('orders.order_id', 'A0012')).toBe('A0012');
  });

  it('shows of a whole line only its marks where somebody may stand in it', () => {
    const line = 'A1,王小明, 3 号,"x"';
    expect(veiledLine(['orders.order_id', 'person.name'], line)).toBe('**,***, * *,"*"');
    expect(veiledLine(['orders.order_id', 'customer_id', null], line)).toBe(line);
    expect(veiledLine([null], 'A1,13800138000')).toBe('**,***********');
    expect(veiledLine([], 'a@b.cn;x')).toBe('*@*.**;*');
  });
});
