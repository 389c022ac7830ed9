/** What the member screens offer, without a browser (issue 3 "People and devices"). */
import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceId } from '../../../src/lib/kernel/ids';
import type {
  InvitationItem,
  MemberId,
  MemberItem,
  RequestItem
} from '../../../src/lib/app/members/types';
import { err, ok, unwrap } from '../../../src/lib/kernel/result';
import { mayBeWorker, noteAdmitted } from '../../../src/lib/features/members/admitted';
import { isAppleMobile } from '../../../src/lib/features/members/apple-mobile';
import { grantWith, rolesWithin, usualGrant } from '../../../src/lib/features/members/grants';
import {
  isForOwnDevice,
  outlivedReason,
  titleOfLink
} from '../../../src/lib/features/members/invitations';
import { deedsFor } from '../../../src/lib/features/members/member-deeds';
import { requestProblem, wrongKind } from '../../../src/lib/features/members/request-file';
import { createGrant } from '../../../src/lib/log/grant';
import { linkInAddress } from '../../../src/lib/state/join-link';
import {
  describeJoinFault,
  grantSentence,
  grantText,
  linkWords,
  membersWords
} from '../../../src/lib/text/members';
import { bytesOf, createProfile, nextOf, type Profile } from '../../factories/profile';
import { editor, saveWorker, workersOf } from '../../factories/team';

const member = (
  name: string,
  more: Partial<MemberItem> & { readonly deviceCount?: number } = {}
): MemberItem => ({
  id: name as MemberId,
  name,
  grant: usualGrant,
  isSelf: false,
  seniority: 1,
  devices: Array.from({ length: more.deviceCount ?? 1 }, (_, at) => ({
    id: `${name}${at}` as DeviceId,
    name,
    registeredName: name,
    isSelf: Boolean(more.isSelf) && at === 0,
    isActive: true,
    lastSeenMs: undefined
  })),
  lastSeenMs: undefined,
  isDeparting: false,
  canBeChanged: true,
  ...more
});

describe('roles and scopes (DESIGN 2)', () => {
  it('what the form makes is what the log takes: the same grant, in words too', () => {
    for (const role of ['owner', 'admin', 'editor', 'viewer', 'reports'] as const) {
      for (const chosen of [[], ['sensitive'], ['reports'], ['sensitive', 'reports']]) {
        const grant = grantWith(role, (scope) => chosen.includes(scope));
        expect(createGrant(grant.role, grant.scopes)).toEqual(grant);
      }
    }
    expect(grantText(usualGrant)).toBe('录入员 · 一般资料、敏感资料');
    expect(grantSentence(grantWith('viewer', () => false))).toMatch(/只能看.*看不到敏感资料/);
    expect(grantText(grantWith('admin', () => false))).toBe('管理员');
  });

  it('nobody gives more than they have', () => {
    expect(rolesWithin('owner')[0]).toBe('owner');
    expect(rolesWithin('admin')).toEqual(['admin', 'editor', 'viewer', 'reports']);
    expect(rolesWithin('relay')).toEqual([]);
  });
});

describe('what can be done to a member', () => {
  const self = member('方文', { isSelf: true });
  const view = { canAdminister: true, members: [self, member('莫小雨')] };

  it('an administrator: everything to those below, of oneself only another device is removed', () => {
    expect(deedsFor(member('莫小雨'), view, true)).toEqual([
      'rename',
      'grant',
      'add-device',
      'hand-over',
      'remove'
    ]);
    expect(deedsFor(self, view, true)).not.toContain('remove');
    expect(deedsFor(member('方文', { isSelf: true, deviceCount: 2 }), view, true)).toContain(
      'remove'
    );
    expect(deedsFor(self, { ...view, members: [self] }, true)).not.toContain('hand-over');
  });

  it('to those above no more than another name for a device, and nothing for who is no administrator', () => {
    expect(deedsFor(member('石榴', { canBeChanged: false }), view, true)).toEqual(['rename']);
    expect(deedsFor(member('莫小雨'), { ...view, canAdminister: false }, true)).toEqual([]);
  });

  it('everybody who may write renames their own devices, where they have one', () => {
    const plain = { ...view, canAdminister: false };
    expect(deedsFor(self, plain, true)).toEqual(['rename']);
    expect(deedsFor(self, plain, false)).toEqual([]);
    expect(deedsFor(member('方文', { isSelf: true, deviceCount: 0 }), plain, true)).toEqual([]);
  });
});

describe('the link on its way (DESIGN 5)', () => {
  it('stands in the address behind #/join/ alone', () => {
    expect(linkInAddress(new URL('https://app.test/#/join/AbC'))).toBe('#/join/AbC');
    expect(linkInAddress(new URL('https://app.test/#content'))).toBe('');
  });

  it('the text to paste holds it on a line of its own, and warns of opening it in WeChat', () => {
    for (const { text } of [linkWords.other, linkWords.own]) {
      const said = text('https://app.test/#/join/AbC', '明天 14:05');
      expect(said.split('\n')).toContain('https://app.test/#/join/AbC');
      expect(said).toContain('不要在微信里直接点开');
      expect(said).toContain('明天 14:05');
    }
  });

  it('storage of the home screen is apart on iPhone and iPad, and not on a Mac', () => {
    const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/16.4 Safari/605.1.15';
    expect(isAppleMobile({ userAgent: mac, maxTouchPoints: 5 })).toBe(true);
    expect(isAppleMobile({ userAgent: mac, maxTouchPoints: 0 })).toBe(false);
    expect(isAppleMobile({ userAgent: 'Mozilla/5.0 (iPhone; ...)', maxTouchPoints: 5 })).toBe(true);
  });
});

