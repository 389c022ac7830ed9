/** Chinese numerals in dates and names of places: 一九六八, 五八, 十二, 二十三, 廿三, 第三网格. */
const digits = '〇一二三四五六七八九';
const numeral = /[〇○零一二三四五六七八九十廿卅]+/g;

/** Replaces every run of Chinese numerals by Arabic digits; other characters stay. */
export const chineseToArabic = (text: string): string => text.replace(numeral, toArabic);

function toArabic(run: string): string {
  const plain = run.replace(/[○零]/g, '〇').replace(/廿/g, '二十').replace(/卅/g, '三十');
  const ten = plain.indexOf('十');
  if (ten < 0) return [...plain].map((digit) => String(digits.indexOf(digit))).join('');
  const tens = ten === 0 ? 1 : digits.indexOf(plain.charAt(ten - 1));
  const ones = ten === plain.length - 1 ? 0 : digits.indexOf(plain.charAt(ten + 1));
  return String(tens * 10 + ones);
}
