import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GroupFacts, InstanceFacts } from '../../capacity/attachment.ts';
import { planAttachment } from '../../capacity/plan-attachment.ts';

const group: GroupFacts = {
  id: 'cn-hangzhou/git',
  platform: 'alicloud',
  region: 'cn-hangzhou',
  network: 'vpc-1',
  zones: ['cn-hangzhou-i', 'cn-hangzhou-k'],
  min: 2,
  max: 8,
  desired: 3,
  owner: 'autoscaler',
  members: ['i-old111'],
  guests: [],
  idle: true,
  mark: 'cn-prod/cn-hangzhou/git',
};
const onAws: GroupFacts = { ...group, platform: 'aws' };

const running: InstanceFacts = {
  id: 'i-new111',
  region: 'cn-hangzhou',
  zone: 'cn-hangzhou-i',
  network: 'vpc-1',
  state: 'running',
};

const attach = (id: string, entrusted = true) => ({ id, entrusted, origin: `/attach/${id}` });

it('tells what desired becomes, and leaves alone who is in the group already', () => {
  const plan = planAttachment([attach('i-old111'), attach('i-new111')], group, [running]);
  expect(plan).toEqual({
    ok: true,
    calls: [{ ids: ['i-new111'], entrusted: true, desiredAfter: 4 }],
    leaving: [],
    already: ['i-old111'],
    desired: { before: 3, after: 4 },
  });
});

it('asks for nothing where all are members, whatever else is so', () => {
  const full = { ...group, desired: 8, idle: false };
  expect(planAttachment([attach('i-old111')], full, [])).toMatchObject({ ok: true, calls: [] });
});

describe('is refused before any call', () => {
  const rows: [what: string, facts: GroupFacts, instance: Partial<InstanceFacts>, expected: string[]][] = [
    [
      'an instance of another region',
      group,
      { region: 'cn-beijing' },
      [
        'other-region: i-new111 lies in cn-beijing, and cn-hangzhou/git in cn-hangzhou → a group of cn-beijing',
      ],
    ],
    [
      'an instance of another network',
      group,
      { network: 'vpc-2' },
      [
        'other-network: i-new111 lies in the network vpc-2, and cn-hangzhou/git in vpc-1 → an instance of that network: none can be moved',
      ],
    ],
    [
      'an instance of another group',
      group,
      { group: 'asg-other' },
      ['other-group: i-new111 is in the group asg-other → detach it there first'],
    ],
    [
      'a stopped instance',
      group,
      { state: 'stopped' },
      ['not-running: i-new111 is stopped, and only a running one comes in → start it first'],
    ],
    [
      'on AWS, an instance of a zone that the group is not in',
      onAws,
      { zone: 'cn-hangzhou-j' },
      [
        'other-zone: i-new111 lies in cn-hangzhou-j, and the zones of cn-hangzhou/git are cn-hangzhou-i, cn-hangzhou-k → cn-hangzhou-j in the zones of cn-hangzhou',
      ],
    ],
    ['on Alibaba Cloud that is no matter', group, { zone: 'cn-hangzhou-j' }, []],
    [
      'more than the group has room for',
      { ...group, desired: 8 },
      {},
      ['above-max: 1 more make desired 9 of 8, and max is 8 → max: 9, or 0 instances at most'],
    ],
    [
      'anything while something runs in a group of Alibaba Cloud',
      { ...group, idle: false },
      {},
      [
        'busy-group: cn-hangzhou/git is not enabled, or something starts, stops or scales in it → wait for it, and ask again',
      ],
    ],
    ['AWS takes it all the same', { ...onAws, idle: false }, {}, []],
    [
      'several things at once',
      { ...group, max: 3 },
      { state: 'stopping', network: 'vpc-2' },
      [
        'other-network: i-new111 lies in the network vpc-2, and cn-hangzhou/git in vpc-1 → an instance of that network: none can be moved',
        'not-running: i-new111 is stopping, and only a running one comes in → start it first',
        'above-max: 1 more make desired 4 of 3, and max is 3 → max: 4, or 0 instances at most',
      ],
    ],
  ];
  it.each(rows)('%s', (_, facts, instance, expected) => {
    const plan = planAttachment([attach('i-new111')], facts, [{ ...running, ...instance }]);
    const told = plan.ok
      ? []
      : plan.refusals.map(({ reason, message, fix }) => `${reason}: ${message} → ${fix}`);
    expect(told).toEqual(expected);
  });

  it('an instance that there is not, and one that is named twice', () => {
    const plan = planAttachment([attach('i-gone11'), attach('i-new111'), attach('i-new111')], group, [
      running,
    ]);
    expect(plan.ok ? [] : plan.refusals).toMatchObject([
      { reason: 'unknown', id: 'i-gone11', origin: '/attach/i-gone11' },
      { reason: 'twice', id: 'i-new111' },
    ]);
  });

  it('on AWS, an instance that the group may not release', () => {
    expect(planAttachment([attach('i-new111', false)], onAws, [running])).toMatchObject({
      ok: false,
      refusals: [{ reason: 'not-entrusted', fix: 'entrusted: true' }],
    });
  });

  it('what the next update would take back', () => {
    const iac = { ...group, owner: 'iac' as const };
    expect(planAttachment([attach('i-new111')], iac, [running], 3)).toMatchObject({
      ok: false,
      refusals: [{ reason: 'undone-by-update', fix: 'desired: 4' }],
    });
    expect(planAttachment([attach('i-new111')], iac, [running], 4).ok).toBe(true);
    expect(planAttachment([attach('i-new111')], group, [running], 3).ok).toBe(true);
  });
});

