import { keyForNobody, noTlsOnInstances, type RefusedWord } from './refused-word.ts';

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
  keyForNobody,
  {
    word: 'edge.port',
    why: 'CloudFront answers on the ports of the web alone',
    fix: 'leave port out',
  },
  {
    word: 'site.domain.icp',
    why: 'the mainland of China asks for it, and no edge is there',
    fix: 'leave icp out',
    elsewhere: true,
  },
  {
    word: 'site.account.type',
    why: 'accounts are of one kind there',
    fix: 'leave type out',
    elsewhere: true,
  },
  { word: 'site.accounts.aws.type', why: 'accounts are of one kind there', fix: 'leave type out' },
  {
    word: 'bucket.host',
    why: "the bucket's own endpoint serves everywhere there",
    fix: 'leave host out',
  },
  noTlsOnInstances,
];
