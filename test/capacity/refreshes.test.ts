import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readRefreshes, staleMembers, startRefresh } from '../../capacity/refreshes.ts';
import type { LiveInstance } from '../../capacity/live-group.ts';
import { images } from '../../topology/catalog/images.ts';
import type { Plan, Refresh } from '../../topology/plan/plan.ts';
import {
  ALICLOUD_ACCOUNT,
  startAlicloudAccount,
  type AlicloudAccountServer,
} from '../support/alicloud/account.ts';
import type { EssGroup } from '../support/alicloud/ess-model.ts';

const region = 'cn-hangzhou';
const id = `${region}/git`;
const debian = images.rows.alicloud.names['debian-12'] ?? '';

describe('members that a refresh replaces', () => {
  const node = { image: 'debian-12', instanceTypes: ['ecs.g8i.large', 'ecs.g7.large'] };
  const member = (more: Partial<LiveInstance> = {}): LiveInstance => ({
    id: 'i-1',
    zone: '',
    state: 'running',
    healthy: true,
    ...more,
  });
  const facts = { id: 'i-1', region, zone: '', network: '', state: 'running' };
  const isStale = (instance: { image?: string; type?: string }, more?: Partial<LiveInstance>) =>
    staleMembers(node, [member(more)], [{ ...facts, ...instance }]).length > 0;

  it('are of another image, or of a type that the file does not name', () => {
    expect(isStale({ image: debian, type: 'ecs.g7.large' })).toBe(false);
    expect(isStale({ image: 'm-old', type: 'ecs.g7.large' })).toBe(true);
    expect(isStale({ image: debian, type: 'ecs.g6.large' })).toBe(true);
  });

  it('are none of those that it leaves alone, and none of whom nothing is known', () => {
    const old = { image: 'm-old', type: 'ecs.g6.large' };
    expect(isStale(old, { protected: true })).toBe(false);
    expect(isStale(old, { attached: 'entrusted' })).toBe(false);
    expect(isStale(old, { attached: 'lent' })).toBe(false);
    expect(isStale(old, { state: 'standby' })).toBe(false);
    expect(isStale(old, { state: 'starting' })).toBe(false);
    expect(staleMembers(node, [member()], [])).toEqual([]);
  });
});

describe('a refresh on Alibaba Cloud', () => {
  let cloud: AlicloudAccountServer;
  let git: EssGroup;
  beforeEach(async () => {
    cloud = await startAlicloudAccount();
    for (const [name, value] of Object.entries(cloud.environment)) vi.stubEnv(name, value);
    const tags = { 'skerry:stack': 'ali', 'skerry:group': id };
    git = cloud.model.addGroup({ min: 2, max: 6, desired: 3, zones: [`${region}-h`], tags });
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await cloud.stop();
  });

  const planOf = (refresh?: Partial<Refresh>): Plan =>
    ({
      stack: 'ali',
      accounts: { alicloud: { id: ALICLOUD_ACCOUNT } },
      regions: [
        {
          name: region,
          platform: 'alicloud',
          groups: [
            {
              id,
              image: 'm-new',
              instanceTypes: ['ecs.g8i.large'],
              ...(refresh && {
                refresh: {
                  minHealthy: 80,
                  maxHealthy: 120,
                  checkpoints: [],
                  pauseSeconds: 600,
                  skipMatching: true,
                  ...refresh,
                },
              }),
            },
          ],
        },
      ],
    }) as unknown as Plan;

  async function refresh(plan: Plan): Promise<(string | undefined)[]> {
    const { refreshes, close } = await readRefreshes(plan);
    try {
      return await Promise.all(refreshes.map(startRefresh));
    } finally {
      close();
    }
  }

  it('asks nothing where no group has one, and begins none where all are as the file says', async () => {
    expect(await refresh(planOf())).toEqual([]);
    expect(cloud.asked).toEqual([]);
    expect(await refresh(planOf({}))).toEqual([]);
    expect(cloud.model.refreshes).toEqual([]);
  });

  it('begins with the bounds and pauses of the file, and no second one beside it', async () => {
    const [old] = cloud.model.membersOf(git);
    if (old) old.image = 'm-old';
    const plan = planOf({ checkpoints: [20, 100], skipMatching: false });
    expect(await refresh(plan)).toEqual([expect.stringMatching(/^ir-/)]);
    expect(cloud.model.refreshes).toEqual([
      {
        group: git.id,
        status: 'InProgress',
        min: 80,
        max: 120,
        skipMatching: false,
        checkpoints: [20, 100],
        pause: 10,
      },
    ]);
    expect(await refresh(plan)).toEqual([undefined]);
    Object.assign(cloud.model.refreshes[0] ?? {}, { status: 'Failed' });
    expect(await refresh(plan)).toEqual([expect.stringMatching(/^ir-/)]);
  });
});
