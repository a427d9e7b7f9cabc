/** What a word is tried with, per cloud. */
export interface Sample {
  /** Path within its thing: `refresh.minHealthy`. */
  word: string;
  value: Json | Record<'alicloud' | 'aws', Json>;
  /** What the thing has besides, with and without the word. */
  beside?: Record<string, Sample['value']>;
}

export type Json = string | number | boolean | Json[] | { [key: string]: Json };

export type Kind = 'group' | 'balancer' | 'bucket' | 'redis' | 'edge' | 'site';

const byCloud = (alicloud: Json, aws: Json) => ({ alicloud, aws });
const topic = byCloud('topic/ops', 'sns/ops');
/** Auto Scaling refreshes groups of this spread alone. */
const spread = byCloud('priority', 'balance');
const track = [{ track: 'cpu', target: 60 }];
const step = { step: 'cpu', steps: [{ above: 70, addPercent: 10 }] };
const simple = { simple: 'cpu', above: 80, addPercent: 10 };
const predict = { predict: 'cpu', target: 60, mode: 'scale' };
const hook = { on: 'launch', timeout: '5m' };
const alerts = { emails: ['ops@example.com'] };
const auto = { owner: 'autoscaler', min: 1, max: 4 };

/** A rule with a word more, beside the same without it. */
const ruled = (rule: Record<string, Json>, word: string, value: Json): Sample => ({
  word: `rules.0.${word}`,
  value,
  beside: { rules: [rule] },
});

