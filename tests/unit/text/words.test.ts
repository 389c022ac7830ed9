import { describe, expect, it } from 'vitest';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import { actions } from '../../../src/lib/text/actions';
import {
  awaitingConsent,
  fileSize,
  money,
  percent,
  personTimes
} from '../../../src/lib/text/counts';
import { formatDate, formatDay, formatInstant, relativeDay } from '../../../src/lib/text/dates';
import { troubles } from '../../../src/lib/text/errors';
import { nav } from '../../../src/lib/text/nav';
import { states, unsyncedCount } from '../../../src/lib/text/states';

const today = '2026-11-23' as IsoDate;
const day = (text: string): IsoDate => text as IsoDate;

describe('UX Fixed words', () => {
  it('navigation, main buttons and states are as people rely on them', () => {
    expect([nav.today, nav.people, nav.records, nav.statistics, nav.library, nav.settings]).toEqual(
      ['今日', '人才库', '记录', '统计', '资料', '设置']
    );
    const buttons: string[] = Object.values(actions);
    for (const word of '导入台账 新增成员 记一次走访 新建活动 登记诉求 导出 分享同步链接 立即同步 备份 锁定 新建工作簿 加入工作簿 恢复备份 载入示例数据'.split(
      ' '
    )) {
      expect(buttons).toContain(word);
    }
    expect([states.saved, unsyncedCount(3), states.checkCode]).toEqual([
      '已保存',
      '未同步 3 次修改',
      '核对码'
    ]);
  });
});

describe('dates in words', () => {
  it('partial dates stay partial', () => {
    expect(['1968', '1968-05', '1968-05-02', '约1968'].map(formatDate)).toEqual([
      '1968年',
      '1968年5月',
      '1968年5月2日',
      '约1968'
    ]);
  });

  it.each([
    ['2026-11-23', '今天'],
    ['2026-11-22', '昨天'],
    ['2026-11-25', '后天'],
    ['2026-11-03', '20天前'],
    ['2026-08-23', '3个月前'],
    ['2023-11-20', '3年前'],
    ['2026-12-03', '10天后']
  ])('%s is %s', (date, words) => expect(relativeDay(day(date), today)).toBe(words));

  it('a day names its weekday, and its year only when it is another', () => {
    expect(formatDay(today, today)).toBe('11月23日 周一');
    expect(formatDay(day('2025-11-23'), today)).toBe('2025年11月23日 周日');
  });

  it('instants come in the nearest plain words', () => {
    const now = new Date(2026, 10, 23, 14, 5).getTime();
    expect(formatInstant(now - 20_000, now)).toBe('刚刚');
    expect(formatInstant(now - 300_000, now)).toBe('5 分钟前');
    expect(formatInstant(new Date(2026, 10, 23, 9, 3).getTime(), now)).toBe('今天 09:03');
    expect(formatInstant(new Date(2026, 9, 3, 16, 40).getTime(), now)).toBe('2026年10月3日 16:40');
  });
});

describe('numbers in words', () => {
  it('carry their measure words', () => {
    expect(personTimes(12_345)).toBe('12,345 人次');
    expect(awaitingConsent(4)).toBe('待同意 4 人，未计入');
    expect([money(120_000), money(120_050)]).toEqual(['1,200 元', '1,200.50 元']);
    expect([percent(1, 3), percent(1, 0)]).toEqual(['33.3%', '—']);
    expect(fileSize(3_250_586)).toBe('3.1 MB');
  });
});

describe('UX rule 7: troubles', () => {
  it('each has its own code and says what happened, what it means and what to do', () => {
    const all = Object.values(troubles);
    expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
    for (const { title, meaning, next } of all) {
      expect(title.length * meaning.length * next.length).toBeGreaterThan(0);
      expect(title + meaning + next).not.toMatch(/IndexedDB|CRDT|密钥派生|Error/);
    }
  });
});
