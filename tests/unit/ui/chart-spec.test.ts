import { describe, expect, it } from 'vitest';
import { labelLines, wrapLabel } from '../../../src/lib/ui/charts/chart-config';
import { summaryOf, totalOf, valueText, type ChartSpec } from '../../../src/lib/ui/charts/spec';

const spec: ChartSpec = {
  kind: 'stacked',
  title: '年龄与性别',
  place: '示范社区',
  period: '2026年',
  sourceDate: '2026年11月23日',
  unit: '人',
  labels: ['60岁以下', '60岁以上'],
  series: [
    { label: '女', values: [12, null] },
    { label: '男', values: [1200, 5] }
  ],
  hiddenText: '少于5'
};

describe('chart figures', () => {
  it('I13: the summary for screen readers says every value, place and period', () => {
    const text = summaryOf(spec);
    for (const part of [
      '年龄与性别',
      '示范社区',
      '2026年',
      '60岁以上 少于5',
      '1,200',
      '女',
      '男'
    ]) {
      expect(text).toContain(part);
    }
  });

  it('a merged cell shows its words, never a zero', () => {
    expect(valueText(spec, null)).toBe('少于5');
    expect(valueText(spec, 0)).toBe('0');
    expect(spec.series.map(totalOf)).toEqual([12, 1205]);
  });

  it('long Han labels break into lines without losing a character, rare ones whole', () => {
    expect(wrapLabel('汉族', 5)).toBe('汉族');
    expect(wrapLabel('新的社会阶层𬭸人士', 4)).toEqual(['新的社会', '阶层𬭸人', '士']);
    expect(wrapLabel('07.1 民企', 4)).toEqual(['07.1 民', '企']);
  });

  it('labels beside bars tell how many lines they need on a phone and on a desk', () => {
    const labels = ['男', '民营企业和外商投资企业管理技术人员'];
    expect(labelLines({ ...spec, labels }, 300, 18)).toBe(3);
    expect(labelLines({ ...spec, labels }, 960, 16)).toBe(1);
  });
});