export const samples: Record<Kind, Sample[]> = {
  group: [
    { word: 'image', value: byCloud('m-bp1other', 'ami-0123456789abcdef0') },
    { word: 'instanceTypes', value: byCloud(['ecs.g7.large'], ['m6i.large']) },
    { word: 'spot', value: true },
    { word: 'drain', value: '7m' },
    { word: 'warmUp', value: '7m', beside: { rules: track } },
    { word: 'cooldown', value: '7m' },
    { word: 'spread', value: byCloud('balance', 'cost') },
    { word: 'removal', value: ['newest'] },
    { word: 'maxLifetime', value: '30d' },
    { word: 'refresh', value: {}, beside: { spread } },
    { word: 'refresh.minHealthy', value: 50, beside: { refresh: {}, spread } },
    { word: 'refresh.maxHealthy', value: 150, beside: { refresh: {}, spread } },
    { word: 'refresh.checkpoints', value: [20], beside: { refresh: {}, spread } },
    { word: 'refresh.pause', value: '5m', beside: { refresh: { checkpoints: [20] }, spread } },
    { word: 'refresh.skipMatching', value: false, beside: { refresh: {}, spread } },
    { word: 'refresh.autoRollback', value: true, beside: { refresh: {}, spread } },
    { word: 'maintenance', value: {} },
    { word: 'maintenance.minHealthy', value: 50, beside: { maintenance: {} } },
    { word: 'maintenance.maxHealthy', value: 150, beside: { maintenance: {} } },
    {
      word: 'notifications',
      value: byCloud({ events: ['launch'], topic: 'topic/ops' }, { events: ['launch'], topic: 'sns/ops' }),
    },
    ...(
      [
        'launch-error',
        'launch-start',
        'terminate',
        'terminate-error',
        'terminate-start',
        'rejected',
        'schedule-expiring',
      ] as const
    ).map((event): Sample => ({
      word: 'notifications',
      value: byCloud({ events: [event], topic: 'topic/ops' }, { events: [event], topic: 'sns/ops' }),
    })),
    { word: 'notifications.topic', value: topic, beside: { notifications: { events: ['launch'] } } },
    { word: 'rules', value: track },
    ruled({ track: 'cpu', target: 60 }, 'scaleIn', false),
    ruled({ track: 'cpu', target: 60 }, 'warmUp', '7m'),
    { word: 'rules', value: [step] },
    ruled(step, 'atLeast', 2),
    ruled(step, 'for', '5m'),
    ruled(step, 'warmUp', '7m'),
    { word: 'rules', value: [simple] },
    ruled(simple, 'atLeast', 2),
    ruled(simple, 'for', '5m'),
    ruled(simple, 'cooldown', '7m'),
    { word: 'rules', value: [predict] },
    ruled({ predict: 'cpu', target: 60 }, 'mode', 'scale'),
    ruled(predict, 'maxBuffer', 10),
    ruled(predict, 'ahead', '10m'),
    {
      word: 'schedules',
      value: { renewed: '2026-11-22', day: { cron: '0 8 * * *', min: 2 } },
      beside: { rules: track },
    },
    {
      word: 'schedules.day.max',
      value: 3,
      beside: { rules: track, schedules: { renewed: '2026-11-22', day: { cron: '0 8 * * *', min: 2 } } },
    },
    { word: 'hooks', value: { register: hook } },
    { word: 'hooks.boot', value: { on: 'launch', timeout: '20m' }, beside: { hooks: {} } },
    { word: 'hooks.register.on', value: 'terminate', beside: { hooks: { register: hook } } },
    { word: 'hooks.register.timeout', value: '8m', beside: { hooks: { register: hook } } },
    { word: 'hooks.register.onTimeout', value: 'continue', beside: { hooks: { register: hook } } },
    { word: 'hooks.register.topic', value: topic, beside: { hooks: { register: hook } } },
    ...(
      [
        'launch',
        'terminate',
        'health-check',
        'replace-unhealthy',
        'alarms',
        'schedules',
        'zone-balance',
        'load-balancer',
        'refresh',
      ] as const
    ).map((process): Sample => ({ word: 'suspend', value: [process] })),
    { word: 'attach', value: [{ id: 'i-0123456789', entrusted: true }] },
    {
      word: 'attach.0.entrusted',
      value: false,
      beside: { attach: [{ id: 'i-0123456789', entrusted: true }] },
    },
    { word: 'capacity.onDemandBase', value: 1, beside: { capacity: auto, spot: true } },
    { word: 'capacity.initial', value: 2, beside: { capacity: auto } },
    { word: 'capacity.warmPool', value: 1, beside: { capacity: auto } },
    { word: 'capacity.warmState', value: 'running', beside: { capacity: { ...auto, warmPool: 1 } } },
    { word: 'capacity.warmReuse', value: true, beside: { capacity: { ...auto, warmPool: 1 } } },
  ],
  balancer: [
    { word: 'type', value: 'clb' },
    { word: 'deny', value: ['198.51.100.0/24'] },
    { word: 'allow', value: 'cdn' },
    { word: 'tls', value: 'instance', beside: { listeners: { https: 443 } } },
    { word: 'drain', value: '5s' },
    { word: 'weights', value: { canary: 10 } },
    { word: 'health.path', value: '/status', beside: { health: {} } },
    { word: 'health.port', value: 8081, beside: { health: {} } },
    { word: 'health.interval', value: '30s', beside: { health: {} } },
    { word: 'health.timeout', value: '4s', beside: { health: {} } },
    { word: 'health.healthy', value: 5, beside: { health: {} } },
    { word: 'health.unhealthy', value: 5, beside: { health: {} } },
  ],
  bucket: [
    { word: 'access', value: 'cdn' },
    { word: 'host', value: 'own' },
    { word: 'backup', value: 'here/main' },
    { word: 'appendOnly', value: true },
    { word: 'forceDestroy', value: true },
  ],
  redis: [
    { word: 'memoryGiB', value: 4 },
    { word: 'password', value: 'redisPassword' },
  ],
  edge: [{ word: 'port', value: 8443 }],
  site: [
    { word: 'mirror.composer.tokens', value: 'codeHostTokens' },
    { word: 'mirror.composer.only', value: ['symfony/*'] },
    { word: 'releases.signingKey', value: 'otherReleaseKey' },
    { word: 'domain.certificate', value: byCloud('cas/2', 'acm/11111111-1111-1111-1111-111111111111') },
    {
      word: 'domain.certificates',
      value: byCloud({ edge: 'cas/2' }, { edge: 'acm/11111111-1111-1111-1111-111111111111' }),
    },
    { word: 'account.type', value: 'domestic' },
    { word: 'account.assumeRole', value: 'other' },
    { word: 'tags', value: { team: 'x' } },
    { word: 'domain.icp', value: '浙ICP备00000000号' },
    { word: 'domain.key', value: 'gitTls' },
    { word: 'domain.dns', value: byCloud('managed', 'managed') },
    { word: 'alerts', value: alerts },
    { word: 'alerts.webhook', value: 'alertWebhook', beside: { alerts } },
    { word: 'alerts.topic', value: topic, beside: { alerts } },
    { word: 'alerts.queueAge', value: '7m', beside: { alerts } },
    { word: 'alerts.freshness', value: '7m', beside: { alerts } },
    { word: 'alerts.atMax', value: '7m', beside: { alerts } },
  ],
};