describe('who is no longer listed', () => {
  const lent = { ...group, members: ['i-old111', 'i-lent11'], guests: ['i-lent11'] };
  const marked = { ...running, id: 'i-lent11', group: 'asg-1', mark: group.mark };

  it('leaves and goes on running, if it was lent', () => {
    expect(planAttachment([], lent, [marked])).toEqual({
      ok: true,
      calls: [],
      leaving: [{ ids: ['i-lent11'], replace: false }],
      already: [],
      desired: { before: 3, after: 2 },
    });
  });

  it('stays, if it was entrusted to the group, or others have lent it', () => {
    const nothing = { ok: true, leaving: [], desired: { before: 3, after: 3 } };
    expect(planAttachment([], { ...lent, guests: [] }, [marked])).toMatchObject(nothing);
    expect(planAttachment([], lent, [{ ...marked, mark: 'other/cn-hangzhou/git' }])).toMatchObject(nothing);
    const { mark: _, ...unmarked } = marked;
    expect(planAttachment([], lent, [unmarked])).toMatchObject(nothing);
  });

  it('is replaced where the group is at its min, or the file wants as many as before', () => {
    const replaced = {
      leaving: [{ ids: ['i-lent11'], replace: true }],
      desired: { after: 3 },
    };
    expect(planAttachment([], { ...lent, min: 3 }, [marked])).toMatchObject(replaced);
    const iac = { ...lent, owner: 'iac' as const };
    expect(planAttachment([], iac, [marked], 3)).toMatchObject(replaced);
    expect(planAttachment([], iac, [marked], 2)).toMatchObject({
      leaving: [{ replace: false }],
      desired: { after: 2 },
    });
  });

  it('does not leave while something runs in the group', () => {
    expect(planAttachment([], { ...lent, idle: false }, [marked])).toMatchObject({
      ok: false,
      refusals: [{ reason: 'busy-group' }],
    });
  });
});

it('refuses to call a member entrusted that is not, and the other way round: a cloud settles it on attaching', () => {
  const lent = { ...group, members: ['i-old111', 'i-lent11'], guests: ['i-lent11'] };
  const plan = planAttachment([attach('i-old111', false), attach('i-lent11', true)], lent, []);
  expect(plan.ok ? [] : plan.refusals).toMatchObject([
    { reason: 'entrusted-otherwise', id: 'i-old111', fix: 'entrusted: true, or detach it first' },
    { reason: 'entrusted-otherwise', id: 'i-lent11', fix: 'entrusted: false, or detach it first' },
  ]);
  expect(planAttachment([attach('i-old111', false)], onAws, [])).toMatchObject({
    refusals: [{ reason: 'not-entrusted' }],
  });
});

it('names each once, at most 20 a call, each call about one kind, and ends at what it told', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 70 }), fc.nat(5), (kinds, desired) => {
      const wanted = kinds.map((entrusted, index) => attach(`i-new${index}`, entrusted));
      const facts = { ...group, desired, max: 200 };
      const plan = planAttachment(
        wanted,
        facts,
        wanted.map(({ id }) => ({ ...running, id })),
      );
      if (!plan.ok) throw new Error('nothing is wrong with it');
      expect(plan.calls.flatMap(({ ids }) => ids).sort()).toEqual(wanted.map(({ id }) => id).sort());
      for (const { ids, entrusted } of plan.calls) {
        expect(ids.length).toBeGreaterThan(0);
        expect(ids.length).toBeLessThanOrEqual(20);
        expect(ids.every((id) => wanted.find((each) => each.id === id)?.entrusted === entrusted)).toBe(true);
      }
      expect(plan.desired.after).toBe(desired + kinds.length);
      expect(plan.calls.at(-1)?.desiredAfter ?? desired).toBe(plan.desired.after);
    }),
    { numRuns: 100 },
  );
});
