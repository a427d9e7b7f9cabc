import { describe, expect, test } from 'vitest';
import { bootSettings, userData } from '../../../../components/platforms/alicloud/boot-args.ts';
import { groupOf, planOf } from '../../support/plans.ts';

const plan = planOf('cn-prod');
const sync = groupOf(plan, 'cn-hongkong/mirror-sync');
const serve = groupOf(plan, 'cn-hangzhou/mirror-serve');
const git = groupOf(plan, 'cn-hangzhou/git');
const facts = {
  kit: [
    { name: 'agent' as const, path: '/x/agent.js', sha256: 'a'.repeat(64), key: 'internal/boot/=agent' },
    { name: 'node' as const, path: '/x/node', sha256: 'b'.repeat(64), key: 'internal/boot/=node' },
  ],
  publicKey: '-----BEGIN PUBLIC KEY-----',
  scalingGroupId: 'asg-1',
  hookIds: ['ash-boot', 'ash-drain'],
  place: {
    mirrorsUrl: 'https://mirrors.example.cn',
    filesUrl: 'https://files.example.cn',
    redis: { host: 'redis.example', port: 6379 },
  },
};

describe('what an instance is told', () => {
  test('lies near where it can, in the group that it belongs to', () => {
    expect(bootSettings(plan, git, facts)).toMatchObject({
      store: {
        region: 'cn-hangzhou',
        endpoint: expect.stringContaining('.oss-cn-hangzhou-internal.') as string,
      },
      oos: 'https://oos-vpc.cn-hangzhou.aliyuncs.com',
      ess: 'https://ess-vpc.cn-hangzhou.aliyuncs.com',
      group: 'asg-1',
      hooks: ['ash-boot', 'ash-drain'],
      parameters: {
        'skerry/cn-prod-cn-hangzhou/redis-password': '/run/skerry/redis-password',
        'skerry/cn-prod-cn-hangzhou/git-host-keys': '/run/skerry/git-host-keys',
      },
    });
    expect(bootSettings(plan, sync, facts).store.endpoint).toMatch(/\.oss-cn-hangzhou\.aliyuncs\.com$/);
  });

  test('is what its workload needs: the sync writes each serving bucket, who serves reads its own', () => {
    expect(bootSettings(plan, sync, facts).instance.settings).toMatchObject({
      kind: 'mirror-sync',
      publishTo: [
        {
          id: 'cn-hangzhou/mirror',
          store: { dialect: 'oss', endpoint: 'https://oss-cn-hangzhou.aliyuncs.com' },
        },
        { id: 'cn-beijing/mirror', store: { endpoint: 'https://oss-cn-beijing.aliyuncs.com' } },
      ],
      redis: { host: 'redis.example', passwordFile: '/run/skerry/redis-password' },
      composer: { codeHostTokensFile: '/run/skerry/code-host-tokens' },
    });
    expect(bootSettings(plan, serve, facts)).toMatchObject({
      parameters: {},
      instance: {
        settings: {
          kind: 'mirror-serve',
          store: { endpoint: 'https://oss-cn-hangzhou-internal.aliyuncs.com' },
          mirrorsUrl: 'https://mirrors.example.cn',
        },
      },
    });
  });

  test('fits, in base64, and has no secret in it', () => {
    for (const node of [sync, serve, git]) {
      const text = Buffer.from(userData(plan, node, facts), 'base64').toString();
      expect(text).toMatch(/^#cloud-config\n/);
      expect(text).toContain('skerry-life.service');
      expect(text).not.toContain('canary');
      expect(Buffer.byteLength(text)).toBeLessThan(16_384);
    }
  });
});
