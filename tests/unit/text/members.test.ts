/** What the dialog 调整权限 says is true of every change (UX rule 7). */
import { describe, expect, it } from 'vitest';
import { grantChange } from '../../../src/lib/text/members';

const all = ['general', 'sensitive', 'reports'] as const;
const applies = '对方下次同步后生效。';

describe('grantChange', () => {
  it('a lower role that keeps its content: it still comes, and can no longer be written', () => {
    expect(grantChange({ role: 'editor', scopes: all }, { role: 'viewer', scopes: all })).toBe(
      `仍能看到新的内容，但不能再填写。${applies}`
    );
    expect(grantChange({ role: 'admin', scopes: all }, { role: 'editor', scopes: all })).toBe(
      `仍能看到和填写新的内容，但不能再邀请、确认和移出同事。${applies}`
    );
    expect(grantChange({ role: 'owner', scopes: all }, { role: 'admin', scopes: all })).toBe(
      `以后不能再调整管理员。${applies}`
    );
  });

  it('content taken away: new of it no longer comes, and what arrived stays', () => {
    const less = ['general'] as const;
    expect(
      grantChange(
        { role: 'editor', scopes: ['general', 'sensitive'] },
        { role: 'editor', scopes: less }
      )
    ).toBe(`敏感资料里新的内容不再给对方；以前已经到了对方设备上的收不回来。${applies}`);
    const both = grantChange({ role: 'editor', scopes: all }, { role: 'viewer', scopes: less });
    expect(both).toContain('敏感资料、报送数字里新的内容不再给对方');
    expect(both).toContain('仍能看到其余新的内容，但不能再填写。');
    const figures = grantChange(
      { role: 'viewer', scopes: all },
      { role: 'reports', scopes: ['reports'] }
    );
    expect(figures).toContain('一般资料、敏感资料里新的内容不再给对方');
    expect(figures).toContain('以后只收得到报送的汇总数字。');
  });

  it('a higher role, more content or no change takes nothing away', () => {
    const viewer = { role: 'viewer', scopes: ['general'] } as const;
    for (const after of [
      viewer,
      { role: 'viewer', scopes: all },
      { role: 'admin', scopes: all }
    ] as const) {
      expect(grantChange(viewer, after)).toBe(applies);
    }
    expect(grantChange(undefined, viewer)).toBe(applies);
  });
});
