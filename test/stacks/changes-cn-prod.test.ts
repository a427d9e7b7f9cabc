import { beforeAll, describe, expect, it } from 'vitest';
import type { Registration } from '../support/engine/in-process.ts';
import { register } from '../support/engine/in-process.ts';
import { stepsFrom } from '../support/engine/steps-between.ts';
import { planOf } from '../components/support/plans.ts';

type Edit = [from: string, to: string];

/** Many at once: what none of them replaces together, none replaces alone. */
const TOGETHER: Record<string, Edit> = {
  'the upper bound': ['min: 3, max: 16, initial: 4', 'min: 3, max: 20, initial: 4'],
  'the owner': ['{owner: iac, min: 2, max: 6, desired: 3}', '{owner: autoscaler, min: 2, max: 6}'],
  'rules and hooks, what is suspended and attached, and the drain': [
    'rules: [{track: cpu, target: 60}]\n            drain: 15m',
    'rules: [{track: cpu, target: 65}, {simple: cpu, above: 90, add: 2}]\n            drain: 10m\n' +
      '            hooks: {audit: {on: terminate, topic: queue/audit}}\n' +
      '            suspend: [alarms]\n            attach: [{id: i-bp1abcdefgh}]\n' +
      '            removal: [newest]\n            maxLifetime: 30d\n            cooldown: 90s',
  ],
  'a tag': ['team: dev-platform', 'team: other'],
  'a schedule': ['cron: "30 8 * * 1-5", desired: 6', 'cron: "0 8 * * 1-5", desired: 7'],
  'the day it was renewed': ['renewed: 2026-11-22', 'renewed: 2026-11-21'],
  'a health check': ['deny: [198.51.100.0/24]}', 'deny: [198.51.100.0/24], health: {interval: 10s}}'],
  'a further zone': ['cn-beijing-l]', 'cn-beijing-l, cn-beijing-j]'],
  'the order of zones': ['[cn-hongkong-b, cn-hongkong-c]', '[cn-hongkong-c, cn-hongkong-b]'],
  'the order of origins': ['[cn-hangzhou/serve, cn-beijing/serve]', '[cn-beijing/serve, cn-hangzhou/serve]'],
  'an origin, taken out': [
    '[cn-hangzhou/mirror, cn-beijing/mirror]} # files',
    '[cn-beijing/mirror]} # files',
  ],
  'a larger Redis': ['memoryGiB: 4', 'memoryGiB: 8'],
  'whom alarms tell': [
    'alerts: {webhook: alertWebhook}',
    'alerts: {webhook: alertWebhook, emails: [ops@example.cn]}',
  ],
  'who keeps the records': ['certificate: cas/12345678}', 'certificate: cas/12345678, dns: existing}'],
};

/** What removes or replaces something, and nothing but that. */
const NAMED: [name: string, edit: Edit, steps: string[]][] = [
  [
    'the first zone, taken out',
    ['[cn-hangzhou-i, cn-hangzhou-j, cn-hangzhou-k]', '[cn-hangzhou-j, cn-hangzhou-k]'],
    ['delete alicloud:vpc/switch:Switch cn-hangzhou/network/cn-hangzhou-i'],
  ],
  // The listener is a new one; its servers stay behind it.
  [
    "a network balancer's port",
    ['ssh: 22', 'ssh: 2022'],
    [
      'replace alicloud:ecs/securityGroupRule:SecurityGroupRule cn-hangzhou/git/balancer/allow-ssh',
      'replace alicloud:ecs/securityGroupRule:SecurityGroupRule cn-hangzhou/git/balancer/deny-ssh-198.51.100.0/24',
      'replace alicloud:nlb/listener:Listener cn-hangzhou/git/ssh',
    ],
  ],
  [
    'what is denied',
    ['deny: [198.51.100.0/24]', 'deny: [203.0.113.0/24]'],
    [
      'delete alicloud:ecs/securityGroupRule:SecurityGroupRule cn-hangzhou/git/balancer/deny-https-198.51.100.0/24',
      'delete alicloud:ecs/securityGroupRule:SecurityGroupRule cn-hangzhou/git/balancer/deny-ssh-198.51.100.0/24',
    ],
  ],
  ['the stage', ['stage: production', 'stage: staging'], []],
];

let before: Registration[];
beforeAll(async () => {
  before = await register(planOf('cn-prod'));
});

const lost = (steps: string[]) => steps.filter((step) => /^(replace|delete) /.test(step));

describe('cn-prod', () => {
  it(`changes ${Object.keys(TOGETHER).join('; ')}: and replaces or removes nothing`, async () => {
    const steps = await stepsFrom(before, planOf('cn-prod', ...Object.values(TOGETHER)));
    expect(steps.length).toBeGreaterThan(40);
    expect(lost(steps)).toEqual([]);
  });

  it.each(NAMED)('%s replaces or removes that alone', async (_, edit, expected) => {
    const steps = await stepsFrom(before, planOf('cn-prod', edit));
    expect(steps).not.toEqual([]);
    expect(lost(steps)).toEqual(expected);
  });
});
