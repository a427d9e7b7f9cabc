import { keyForNobody, noTlsOnInstances, type RefusedWord } from './refused-word.ts';

export const refusedOnAlicloud: readonly RefusedWord[] = [
  {
    word: 'group.capacity.warmPool',
    why: 'Auto Scaling has no warm pool',
    fix: 'a larger min, or leave warmPool out',
  },
  {
    word: 'group.maintenance',
    why: 'Auto Scaling has such bounds for a refresh alone',
    fix: 'leave maintenance out',
  },
  {
    word: 'group.refresh.autoRollback',
    why: 'a refresh of Auto Scaling goes back only when it is told to',
    fix: 'leave autoRollback out',
  },
  { word: 'edge.port', why: 'the CDN answers on the ports of the web alone', fix: 'leave port out' },
  keyForNobody,
  {
    word: 'site.alerts.atMax',
    why:
      'CloudMonitor documents no metric of how many instances a group has or may have; what a max turns down is told ' +
      'at once, without a time',
    fix: 'leave atMax out',
  },
  noTlsOnInstances,
];
