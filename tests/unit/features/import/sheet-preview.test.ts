import { expect, it } from 'vitest';
import { previewOf } from '../../../../src/lib/features/import/sheet-preview';

it('B-7: nothing below an excluded word is shown, before any header was found', () => {
  const [, head, row] = previewOf([['名单'], ['姓名', '宗教信仰', '电话'], ['张三', '某教', '1']]);
  expect(head?.map(({ text }) => text)).toEqual(['姓名', '宗教信仰', '电话']);
  expect(row?.map(({ text, isHidden }) => (isHidden ? null : text))).toEqual(['张三', null, '1']);
});
