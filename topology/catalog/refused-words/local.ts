import type { RefusedWord } from './refused-word.ts';

const leaveOut = (word: string): string => `leave ${word.slice(word.lastIndexOf('.') + 1)} out`;
const refused = (why: string, ...words: string[]): RefusedWord[] =>
  words.map((word) => ({ word, why, fix: leaveOut(word) }));

/** Of one machine, on which instances are supervised processes. */
export const refusedOnLocal: readonly RefusedWord[] = [
  ...refused('instances are processes of this machine', 'group.image', 'group.instanceTypes'),
  ...refused('all instances are of this one machine', 'group.spot', 'group.capacity.onDemandBase'),
  ...refused('a process starts at once', 'group.capacity.warmPool', 'group.warmUp'),
  ...refused('no controller moves groups there so far', 'group.rules', 'group.schedules', 'group.cooldown'),
  { word: 'group.spread', values: ['priority', 'cost'], why: 'zones are always balanced', fix: 'balance' },
  ...refused('what is stale goes first, then the newest', 'group.removal'),
  ...refused('processes are replaced when their declaration changes, new before old', 'group.refresh'),
  ...refused('nothing replaces healthy processes there', 'group.maxLifetime', 'group.maintenance'),
  ...refused('nobody is told there', 'group.notifications', 'group.hooks', 'site.alerts'),
  ...refused('the group does nothing by itself', 'group.suspend'),
  ...refused('there are no instances but its own', 'group.attach', 'balancer.weights'),
  { word: 'balancer.allow', values: ['cdn'], why: 'nobody else reaches this machine', fix: 'any' },
  { word: 'balancer.tls', values: ['balancer', 'instance'], why: 'there are no certificates', fix: 'edge' },
  ...refused('there are no certificates', 'balancer.listeners.https'),
  ...refused(
    'the check is set for processes',
    'balancer.health.port',
    'balancer.health.interval',
    'balancer.health.timeout',
    'balancer.health.healthy',
    'balancer.health.unhealthy',
  ),
  {
    word: 'balancer.drain',
    why: 'connections end with the drain of the group',
    fix: 'drain of the group, or leave it out',
  },
  ...refused('there is one machine to lose', 'bucket.backup', 'bucket.appendOnly'),
  ...refused('a bucket has an address of its own', 'bucket.host'),
  ...refused("the password is made, and kept in the stack's folder", 'redis.password'),
  ...refused("the key is made, and kept in the stack's folder", 'site.releases'),
  ...refused('parts have addresses alone', 'site.domain'),
  ...refused("this machine is nobody's account", 'site.account', 'site.accounts'),
  ...refused('processes have no tags', 'site.tags'),
  ...refused('no schedule runs there', 'site.timeZone'),
];
