import { notMade, type RefusedWord } from './refused-word.ts';

export const refusedOnAws: readonly RefusedWord[] = [
  {
    word: 'group.spread',
    values: ['priority'],
    why: 'a group there always balances its zones',
    fix: 'balance',
  },
  {
    word: 'balancer.weights',
    why: 'a network load balancer there gives each instance of a target group the same',
    fix: 'leave weights out',
  },
  ...notMade('aws', ['group.attach', 'site.domain.key']),
  {
    word: 'bucket.host',
    why: "the bucket's own endpoint serves everywhere there",
    fix: 'leave host out',
  },
  {
    word: 'balancer.tls',
    values: ['instance'],
    why: 'Skerry makes nothing of it on aws so far',
    fix: 'balancer',
    soFar: true,
  },
];