it('a link for a further device of one’s own is called so, and no other is', () => {
  const invitation = (memberId: string | null) =>
    ({ label: '手机', memberId }) as unknown as InvitationItem;
  const self = member('方文', { isSelf: true });
  expect(titleOfLink(invitation(self.id), self)).toBe('您的另一台设备（手机）的链接');
  for (const memberId of [null, '莫小雨'])
    expect(isForOwnDevice(invitation(memberId), self)).toBe(false);
  expect(titleOfLink(invitation(null), undefined)).toBe('给手机的链接');
});

it('a link without a purpose: a device that came in by it has gone, or the person before using it, or its maker', () => {
  expect(outlivedReason('invited', 1)).toBe('用它加入的设备已被移出');
  expect(outlivedReason('invited', 0)).toBe('要用它加入的人已被移出');
  expect(outlivedReason('inviter', 1)).toBe('发出它的人已被移出');
});

describe('a file that was taken for a request', () => {
  const received = (type: 'request' | 'answer' | 'known') =>
    ok({ receipt: { type }, replies: [] } as const);

  it('by how it begins: no file of ours, the book’s, or one of joining', () => {
    expect(wrongKind('other')).toBe(membersWords.noRequestFile);
    expect(wrongKind('sync')).toBe(membersWords.syncNotRequest);
    expect(wrongKind('receipt')).toBe(membersWords.syncNotRequest);
    expect(wrongKind('join')).toBeUndefined();
  });

  it('an answer goes to who asked, also where only its name says that it is one; no new link is made for nothing', () => {
    const unknown = err({ type: 'not-for-us' } as const);
    const request = '同心簿_加入申请_2026-11-30.txjoin';
    expect(requestProblem(received('answer'), request)).toBe(membersWords.answerNotRequest);
    const answer = '同心簿_加入答复_2026-11-30(1).txjoin';
    expect(requestProblem(unknown, answer)).toBe(membersWords.answerNotRequest);
    expect(requestProblem(unknown, request)).toBe(describeJoinFault(unknown.error, 'admin'));
    expect(requestProblem(received('request'), request)).toBeUndefined();
    expect(requestProblem(received('known'), request)).toBeUndefined();
  });
});

describe('who was let in (issue 3)', () => {
  const profiles: Profile[] = [];
  afterEach(async () => {
    for (const one of profiles.splice(0)) await one.close();
  });
  const profile = (): Profile => {
    const made = createProfile();
    profiles.push(made);
    return made;
  };
  /** The request of another device for this invitation, as it lies before the administrator. */
  async function asked(
    owner: Profile,
    label: string,
    memberId: MemberId | null
  ): Promise<RequestItem> {
    const { members } = owner.session().session;
    const joiner = profile();
    const made = await members.invite({ label, grant: editor, validDays: 7, memberId });
    unwrap(await joiner.join(unwrap(made).link, '莫小雨'));
    unwrap(await owner.receive(await bytesOf(await joiner.waiting().requestFile())));
    const [request] = (await nextOf(members.view)).requests;
    if (!request) throw new Error('the request is here');
    unwrap(await members.admit(request.id));
    return request;
  }

  it('a colleague who writes comes into the list of workers; a further device is called what it was invited as', async () => {
    const owner = profile();
    await owner.found('区连翘');
    const { commands, members } = owner.session().session;
    const first = await asked(owner, '小莫', null);
    expect(mayBeWorker(first, workersOf(owner))).toBe(true);
    expect(await noteAdmitted(commands, first, true)).toBeUndefined();
    expect(workersOf(owner)).toContain('莫小雨');
    expect(mayBeWorker(first, workersOf(owner))).toBe(false);

    const memberId = (await nextOf(members.view)).members[1]?.id ?? null;
    const further = await asked(owner, '值班手机', memberId);
    expect(mayBeWorker(further, [])).toBe(false);
    expect(await noteAdmitted(commands, further, false)).toBeUndefined();
    const names = (await nextOf(members.view)).members[1]?.devices.map(({ name }) => name);
    expect(names).toEqual(['莫小雨', '值班手机']);
  });

  it('who only reads or only gets figures does no work here; nobody is listed twice or unasked', async () => {
    const owner = profile();
    await owner.found('区连翘');
    await saveWorker(owner, '莫小雨');
    const request = await asked(owner, '小莫', null);
    expect(mayBeWorker(request, workersOf(owner))).toBe(false);
    for (const role of ['viewer', 'reports'] as const)
      expect(mayBeWorker({ ...request, grant: grantWith(role, () => false) }, [])).toBe(false);
    expect(await noteAdmitted(owner.session().session.commands, request, false)).toBeUndefined();
    expect(workersOf(owner).filter((name) => name === '莫小雨')).toHaveLength(1);
  });
});
